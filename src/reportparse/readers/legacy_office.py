"""LibreOffice as a converter: where it is, how it is shut in, and one call of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Literal

VARIABLE = "REPORTPARSE_SOFFICE"
"""Environment variable that names the program where it is not found by itself."""

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib*/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/usr/local/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice*.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice*/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice*/program/soffice.com",
)
_LOOK_EVERY = 0.05

# Nothing of a report runs and nothing is fetched for it: no macros, no Java, links neither updated nor followed, and
# the network leads to a closed port.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "ExecutePlugins", "false"),
    ("Office.Common/Security/Scripting", "OfficeBasic", "0"),
    ("Office.Common/Load", "DetectWebDAVRedirection", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Save/Document", "UseUserData", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Update/Update", "Enabled", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    *(("Inet/Settings", f"ooInet{name}ProxyName", "127.0.0.1") for name in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{name}ProxyPort", "9") for name in ("HTTP", "HTTPS", "FTP")),
)
_CLOSED = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")


def find_office() -> str | None:
    """The path of LibreOffice: what the environment variable says, else on the PATH, else in the usual folders."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    for pattern in _PLACES:
        root = Path(Path(pattern).anchor or "/")
        with suppress(OSError, ValueError):
            for path in sorted(root.glob(pattern[len(root.anchor) :]), reverse=True):
                if path.is_file() and os.access(path, os.X_OK):
                    return str(path)
    return None


def make_profile(folder: Path) -> None:
    """Writes a user profile for `convert` into `folder`, with everything shut that a report could use."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


Ending = Literal["ended", "crashed", "stalled", "stopped"]


def convert(office: str, files: Sequence[Path], profile: Path, out: Path, patience: float, stopped: Event) -> Ending:
    """One call of LibreOffice: each of `files` becomes a DOCX of the same stem in `out`.

    `profile` is one by `make_profile`. The call is stopped where nothing new comes for `patience` seconds; what was
    finished by then is in `out`; and at once where `stopped` is set. A program that cannot be started counts as crashed.
    """
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        *map(str, files),
    ]
    try:
        process = subprocess.Popen(
            command,
            cwd=out,
            env=_environment(profile),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return "crashed"
    try:
        return _watched(process, out, patience, stopped)
    finally:
        stop(process)


def _watched(process: subprocess.Popen[bytes], out: Path, patience: float, stopped: Event) -> Ending:
    """Waits for the end."""
    made, last = 0, time.monotonic()
    while True:
        with suppress(subprocess.TimeoutExpired):
            return "ended" if process.wait(_LOOK_EVERY) == 0 else "crashed"
        if stopped.is_set():
            return "stopped"
        now = len(list(out.iterdir()))
        if now != made:
            made, last = now, time.monotonic()
        elif time.monotonic() - last > patience:
            return "stalled"


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that leads a session of its own, with all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        # Also after its end: what it started may still be there.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def sound(path: Path) -> bool:
    """Whether a DOCX was written to its end: a zip's directory comes last."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def _environment(folder: Path) -> dict[str, str]:
    environment = {
        **os.environ,
        "SAL_USE_VCLPLUGIN": "svp",
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
    }
    for name in _PROXIES:
        environment[name] = environment[name.upper()] = _CLOSED
    environment["no_proxy"] = environment["NO_PROXY"] = ""
    return environment

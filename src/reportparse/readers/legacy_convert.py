"""Old Word documents to DOCX, many a call; a file that stops the converter costs only itself."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Literal

from reportparse.readers.legacy_office import Ending, convert, find_office, make_profile, sound

Fault = Literal["stalled", "failed"]

PATIENCE_ALONE = 90.0
"""Seconds one file may take. A report takes a tenth of a second, the program's start one or two."""
PATIENCE_AMONG_MANY = 30.0
"""Seconds one file may take among others. One that takes longer gets its own call with `PATIENCE_ALONE`."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one file: the DOCX made of it, or why there is none. `sha256` is that of the file converted."""

    sha256: str
    docx: str | None
    fault: Fault | None = None

    def discard(self) -> None:
        """Takes the DOCX away; it is not needed twice."""
        if self.docx is not None:
            with suppress(OSError):
                Path(self.docx).unlink()


class Converter:
    """Converts into a folder of its own, which the caller takes away. The program's profile is kept between calls.

    The files are copied under plain names, so that neither a name nor a place of the user's reaches the program.
    """

    def __init__(self, folder: Path, office: str) -> None:
        self._folder = folder
        self._office = office
        self._calls = 0
        self._stopped = Event()

    def convert(self, contents: Iterable[bytes]) -> list[Conversion]:
        """One result for each content, in order. Raises OSError where the folder cannot be written to."""
        source = Path(tempfile.mkdtemp(prefix="in-", dir=self._folder))
        try:
            files: list[Path] = []
            digests: list[str] = []
            for number, data in enumerate(contents):
                file = source / f"{number:06}.doc"
                file.write_bytes(data)
                files.append(file)
                digests.append(hashlib.sha256(data).hexdigest())
            results = self._all(files)
            return [Conversion(digest, *results[file]) for digest, file in zip(digests, files, strict=True)]
        finally:
            shutil.rmtree(source, ignore_errors=True)

    def stop(self) -> None:
        """Ends the call that is running, from another thread; what follows comes to nothing."""
        self._stopped.set()

    def _all(self, files: list[Path]) -> dict[Path, tuple[str | None, Fault | None]]:
        """In few calls: after one that broke off, the file it broke off at is tried alone and the rest together again."""
        results: dict[Path, tuple[str | None, Fault | None]] = {}
        waiting = files
        while waiting and not self._stopped.is_set():
            alone = len(waiting) == 1
            ending, made = self._call(waiting, PATIENCE_ALONE if alone else PATIENCE_AMONG_MANY)
            results.update((file, (path, None)) for file, path in made.items())
            left = [file for file in waiting if file not in made]
            if alone or ending == "ended":
                # The program went through all of them: those without a result it could not read.
                results.update((file, (None, "stalled" if ending == "stalled" else "failed")) for file in left)
                break
            if left:
                # It takes them in order, so the first without a result is where it broke off.
                results.update(self._all(left[:1]))
            waiting = left[1:]
        results.update((file, (None, "failed")) for file in files if file not in results)
        return results

    def _call(self, files: list[Path], patience: float) -> tuple[Ending, dict[Path, str]]:
        """How the call ended, and the DOCX files it made."""
        profile = self._folder / "profile"
        if not profile.is_dir():
            make_profile(profile)
        self._calls += 1
        out = self._folder / f"out-{self._calls:06}"
        out.mkdir()
        ending = convert(self._office, files, profile, out, patience, self._stopped)
        if ending != "ended":
            # Locks and half-written settings may be left in it.
            shutil.rmtree(profile, ignore_errors=True)
        made = {file: out / f"{file.stem}.docx" for file in files}
        return ending, {file: str(path) for file, path in made.items() if sound(path)}


def convert_alone(data: bytes) -> tuple[bytes | None, Fault | None]:
    """The bytes of the DOCX made of one document, or why there is none. Raises LookupError without LibreOffice."""
    office = find_office()
    if office is None:
        raise LookupError("no LibreOffice")
    with tempfile.TemporaryDirectory(prefix="reportparse-", ignore_cleanup_errors=True) as folder:
        result = Converter(Path(folder), office).convert([data])[0]
        return Path(result.docx).read_bytes() if result.docx else None, result.fault

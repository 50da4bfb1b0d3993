"""Reading page images in a process of its own: an engine that crashes or hangs costs one page, not the run."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence

from reportparse.model.findings import Say
from reportparse.readers.scan_result import ScannedPage, from_json

TIMEOUT = 120.0
"""Seconds for one page; the slowest take about ten."""
INSTALL = 'pip install "reportparse[ocr]"'


class ScanError(Exception):
    """A page image could not be read; `said` says why."""

    def __init__(self, said: Say) -> None:
        super().__init__(said.zh)
        self.said = said


def available() -> bool:
    """Whether all that the chosen engine needs is installed."""
    needed = ["numpy", "cv2"]
    if os.environ.get("REPORTPARSE_OCR") == "tesseract":
        return all(map(importlib.util.find_spec, needed)) and shutil.which("tesseract") is not None
    return all(map(importlib.util.find_spec, [*needed, "onnxruntime", "rapidocr"]))


class ScanReader:
    """A process that reads page images; started with the first one, and again after it died."""

    def __init__(self, command: Sequence[str] | None = None, timeout: float = TIMEOUT) -> None:
        self._command = list(command or (sys.executable, "-m", "reportparse.readers.scan_worker"))
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def read(self, pixels: bytes, width: int, height: int, scale: float) -> ScannedPage:
        """The page of an image: three bytes a pixel, `scale` pixels per point. Raises ScanError."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._timeout, give_up)
        timer.daemon = True
        timer.start()
        try:
            task = {"width": width, "height": height, "scale": scale}
            process.stdin.write(json.dumps(task).encode() + b"\n")
            process.stdin.write(pixels)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            self.close()
            if late.is_set():
                seconds = f"{self._timeout:g}"
                raise ScanError(Say(f"文字识别超过{seconds}秒", f"recognition took more than {seconds} seconds"))
            raise ScanError(Say("文字识别程序意外退出", "the recognition program died"))
        answer = line.decode()
        if answer.startswith("{"):
            error = json.loads(answer)["error"]
            raise ScanError(Say(f"文字识别出错：{error}", f"recognition failed: {error}"))
        return from_json(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner != os.getpid():
            # A copy of the process that started it: the reader is not ours to use or to end.
            self._process = None
        if self._process is None:
            paths = os.pathsep.join(path for path in sys.path if path)
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
            )
            self._owner = os.getpid()
        return self._process

    def close(self) -> None:
        """Ends the process; the next read starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.wait()


_reader = ScanReader()
atexit.register(_reader.close)


def shared_reader() -> ScanReader:
    """The one reader of this process, kept from one report to the next."""
    return _reader

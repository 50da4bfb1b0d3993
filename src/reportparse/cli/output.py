"""Where results go: standard output, or a file that is replaced only when all is written."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from reportparse.errors import UsageError

PLAIN_COLUMNS = 100
"""Line width where there is no terminal to ask."""


class Output:
    """An open output. `stream` takes the text; `terminal` tells whether a person is watching it come."""

    def __init__(self, stream: TextIO, target: Path | None, terminal: bool, lang: str = "zh") -> None:
        self.lang = lang
        self.stream = stream
        self.target = target
        self.terminal = terminal

    @property
    def binary(self) -> BinaryIO:
        """The bytes below the text stream, for a format that is no text."""
        self.stream.flush()
        binary: BinaryIO = self.stream.buffer
        return binary

    @property
    def columns(self) -> int:
        if self.terminal:
            return max(40, min(120, shutil.get_terminal_size().columns))
        return PLAIN_COLUMNS

    @property
    def colour(self) -> bool:
        return self.terminal and not os.environ.get("NO_COLOR")

    def refuse(self, source: str) -> None:
        """Raises UsageError where the output would overwrite a file being read."""
        if self.target is not None:
            with suppress(OSError):
                if self.target.samefile(source):
                    raise UsageError(
                        f"the output {self.target} is a report to be read; choose another name."
                        if self.lang == "en"
                        else f"输出文件 {self.target} 就是要读的报告，请换一个文件名。"
                    )


@contextmanager
def opened(output: str | None, lang: str = "zh") -> Iterator[Output]:
    """Opens the output. A file is written beside its target and put in its place at the end.

    After an interruption what was written so far is kept under the target's name with `.partial` added;
    after any other failure nothing is kept.
    """
    if output is None or output == "-":
        stream = _encoded(sys.stdout.buffer)
        try:
            yield Output(stream, None, sys.stdout.isatty())
        finally:
            _release(stream)
        return
    target = Path(output)
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise UsageError(f"{output} is a folder." if lang == "en" else f"{output} 是文件夹，-o 需要文件名。")
        with target.open("w", encoding="utf-8", newline="") as device:
            yield Output(device, None, device.isatty(), lang)
        return
    real = target.resolve()
    if not real.parent.is_dir():
        raise UsageError(f"no folder {real.parent}." if lang == "en" else f"没有文件夹 {real.parent}，请先建立。")
    with _replacing(real) as stream:
        yield Output(stream, real, False, lang)


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    scratch = Path(name)
    keep_as: Path | None = None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            try:
                yield stream
                keep_as = target
            except (KeyboardInterrupt, click.Abort):
                keep_as = target.with_name(target.name + ".partial")
                raise
            finally:
                stream.flush()
                os.fsync(stream.fileno())
    finally:
        if keep_as is None:
            scratch.unlink(missing_ok=True)
        else:
            scratch.chmod(_mode(target))
            scratch.replace(keep_as)


def _mode(target: Path) -> int:
    """The permissions of the file replaced, or those of a new file (a temporary file is private to its owner)."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _encoded(binary: BinaryIO) -> TextIO:
    # Data is UTF-8 with plain newlines whatever the terminal's locale.
    return io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="")


def _release(stream: TextIO) -> None:
    """Flushes, and leaves standard output open."""
    try:
        stream.flush()
    finally:
        if isinstance(stream, io.TextIOWrapper):
            with suppress(ValueError, OSError):
                stream.detach()


class Progress:
    """How far a long run is, on one line of standard error, only for a person watching and more than one file."""

    def __init__(self, lang: str) -> None:
        self.on = sys.stderr.isatty()
        self.lang = lang
        self.done = 0
        self.shown = False

    def clear(self) -> None:
        """Takes the line away before something else is written to the terminal."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.shown = False

    def step(self) -> None:
        self.done += 1
        if self.on and self.done > 1:
            said = f"{self.done} files done" if self.lang == "en" else f"已完成 {self.done} 份"
            sys.stderr.write(f"\r\x1b[K{said}")
            sys.stderr.flush()
            self.shown = True

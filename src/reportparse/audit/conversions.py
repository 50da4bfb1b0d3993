"""Old Word documents of a batch, converted many at a time ahead of the reading."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType

from reportparse.audit.discovery import Found, NotFound
from reportparse.errors import ReadError
from reportparse.readers import contents, head
from reportparse.readers.legacy_convert import Conversion, Converter
from reportparse.readers.legacy_office import find_office
from reportparse.readers.legacy_ole import SIGNATURE, kind_of

TOGETHER = 20
"""Files looked at for one call of the converter. Its start takes a second, each file a tenth of one."""

Item = Found | NotFound


class Conversions:
    """While it is open, `ahead` passes items on with their conversions; closing it takes all files away.

    Without LibreOffice, and for all that is no old Word document, items go through as they are.
    """

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._converter: Converter | None = None

    def __enter__(self) -> Conversions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._converter is not None:
            self._converter.stop()
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
        if self._folder is not None:
            self._folder.cleanup()

    def ahead(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items in their order.

        The first old document makes it look at those that follow; while they are read the next are converted already.
        """
        office = find_office()
        if office is None:
            yield from items
            return
        before: Future[list[Item]] | list[Item] = []
        for window in _windows(iter(items)):
            now: Future[list[Item]] | list[Item] = window
            if _is_legacy(window[0]):
                now = self._start(office).submit(self._converted, window)
            yield from _done(before)
            before = now
            if isinstance(now, list):
                yield from now
                before = []
        yield from _done(before)

    def _start(self, office: str) -> ThreadPoolExecutor:
        if self._thread is None:
            self._folder = tempfile.TemporaryDirectory(prefix="reportparse-", ignore_cleanup_errors=True)
            self._converter = Converter(Path(self._folder.name), office)
            self._thread = ThreadPoolExecutor(1)
        return self._thread

    def _converted(self, window: list[Item]) -> list[Item]:
        assert self._converter is not None
        chosen: list[int] = []

        def documents() -> Iterator[bytes]:
            for number, item in enumerate(window):
                if _is_legacy(item):
                    try:
                        data = contents(item.path)
                    except ReadError:
                        continue
                    if kind_of(data) in ("doc", "wps"):
                        chosen.append(number)
                        yield data

        made: list[Conversion]
        try:
            made = self._converter.convert(documents())
        except OSError:
            # No room for the copies, say: each is tried by itself then, and says what is wrong.
            return window
        ready = dict(zip(chosen, made, strict=True))
        return [
            replace(item, ready=ready[number]) if isinstance(item, Found) and number in ready else item
            for number, item in enumerate(window)
        ]


def _windows(items: Iterator[Item]) -> Iterator[list[Item]]:
    for item in items:
        yield [item, *islice(items, TOGETHER - 1)] if _is_legacy(item) else [item]


def _done(window: Future[list[Item]] | list[Item]) -> list[Item]:
    return window if isinstance(window, list) else window.result()


def _is_legacy(item: Item) -> bool:
    return isinstance(item, Found) and head(item.path, len(SIGNATURE)) == SIGNATURE

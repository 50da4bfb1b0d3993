"""What every writer does: begin, take reports one by one, end."""

from __future__ import annotations

from typing import Protocol

from reportparse.model.report import Report


class Writer(Protocol):
    """Writes to a text stream it was made with; nothing is kept of a report once added."""

    def begin(self) -> None:
        """Writes what comes before the first report."""

    def add(self, report: Report, omitted: int = 0) -> None:
        """Writes a report. `omitted` counts findings left out of it as below the severity asked for."""

    def end(self) -> None:
        """Writes what comes after the last report; also after an interruption, so that the output is whole."""

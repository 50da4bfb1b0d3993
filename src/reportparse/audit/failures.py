"""The Report of a file that gave none."""

from __future__ import annotations

import os

from reportparse.model.findings import Say
from reportparse.model.report import ProblemInfo, Report, SourceInfo


def shown(path: str) -> str:
    """A path as text: bytes of a file name that are no UTF-8 become �."""
    return os.fsencode(path).decode("utf-8", "replace")


def failed_report(path: str, code: str, message: Say, lang: str = "zh") -> Report:
    """A Report with status `failed` and one problem; the file's digest is unknown and left ''."""
    problem = ProblemInfo(stage="read", code=code, message=shown(message.in_language(lang)))
    return Report.failed(SourceInfo(path=shown(path), sha256="", format=None), problem)

"""Located tables, fields and sentences → fields, facts and claims."""

from __future__ import annotations

from reportparse.extraction.extractor import extract_reading

__all__ = ["extract_reading"]

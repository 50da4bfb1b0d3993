"""Located tables, fields and sentences → fields, facts and claims."""

from __future__ import annotations

from reportparse.extraction.extractor import extract_reading
from reportparse.extraction.proven import proven_readings, with_readings

__all__ = ["extract_reading", "proven_readings", "with_readings"]

"""A discrepancy as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from reportparse.model.location import Place
from reportparse.say import Say as Say

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Heaviest first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted passage: `role` says what it shows (`stated`, `expected`, `part`, `total`, `heading`, `context`)."""

    quote: str
    place: Place
    role: str


@dataclass(frozen=True)
class Finding:
    """One discrepancy.

    `stated`, `expected` and `difference` are decimal strings or texts as a reader would write them, units included
    only in the message. `key` is what the fingerprint is made of: header paths or labels, never positions.
    """

    code: str
    name: str
    severity: Severity
    message: Say
    stated: str | None
    expected: str | None
    difference: str | None
    diagnosis: Say | None
    suggestion: Say | None
    basis: str | None
    evidence: tuple[Evidence, ...]
    key: str


class Skipped(NamedTuple):
    """A check that could not be run here, and why (both languages)."""

    code: str
    why: Say

"""The option `--corpus` of this project's tests, as a pytest plugin.

A conftest is loaded too late for it: of `pytest --corpus DIR` pytest would take DIR for the folder with the tests, and look
for the configuration there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--corpus DIR`; it may be given more than once."""
    parser.addoption(
        "--corpus",
        action="append",
        default=[],
        metavar="DIR",
        help="another folder of reports with truth files, for the tests of reportparse (may be given more than once)",
    )

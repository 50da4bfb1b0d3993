"""The options `--corpus`, `--excerpts` and `--fuzz` of this project's tests, as a pytest plugin.

With the options in a conftest, `pytest --corpus DIR` would end in an error: pytest takes the DIR of an option that it does not
know yet for the folder with the tests and looks for the conftest there. `--corpus=DIR` does not mislead it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--corpus DIR`, which may be given more than once, `--excerpts DIR` and `--fuzz SECONDS`."""
    parser.addoption(
        "--corpus",
        action="append",
        default=[],
        metavar="DIR",
        help="another folder of reports with truth files, for the tests of reportparse (may be given more than once)",
    )
    parser.addoption(
        "--fuzz",
        default=2.0,
        type=float,
        metavar="SECONDS",
        help="how long each reader of reportparse is fed with damaged files (default 2)",
    )
    parser.addoption(
        "--excerpts",
        default=None,
        metavar="DIR",
        help="a folder of texts whose findings were judged (tests/excerpt_verdicts.yaml), for the tests of reportparse",
    )

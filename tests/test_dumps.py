"""A Word report of the corpus, printed the way converters do and read back, says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dumps import as_markdown, as_repeated, as_tabbed, as_web_page
from reportparse.model.document import Document
from reportparse.pipeline import run
from reportparse.readers import read
from reportparse.ruleset.rules import RuleSet

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
REPORTS = sorted(CORPUS.glob("*.docx"))
# Hidden text is in no dump.
_NOT_SAID = {"T601"}


def results(report: Path, dump: Callable[[Document], str], folder: Path, ruleset: RuleSet) -> tuple[Any, Any]:
    file = folder / "dump"
    file.write_text(dump(read(report)), encoding="utf-8")
    return run(report, ruleset).model_dump(by_alias=True), run(file, ruleset).model_dump(by_alias=True)


def facts(document: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    return Counter((f["concept"], f["entity"], f["value"], f["unit"], f["period"]) for f in document["facts"])


def alarms(document: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((f["code"], f["severity"]) for f in document["findings"] if f["code"] not in _NOT_SAID)


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("dump", "format_"), [(as_tabbed, "text"), (as_web_page, "html")])
def test_dumps_say_what_the_report_says(
    report: Path, dump: Callable[[Document], str], format_: str, tmp_path: Path, ruleset: RuleSet
) -> None:
    word, back = results(report, dump, tmp_path, ruleset)
    assert back["source"]["format"] == format_
    assert facts(back) == facts(word)
    assert alarms(back) == alarms(word)
    assert [(c["label"], c["value"], c["status"]) for c in back["claims"]] == [
        (c["label"], c["value"], c["status"]) for c in word["claims"]
    ]


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("dump", [as_markdown, as_repeated])
def test_dumps_that_lost_the_merges_give_no_wrong_figure(
    report: Path, dump: Callable[[Document], str], tmp_path: Path, ruleset: RuleSet
) -> None:
    """A figure may stay unread or unnamed there, but none is another one and nothing is an error that was none."""
    word, back = results(report, dump, tmp_path, ruleset)

    def values(document: dict[str, Any]) -> Counter[tuple[Any, ...]]:
        return Counter((f["concept"], f["value"], f["unit"]) for f in document["facts"])

    assert values(back) <= values(word)
    assert sum(values(back).values()) * 10 >= sum(values(word).values()) * 7
    errors = Counter({key: count for key, count in alarms(back).items() if key[1] == "error"})
    if ("C202", "error") in alarms(word):
        # Without its table a wrong total can only be told from the parts beside it.
        errors.pop(("C206", "error"), None)
    assert errors <= alarms(word)

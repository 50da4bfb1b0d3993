"""What was extracted, for reading: fields, the figures of the tables row by row, indicators, the outline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from pydantic import BaseModel

from reportparse.model.report import FactInfo, Report, SectionInfo
from reportparse.writers.text_writer import Pen, header
from reportparse.writers.words import word

_LISTS = ("forms", "goals", "indicators", "evaluators", "signatures")


class OutlineWriter:
    """The text form of `extract`. `names` maps edition ids to their names."""

    def __init__(
        self,
        stream: TextIO,
        lang: str = "zh",
        columns: int = 100,
        colour: bool = False,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.pen = Pen(stream, lang, columns, colour)
        self.names = names or {}

    def begin(self) -> None:
        """The first report begins the text."""

    def add(self, report: Report, omitted: int = 0) -> None:
        pen = self.pen
        header(pen, report, self.names, "")
        if report.status != "failed":
            self._fields(report.report)
            self._facts(report.facts)
            for key in _LISTS:
                self._list(key, report.report.get(key))
            if report.sections:
                self._title("outline")
                self._sections(report.sections, 0)
        pen.line()
        pen.stream.flush()

    def end(self) -> None:
        self.pen.stream.flush()

    def _title(self, key: str) -> None:
        self.pen.line(self.pen.word(key), "  ", style="title")

    def _fields(self, fields: Mapping[str, Any]) -> None:
        simple = {key: value for key, value in fields.items() if key not in _LISTS}
        if not simple:
            return
        self._title("fields")
        for key, value in simple.items():
            self.pen.named(key, self.pen.word("blank") if value is None else str(value), "    ")

    def _facts(self, facts: Iterable[FactInfo]) -> None:
        rows: dict[tuple[int, int | None], list[FactInfo]] = {}
        for fact in facts:
            rows.setdefault((fact.location.block, fact.location.row), []).append(fact)
        if rows:
            self._title("figures of tables")
        for row in rows.values():
            figures = self.pen.word(", ").join(f"{fact.label} {fact.value}{_unit(fact, self.pen.lang)}" for fact in row)
            self.pen.line(
                figures, "    ", (row[0].entity or self.pen.word("row of the department")) + self.pen.word(": ")
            )

    def _list(self, key: str, items: Any) -> None:
        if not items:
            return
        self._title(key)
        for item in items:
            values = item.model_dump() if isinstance(item, BaseModel) else dict(item)
            self.pen.line(_SAY[key](values, self.pen.lang), "    ", hang=True)

    def _sections(self, sections: Iterable[SectionInfo], depth: int) -> None:
        for section in sections:
            self.pen.line((section.number or "") + section.title, "    " + "  " * depth)
            self._sections(section.children, depth + 1)


def _unit(fact: FactInfo, lang: str) -> str:
    return f" {fact.unit}" if lang == "en" and fact.unit != "%" else fact.unit


def _say_indicator(item: Mapping[str, Any], lang: str) -> str:
    path = " / ".join(str(item[key]) for key in ("category", "dimension", "name") if item.get(key))
    details = [
        word(key, lang).format(item[name])
        for key, name in (("target", "target"), ("actual", "actual"), ("weight", "weight"), ("score of", "score"))
        if item.get(name)
    ]
    return path + (word(": ", lang) + word(", ", lang).join(details) if details else "")


def _say_form(item: Mapping[str, Any], lang: str) -> str:
    """The fields of one of several forms, its project first."""
    others = [
        word(key, lang) + word(": ", lang) + (word("blank", lang) if value is None else str(value))
        for key, value in item.items()
        if key != "project_name"
    ]
    return word("; ", lang).join([str(item["project_name"]), *others])


def _say_goal(item: Mapping[str, Any], lang: str) -> str:
    parts = [word(f"{key} goal", lang).format(item[key]) for key in ("expected", "actual") if item.get(key)]
    return word("; ", lang).join(parts)


def _say_evaluator(item: Mapping[str, Any], lang: str) -> str:
    who = [str(item[key]) for key in ("name", "position", "organisation") if item.get(key)]
    return word(", ", lang).join([*who, word("signed" if item.get("signed") else "unsigned", lang)])


def _say_signature(item: Mapping[str, Any], lang: str) -> str:
    parts = [str(item["role"]), word("signed" if item.get("signed") else "unsigned", lang)]
    return word(", ", lang).join([*parts, *([str(item["date"])] if item.get("date") else [])])


_SAY = {
    "forms": _say_form,
    "indicators": _say_indicator,
    "goals": _say_goal,
    "evaluators": _say_evaluator,
    "signatures": _say_signature,
}

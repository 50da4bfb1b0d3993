"""One page that holds everything: findings beside the words and the table they are about. No script, nothing loaded from elsewhere."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reportparse.model.findings import SEVERITIES
from reportparse.model.report import Report, Tool
from reportparse.writers.visible import visible
from reportparse.writers.words import looked_at, not_read, word

TEMPLATES = Path(__file__).with_name("templates")

MOST_PLACES = 12
MOST_TABLES = 6
INLINE_QUOTE = 40
QUOTE_LIMIT = 300
"""More places than this are counted, not shown; a longer quote without a marked place is cut. The JSON has it all."""

SPOOL = 8 * 1024 * 1024
"""Characters held in memory before the documents of a long run go to a temporary file."""

_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?[%％]?")

_WORDS = {
    "zh": {
        "title": "绩效自评报告核查结果", "documents": "共 {} 份报告", "unreadable": "未能读取 {} 份", "show": "显示{}", "contents": "目录",
        "stated": "报告值", "should be": "应为", "difference": "差额", "entity": "机构", "label": "名称", "value": "数值",
        "measure": "计量单位", "period": "年度", "rules": "规则",
        "legend": "表格中黄底为问题所在，绿底为对照数据。“未检查”的项目不表示没有问题。",
    },
    "en": {
        "title": "Performance self-evaluation reports: what does not hold together", "documents": "{} reports",
        "unreadable": "{} could not be read", "show": "{}", "contents": "Contents",
        "stated": "stated", "should be": "expected", "difference": "difference", "entity": "body", "label": "label", "value": "value",
        "measure": "unit", "period": "year", "rules": "rules",
        "legend": "In the tables, yellow is what the finding is about, green what it is held against. What was not checked may be wrong all the same.",
    },
}  # fmt: skip


@dataclass(frozen=True)
class _Entry:
    """A line of the contents."""

    title: str
    counts: Mapping[str, int]
    failed: bool


class HtmlWriter:
    """The page of `check` (or, with `checked` false, of `extract`: fields and figures).

    The tables around a finding come from `Report.surroundings`; without them the quotes stand alone. `names` maps edition
    ids to their names, `titles` codes to titles. The page is written at the end, as its contents stand first.
    """

    def __init__(
        self,
        stream: TextIO,
        tool: Tool,
        lang: str = "zh",
        names: Mapping[str, str] | None = None,
        titles: Mapping[str, str] | None = None,
        checked: bool = True,
    ) -> None:
        self.stream = stream
        self.names = names or {}
        self.lang = lang
        self.entries: list[_Entry] = []
        self.totals: Counter[str] = Counter()
        self.checked = checked
        pages = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        pages.filters.update(seen=visible, shortened=_shortened)
        pages.tests["figure"] = lambda text: bool(_FIGURE.fullmatch(text.strip()))
        pages.globals.update(
            word=self._word,
            words=_WORDS[lang],
            tool=tool,
            titles=titles or {},
            levels=SEVERITIES,
            checked=checked,
            most_places=MOST_PLACES,
            most_tables=MOST_TABLES,
            inline_quote=INLINE_QUOTE,
        )
        self.pages = pages
        self.document = pages.get_template("document.html.j2")

    def begin(self) -> None:
        self.spool: Any = tempfile.SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, report: Report, omitted: int = 0) -> None:
        """Renders a report. `omitted` counts findings left out of it as below the severity asked for."""
        counts = Counter[str](finding.severity for finding in report.findings)
        failed = report.status == "failed"
        title = self._title(report)
        self.entries.append(_Entry(title, counts, failed))
        self.totals.update(counts)
        edition = report.edition
        form = self._word("edition").format(self.names.get(edition, edition)) if edition else self._word("no edition")
        self.spool.write(
            self.document.render(
                report=report,
                number=len(self.entries),
                title=title,
                failed=failed,
                form=form,
                counts=counts,
                omitted=omitted,
                looked_at=looked_at(report, self.lang, self.checked),
                unread=not_read(report, self.lang),
                fields=[(key, value) for key, value in report.report.items() if not isinstance(value, list | dict)],
            )
        )

    def end(self) -> None:
        head = self.pages.get_template("head.html.j2").render(
            lang_tag="zh-CN" if self.lang == "zh" else "en",
            css=Markup((TEMPLATES / "page.css").read_text(encoding="utf-8")),
            entries=self.entries,
            totals=self.totals,
            failed=sum(entry.failed for entry in self.entries),
        )
        self.stream.write(head)
        self.spool.seek(0)
        shutil.copyfileobj(self.spool, self.stream)
        self.spool.close()
        self.stream.write(self.pages.get_template("tail.html.j2").render())
        self.stream.flush()

    def _word(self, key: str) -> str:
        return word(key, self.lang)

    def _title(self, report: Report) -> str:
        if report.status == "failed":
            return visible(report.source.path)
        subject, year = report.subject, report.report.get("fiscal_year")
        who = visible(subject) if subject else self._word("no department")
        return f"{who} · {self._word('year').format(year) if year else self._word('no year')}"


def _shortened(text: str) -> str:
    return text if len(text) <= QUOTE_LIMIT else text[:QUOTE_LIMIT] + "…"

"""The page: what it says, and that nothing in a report can make it more than a page."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hostile import ALL, hostile_report
from lxml import etree, html

from reportparse.model.excerpt import Excerpt, ExcerptCell, Quoted, Surroundings
from reportparse.model.report import Report, Tool
from reportparse.writers.html_writer import MOST_PLACES, HtmlWriter
from reportparse.writers.visible import visible
from sample_reports import failed, finding, report

TOOL = Tool(name="reportparse", version="1", rules_digest="ab" * 32)


def written(*reports: Report, omitted: int = 0, **options: Any) -> str:
    stream = io.StringIO()
    writer = HtmlWriter(stream, TOOL, **options)
    writer.begin()
    for one in reports:
        writer.add(one, omitted)
    writer.end()
    return stream.getvalue()


def page_of(*reports: Report, **options: Any) -> Any:
    return html.document_fromstring(written(*reports, **options))


def select(root: Any, css: str) -> list[Any]:
    """The elements below `root` that fit a selector of tags, classes, attributes, commas, blanks and `>`."""
    paths = []
    for selector in css.split(","):
        path, axis = "", ".//"
        for step in selector.split():
            if step == ">":
                axis = "/"
                continue
            tag, classes, attribute, value = re.fullmatch(
                r"(\w*)((?:\.\w+)*)(?:\[([\w-]+)(?:=(\w+))?\])?", step
            ).groups()  # type: ignore[union-attr]
            path += axis + (tag or "*")
            path += "".join(f"[contains(concat(' ', @class, ' '), ' {name} ')]" for name in classes.split(".")[1:])
            path += f"[@{attribute}='{value}']" if value else f"[@{attribute}]" if attribute else ""
            axis = "//"
        paths.append(path)
    found: list[Any] = root.xpath(" | ".join(paths))
    return found


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def surrounded(*tables: Excerpt, quoted: dict[int, Quoted] | None = None) -> Report:
    one = report(findings=(finding(),))
    one.surroundings[one.findings[0].fingerprint] = Surroundings(quoted or {}, tables)
    return one


def cell(text: str, role: str = "", header: bool = False, across: int = 1, down: int = 1) -> ExcerptCell:
    return ExcerptCell(text, across, down, header, role)


def test_a_finding_stands_beside_its_places() -> None:
    one = report(findings=(finding(diagnosis="名目写错", suggestion="改名目", basis="预算法"),))
    page = page_of(one, titles={"C201": "金额的名目写错"}, names={"county": "县表"})
    [article] = select(page, "article.finding.error")
    assert text_of(select(article, "h3")[0]) == "错误C201金额的名目写错"
    said = text_of(article)
    for part in ("报告值153.7", "应为115", "差额38.7", "判断名目写错", "建议改名目", "依据预算法", "位置：第3段"):
        assert part in said
    assert "县委巡察办 · 2020年度" in text_of(select(page, "section h2")[0])
    assert "版式：县表" in text_of(select(page, "section header p")[0])


def test_the_cell_and_the_words_are_marked() -> None:
    excerpt = Excerpt(
        "支出表", "万元", 3,
        (
            (cell("机构", header=True, down=2), cell("其中", header=True, across=2)),
            (cell("基本支出", header=True), cell("项目支出", header=True)),
            (cell("局机关"), cell("115", "expected"), cell("153.7", "stated")),
        ),
        frozenset({2, 3}),
    )  # fmt: skip
    page = page_of(surrounded(excerpt, quoted={0: Quoted("2020年基本支出", "153.7万元", "，其中…")}))
    [table] = select(page, "article table")
    assert text_of(select(table, "caption")[0]) == "支出表 (万元)"
    assert [text_of(row) for row in select(table, "tr")] == [
        "机构其中", "基本支出项目支出", "⋮", "局机关115153.7", "⋮",
    ]  # fmt: skip
    assert [text_of(marked) for marked in select(table, "td.marked")] == ["153.7"]
    assert [text_of(marked) for marked in select(table, "td.against")] == ["115"]
    assert [(th.get("colspan"), th.get("rowspan")) for th in select(table, "th")][:2] == [(None, "2"), ("2", None)]
    [mark] = select(page, "blockquote mark")
    assert (mark.text, text_of(mark.getparent())) == ("153.7万元", "2020年基本支出153.7万元，其中…")


def test_contents_lead_to_every_document() -> None:
    page = page_of(report(findings=(finding(), finding("I401", "warning", 4))), failed(), report("c.docx"))
    links = [(link.get("href"), text_of(link)) for link in select(page, "nav a")]
    assert links == [("#d1", "1. 县委巡察办 · 2020年度"), ("#d2", "2. b.pdf"), ("#d3", "3. 县委巡察办 · 2020年度")]
    identifiers = [element.get("id") for element in select(page, "[id]")]
    assert len(set(identifiers)) == len(identifiers)
    assert {"d1", "d2", "d3"} <= set(identifiers)
    assert "共 3 份报告" in text_of(select(page, "header")[0])
    assert "未能读取 1 份" in text_of(select(page, "header")[0])


def test_a_failed_report_says_why() -> None:
    [section] = select(page_of(failed()), "section")
    assert "文件有密码，请解除后再试。" in text_of(section)
    assert not select(section, ".coverage")


def test_coverage_is_told_in_full() -> None:
    [coverage] = select(page_of(report(), titles={"A105": "得分之和"}), ".coverage")
    said = text_of(coverage)
    for part in ("数字 23 处", "表内数据 2 项", "名目有误 1", "检查 18 项", "A105 得分之和：没有得分栏", "图片 2"):
        assert part in said


def test_findings_left_out_are_counted() -> None:
    said = text_of(page_of(report(), omitted=3))
    assert "另有 3 处低于所选级别" in said
    assert "没有达到所选级别的问题" in said
    assert "未发现问题" in text_of(page_of(report()))


def test_many_places_are_counted_not_listed() -> None:
    one = finding()
    many = one.model_copy(update={"evidence": one.evidence * MOST_PLACES})
    page = page_of(report(findings=(many,)))
    assert len(select(page, ".places li")) == MOST_PLACES + 1
    assert f"另有 {MOST_PLACES} 处" in text_of(page)


def test_extract_shows_fields_and_figures() -> None:
    page = page_of(report(), checked=False)
    assert not select(page, "input")
    said = text_of(select(page, "section")[0])
    assert "预算编码（空白）" in said
    assert "局机关项目支出153.70万元2020" in said
    assert "检查 18 项" not in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_loads_and_runs_nothing(lang: str) -> None:
    text = written(report(findings=(finding(),)), failed(), lang=lang)
    assert text.startswith("<!DOCTYPE html>\n")
    page = html.document_fromstring(text)
    assert page.get("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert not select(page, "script, link, img, iframe, object, embed, form, [src], [style]")
    assert {link.get("href")[0] for link in select(page, "[href]")} == {"#"}
    assert "url(" not in text and "@import" not in text
    [policy] = select(page, "meta[http-equiv]")
    assert policy.get("content") == "default-src 'none'; style-src 'unsafe-inline'"
    assert select(page, "meta[name=viewport]")


@pytest.mark.parametrize("text", ALL)
def test_no_text_of_a_report_becomes_markup(text: str) -> None:
    plain = html.document_fromstring(written(hostile_report("文")))
    out = written(hostile_report(text))
    out.encode()
    page = html.document_fromstring(out)

    def tags(root: Any) -> list[str]:
        return [element.tag for element in root.iter() if element.tag not in ("blockquote", "q")]

    # Not an element more than with a harmless text, and no attribute that was not there.
    assert tags(page) == tags(plain)
    assert {name for element in page.iter() for name in element.attrib} == {
        name for element in plain.iter() for name in element.attrib
    }
    shown = " ".join(visible(text).split())
    assert shown in text_of(select(page, "article p")[0])
    assert not [char for char in out if char < " " and char not in "\n\t"]


def test_hostile_tables_and_words_are_text() -> None:
    bad = "<script>alert(1)</script>"
    excerpt = Excerpt(bad, bad, 1, ((cell(bad, bad),),), frozenset())
    page = page_of(surrounded(excerpt, quoted={0: Quoted(bad, bad, bad)}))
    assert not select(page, "script")
    assert select(page, "td")[0].text == bad
    assert etree.tostring(select(page, "mark")[0], encoding="unicode").startswith("<mark>&lt;script&gt;")


def test_a_long_run_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportparse.writers.html_writer.SPOOL", 1000)
    page = page_of(*(report(f"{number}.docx") for number in range(30)))
    assert len(select(page, "section.document")) == 30

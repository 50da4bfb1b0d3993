"""The outputs for reading."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.model.report import EvidenceInfo, ProblemInfo, Report
from reportparse.writers.outline_writer import OutlineWriter
from reportparse.writers.text_writer import TextWriter
from reportparse.writers.words import WORDS
from reportparse.writers.wrap import _tokens, clean, width, wrap
from sample_reports import failed, finding, location, report


def written(*reports: Report, lang: str = "zh", columns: int = 100, colour: bool = False, omitted: int = 0) -> str:
    stream = io.StringIO()
    writer = TextWriter(stream, lang, columns, colour, {"county": "县级整体支出"})
    writer.begin()
    for one in reports:
        writer.add(one, omitted)
    writer.end()
    return stream.getvalue()


def test_a_report_reads_like_notes() -> None:
    one = report(findings=(finding(diagnosis="名目应为项目支出", suggestion="改正名目", basis="预算法"),))
    assert written(one).splitlines() == [
        "县委巡察办 · 2020年度 · 错误 1，警告 0，提示 0",
        "  a.docx · 版式：县级整体支出 · 读取完整",
        "",
        "  错误 C201 mislabelled-amount",
        "      “基本支出”153.7万元是项目支出的数。",
        "      位置：第3段：“2020年基本支出153.7万元”",
        "      对照：支出表 局机关 项目支出：“153.7”",
        "      判断：名目应为项目支出",
        "      建议：改正名目",
        "      依据：预算法",
        "",
        "  已核对：数字 23 处，表内数据 2 项，正文金额 1 处（名目有误 1），检查 18 项",
        "  未检查：A105 没有得分栏",
        "  未读内容：图片 2",
        "",
        "共 1 份报告；错误 1，警告 0，提示 0",
    ]


def test_the_same_in_english() -> None:
    text = written(report(findings=(finding(diagnosis="wrong label"),)), lang="en")
    assert "县委巡察办 · fiscal year 2020" in text
    assert "  error C201 mislabelled-amount" in text
    assert '      at: 第3段: "2020年基本支出153.7万元"' in text
    assert "      likely: wrong label" in text
    assert text.endswith("reports: 1; error 1, warning 0, info 0\n")


def test_findings_stand_in_the_order_of_the_report() -> None:
    found = (
        finding("S503", "info", 1),
        finding("C202", "error", 9),
        finding("F302", "warning", 4),
        finding("A101", "error", 2),
        finding("S502", "error", 5, evidence=[]),
    )
    text = written(report(findings=found))
    codes = [line.split()[1] for line in text.splitlines() if line.endswith("mislabelled-amount")]
    assert codes == ["S503", "C202", "F302", "A101", "S502"]


def test_what_was_left_out_is_said() -> None:
    assert "未发现问题" in written(report())
    hidden = written(report(), omitted=4)
    assert "没有达到所选级别的问题" in hidden
    assert "另有 4 处低于所选级别，未列出" in hidden
    assert "未发现问题" not in hidden


def test_a_file_that_was_not_read() -> None:
    text = written(failed(), report("c.docx", findings=(finding(), finding("I401", "warning"))))
    assert text.startswith("b.pdf · 未能读取\n  问题 读取：文件有密码，请解除后再试。\n")
    assert text.endswith("共 2 份报告；错误 1，警告 1，提示 0；未能读取 1 份\n")


def test_problems_of_a_report_read_in_part_stand_with_their_place() -> None:
    problem = ProblemInfo(stage="locate", code="x", message="表格不完整", location=location("第2页"))
    assert "  问题 定位：表格不完整（第2页）" in written(report(status="partial", problems=[problem]))


def test_more_places_than_a_reader_wants_are_counted() -> None:
    evidence = [EvidenceInfo(quote="", location=location(f"第{n}行", n), role="context") for n in range(9)]
    text = written(report(findings=(finding(evidence=evidence),)))
    assert "第5行" in text
    assert "第6行" not in text
    assert "另有 3 处" in text


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_line_runs_over_the_width(columns: int) -> None:
    long = "该单位在“二、（二）专项支出”一段中把项目支出 153.7 万元写成了基本支出（见支出表），与表内数字不符；" * 3
    one = report(findings=(finding(message=long, diagnosis=long, basis="《中华人民共和国预算法》" * 5),))
    lines = written(one, columns=columns).splitlines()
    assert max(width(line) for line in lines) <= columns
    assert all(line.lstrip()[:1] not in "，。；）、" for line in lines if line.strip())
    assert "".join(line.strip() for line in lines).replace(" ", "").count(long.replace(" ", "")) == 2


def test_colours_only_when_asked_for() -> None:
    assert "\x1b[" not in written(report(findings=(finding(),)))
    assert "\x1b[" in written(report(findings=(finding(),)), colour=True)


def test_a_document_cannot_steer_the_terminal() -> None:
    text = written(report("a\x1b[2J.docx", findings=(finding(message="前\x1b]0;x\x07后\u202e倒\u200b写"),)))
    assert not set(text) & set("\x1b\x07\u202e\u200b")
    assert "前�]0;x�后�倒写" in text


def test_wrapping() -> None:
    assert wrap("甲乙丙丁", 4) == ["甲乙", "丙丁"]
    assert wrap("甲乙。丙", 4) == ["甲", "乙。", "丙"]
    assert wrap("甲（乙）", 4) == ["甲", "（乙）"]
    assert wrap("two words here", 9, "- ", "  ") == ["- two", "  words", "  here"]
    assert wrap("", 10, "x: ") == ["x:"]
    assert wrap("unbreakable", 4) == ["unbreakable"]
    assert width("中a\u0301文") == 5
    assert clean(" a\n b\tc ") == "a b c"


def test_both_languages_know_the_same_words() -> None:
    """A key without an English word is English itself: a report field or a count of what was not read."""
    assert set(WORDS["en"]) <= set(WORDS["zh"])
    assert all(re.fullmatch("[a-z_ ]+", key) for key in set(WORDS["zh"]) - set(WORDS["en"]))
    for key, said in WORDS["en"].items():
        assert said.count("{}") == WORDS["zh"][key].count("{}")


def test_what_was_extracted() -> None:
    stream = io.StringIO()
    writer = OutlineWriter(stream, names={"county": "县级整体支出"})
    writer.begin()
    writer.add(report())
    writer.add(failed())
    writer.end()
    assert stream.getvalue().splitlines() == [
        "县委巡察办 · 2020年度",
        "  a.docx · 版式：县级整体支出 · 读取完整",
        "  填报信息",
        "    部门：县委巡察办",
        "    年度：2020",
        "    预算编码：（空白）",
        "  表内数据",
        "    局机关：基本支出 115万元，项目支出 153.70万元",
        "  绩效目标",
        "    预期：完成巡察",
        "  绩效指标",
        "    产出 / 数量 / 巡察单位：目标 36个，完成 36个",
        "  签字",
        "    填报人，未签",
        "  正文结构",
        "    一、概况",
        "      （一）基本支出",
        "",
        "b.pdf · 未能读取",
        "  问题 读取：文件有密码，请解除后再试。",
        "",
    ]


def test_what_was_extracted_in_english() -> None:
    stream = io.StringIO()
    writer = OutlineWriter(stream, lang="en")
    writer.add(report())
    assert "    局机关: 基本支出 115 万元, 项目支出 153.70 万元" in stream.getvalue()
    assert "    budget code: (blank)" in stream.getvalue()


def test_the_fields_of_each_of_several_forms() -> None:
    stream = io.StringIO()
    forms = [{"project_name": "修渠", "implementing_unit": "某站"}, {"project_name": "造林", "implementing_unit": None}]
    OutlineWriter(stream).add(report().model_copy(update={"report": {"forms": forms}}))
    assert "  各项目的表\n    修渠；实施单位：某站\n    造林；实施单位：（空白）\n" in stream.getvalue()


@given(st.text(alphabet="ab 中文，。（“”é①", max_size=60), st.integers(8, 40))
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    lines = wrap(clean(text), columns, "- ", "  ")
    assert "".join("".join(line[2:].split()) for line in lines) == "".join(clean(text).split())
    for line in lines:
        # A run that may not be broken (a long word, a string of brackets) is the only thing that runs over.
        assert width(line) <= columns or len(list(_tokens(line[2:]))) == 1

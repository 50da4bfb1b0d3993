"""The sheets of the working paper: names, columns, widths, and the reviewer's choices, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names the value, `width` is in characters; `checked` columns are left out where no checks were run."""

    key: str
    zh: str
    en: str
    width: float
    checked: bool = False

    def title(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


SHEETS = {
    "overview": ("总览", "Overview"),
    "findings": ("问题清单", "Findings"),
    "facts": ("数据", "Data"),
    "unchecked": ("未检查", "Not checked"),
    "choices": ("选项", "Choices"),
}

OVERVIEW = (
    Column("number", "序号", "No.", 6),
    Column("path", "文件", "File", 34),
    Column("unit", "单位", "Unit", 22),
    Column("year", "年度", "Year", 7),
    Column("form", "表式", "Form", 26),
    Column("status", "读取情况", "Status", 11),
    Column("error", "错误", "Errors", 7, True),
    Column("warning", "警告", "Warnings", 9, True),
    Column("info", "提示", "Info", 7, True),
    Column("omitted", "未列出", "Not listed", 8, True),
    Column("figures", "数字", "Figures", 8),
    Column("facts", "表内数据", "Table figures", 9),
    Column("claims", "正文金额", "Amounts in text", 9),
    Column("supported", "与表相符", "Supported", 10),
    Column("mislabelled", "名目有误", "Mis-labelled", 9),
    Column("different", "与表不符", "Different", 9),
    Column("unit_slip", "单位有误", "Unit slips", 9),
    Column("unsupported", "表中无对应", "No such table figure", 10),
    Column("not_comparable", "不可比", "Not comparable", 11),
    Column("checks_run", "已做检查", "Checks run", 9, True),
    Column("checks_skipped", "未做检查", "Checks skipped", 9, True),
    Column("problems", "读取问题", "Problems", 9),
)

FINDINGS = (
    Column("number", "序号", "No.", 5),
    Column("unit", "单位", "Unit", 13),
    Column("year", "年度", "Year", 6),
    Column("code", "问题代码", "Code", 7),
    Column("type", "问题类型", "Type", 13),
    Column("severity", "严重程度", "Severity", 7),
    Column("place", "位置", "Place", 20),
    Column("quote", "原文", "Text", 24),
    Column("stated", "报告值", "Stated", 11),
    Column("expected", "应为", "Expected", 11),
    Column("difference", "差额", "Difference", 10),
    Column("message", "说明", "Explanation", 36),
    Column("basis", "依据", "Basis", 15),
    Column("verified", "核实情况", "Verified", 8),
    Column("action", "处理意见", "Action", 11),
    Column("reviewer", "复核人", "Reviewer", 8),
    Column("path", "文件", "File", 30),
    Column("fingerprint", "标识", "Fingerprint", 19),
)

FACTS = (
    Column("number", "序号", "No.", 7),
    Column("unit", "单位", "Unit", 20),
    Column("year", "年度", "Year", 7),
    Column("concept", "数据项", "Concept", 34),
    Column("label", "名称", "Label", 18),
    Column("entity", "机构", "Entity", 22),
    Column("value", "数值", "Value", 14),
    Column("measure", "计量单位", "Unit of measure", 9),
    Column("period", "所属年度", "Period", 9),
    Column("written", "原文", "As written", 16),
    Column("place", "位置", "Place", 76),
    Column("path", "文件", "File", 34),
)

UNCHECKED = (
    Column("number", "序号", "No.", 6),
    Column("unit", "单位", "Unit", 22),
    Column("year", "年度", "Year", 7),
    Column("path", "文件", "File", 34),
    Column("kind", "类别", "Kind", 12),
    Column("code", "代码", "Code", 18),
    Column("name", "名称", "Name", 24),
    Column("why", "原因", "Why", 60),
    Column("place", "位置", "Place", 36),
)

KINDS = {
    "skipped": ("未做的检查", "check not run"),
    "problem": ("读取问题", "problem"),
    "unread": ("未读内容", "not read"),
    "unplaced": ("未归类的数字", "figure not placed"),
}

VERIFIED = {"zh": ("属实", "不属实", "待核"), "en": ("confirmed", "dismissed", "open")}
ACTIONS = {
    "zh": ("退回更正", "补充说明", "补充材料", "移送处理", "不作处理"),
    "en": ("return for correction", "explain", "supply documents", "refer", "none"),
}
REVIEWERS = 30
"""Rows of the sheet of choices that the office may fill with its reviewers' names."""

WORDS = {
    "zh": {
        "title": "绩效自评报告核查工作底稿",
        "likely": "判断：{}",
        "remedy": "建议：{}",
        "cut": "…（原文过长，已截断）",
        "total": "合计",
        "names": "（在此列填入复核人姓名，问题清单的“复核人”列即可选用）",
        "pick": "请从列表中选择",
        "pick text": "属实、不属实或待核",
        "page": "第 &P 页，共 &N 页",
    },
    "en": {
        "title": "Performance self-evaluation reports: working paper",
        "likely": "Likely: {}",
        "remedy": "Remedy: {}",
        "cut": "… (cut, the text is too long)",
        "total": "Total",
        "names": "(reviewers' names entered in this column can be picked in the sheet of findings)",
        "pick": "Choose from the list",
        "pick text": "confirmed, dismissed or open",
        "page": "Page &P of &N",
    },
}

"""The words the outputs use, in the languages the tool speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from reportparse.model.report import Report

Language = Literal["zh", "en"]

_ZH: Mapping[str, str] = {
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "complete": "读取完整",
    "partial": "部分读取",
    "failed": "未能读取",
    "read": "读取",
    "locate": "定位",
    "extract": "提取",
    "check": "检查",
    "year": "{}年度",
    "no year": "年度未识别",
    "no department": "部门未识别",
    "edition": "版式：{}",
    "no edition": "版式未识别",
    "none found": "未发现问题",
    "none listed": "没有达到所选级别的问题",
    "omitted": "另有 {} 处低于所选级别，未列出",
    "quote": "原文",
    "place": "位置",
    "stated": "原文",
    "expected": "对照",
    "part": "分项",
    "total": "合计",
    "heading": "标题",
    "context": "佐证",
    "meant": "实为",
    "reason": "判断",
    "suggestion": "建议",
    "basis": "依据",
    "more places": "另有 {} 处",
    "coverage": "已核对",
    "figures": "数字 {} 处",
    "facts": "表内数据 {} 项",
    "claims": "正文金额 {} 处（{}）",
    "no claims": "正文金额 0 处",
    "checks run": "检查 {} 项",
    "skipped": "未检查",
    "unread": "未读内容",
    "unplaced": "未归类",
    "problem": "问题",
    "totals": "共 {} 份报告",
    "unreadable": "未能读取 {} 份",
    "supported": "与表相符",
    "mislabelled": "名目有误",
    "different": "与表不符",
    "unit_slip": "单位有误",
    "unsupported": "表中无对应",
    "not_comparable": "不可比",
    "fields": "填报信息",
    "blank": "（空白）",
    "figures of tables": "表内数据",
    "row of the department": "本部门",
    "forms": "各项目的表",
    "indicators": "绩效指标",
    "goals": "绩效目标",
    "evaluators": "评价人员",
    "signatures": "签字",
    "signed": "已签",
    "unsigned": "未签",
    "outline": "正文结构",
    "target": "目标 {}",
    "actual": "完成 {}",
    "weight": "分值 {}",
    "score of": "得分 {}",
    "expected goal": "预期：{}",
    "actual goal": "实际：{}",
    ", ": "，",
    "; ": "；",
    ": ": "：",
    "pictures": "图片",
    "tables": "表格",
    "automatic numbers": "自动编号",
    "equations": "公式",
    "comments": "批注",
    "symbols": "符号",
    "text boxes": "文本框",
    "annotations": "批注和标记",
    "form fields": "表单域",
    "turned characters": "旋转文字",
    "watermark characters": "水印文字",
    "struck characters": "删除线文字",
    "unplaced figures": "未归类的表内数字",
    "unmapped characters": "无字形对照的字符",
    "word art": "艺术字",
    "form controls": "表单控件",
    "ink": "墨迹",
    "diagrams": "图示",
    "embedded documents": "嵌入文档",
    "embedded objects": "嵌入对象",
    "charts": "图表",
    "lost characters": "漏读的字",
    "lost figures": "漏读的数",
    "formulas without a value": "没有保存结果的公式",
    "missing texts": "指向不存在文字的单元格",
    "option lists": "供下拉列表取值的隐藏工作表",
    "other sheets": "其他类型的工作表",
    "zeros not shown": "设为不显示的零",
    "title": "名称",
    "region": "地区",
    "department": "部门",
    "budget_code": "预算编码",
    "evaluation_method": "评价方式",
    "preparer": "填报人",
    "phone": "电话",
    "report_date": "报告日期",
    "issuer": "制表",
    "fiscal_year": "年度",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "staffing_quota": "人员编制",
    "staffing_actual": "实有人数",
    "duties": "职能职责",
    "annual_work": "年度工作",
    "achievements": "主要成效",
    "score": "得分",
    "grade": "等次",
    "project_name": "项目名称",
    "supervising_department": "主管部门",
    "implementing_unit": "实施单位",
}

_EN: Mapping[str, str] = {
    "error": "error",
    "warning": "warning",
    "info": "info",
    "complete": "read completely",
    "partial": "read in part",
    "failed": "could not be read",
    "read": "reading",
    "locate": "locating",
    "extract": "extracting",
    "check": "checking",
    "year": "fiscal year {}",
    "no year": "fiscal year not recognised",
    "no department": "department not recognised",
    "edition": "form: {}",
    "no edition": "form not recognised",
    "none found": "nothing found",
    "none listed": "nothing at the chosen severity",
    "omitted": "{} more below the chosen severity, not listed",
    "quote": "text",
    "place": "at",
    "stated": "text",
    "expected": "against",
    "part": "part",
    "total": "total",
    "heading": "heading",
    "context": "also",
    "meant": "in fact",
    "reason": "likely",
    "suggestion": "remedy",
    "basis": "basis",
    "more places": "{} more places",
    "coverage": "looked at",
    "figures": "{} figures",
    "facts": "{} table figures",
    "claims": "{} amounts in the text ({})",
    "no claims": "0 amounts in the text",
    "checks run": "{} checks",
    "skipped": "not checked",
    "unread": "not read",
    "unplaced": "of no known figure",
    "problem": "problem",
    "totals": "reports: {}",
    "unreadable": "{} could not be read",
    "supported": "supported",
    "mislabelled": "mislabelled",
    "different": "different",
    "unit_slip": "unit slip",
    "unsupported": "no such table figure",
    "not_comparable": "not comparable",
    "fields": "fields",
    "blank": "(blank)",
    "figures of tables": "table figures",
    "row of the department": "the department",
    "forms": "forms of projects",
    "indicators": "indicators",
    "goals": "goals",
    "evaluators": "evaluators",
    "signatures": "signatures",
    "signed": "signed",
    "unsigned": "not signed",
    "outline": "sections",
    "target": "target {}",
    "actual": "result {}",
    "weight": "weight {}",
    "score of": "score {}",
    "expected goal": "expected: {}",
    "actual goal": "actual: {}",
    ", ": ", ",
    "; ": "; ",
    ": ": ": ",
}

WORDS: Mapping[str, Mapping[str, str]] = {"zh": _ZH, "en": _EN}


def word(key: str, lang: str) -> str:
    """The word for a key; a key without one (a report field in English) reads as itself, underscores as spaces."""
    return WORDS[lang].get(key) or key.replace("_", " ")


def claim_counts(counts: Mapping[str, int], lang: str) -> str:
    """`与表相符 3，名目有误 1`, most severe last, absent ones left out."""
    order = ("supported", "not_comparable", "unsupported", "unit_slip", "different", "mislabelled")
    return word(", ", lang).join(f"{word(status, lang)} {counts[status]}" for status in order if counts.get(status))


def severity_counts(counts: Mapping[str, int], lang: str) -> str:
    """`错误 1，警告 7，提示 4`, zeros included: a zero is news too."""
    return word(", ", lang).join(
        f"{word(level, lang)} {counts.get(level, 0)}" for level in ("error", "warning", "info")
    )


def looked_at(report: Report, lang: str, checked: bool = True) -> str:
    """What was looked at in a report: `数字 24 处，表内数据 4 项，…`; without the checks where none were asked for."""
    coverage = report.coverage
    claims = claim_counts(Counter(claim.status for claim in report.claims), lang)
    parts = [
        word("figures", lang).format(coverage.figures_found),
        word("facts", lang).format(coverage.facts),
        word("claims", lang).format(coverage.claims, claims) if coverage.claims else word("no claims", lang),
    ]
    if checked:
        parts.append(word("checks run", lang).format(coverage.checks_run))
    return word(", ", lang).join(parts)


def not_checked(report: Report, lang: str) -> str:
    """The checks that were not run, each with the reason; empty where all were."""
    return word("; ", lang).join(f"{skipped.code} {skipped.why}" for skipped in report.coverage.checks_skipped)


def not_read(report: Report, lang: str) -> str:
    """What was seen and not read, with its number; empty where there is nothing."""
    unread = report.coverage.unread.items()
    return word(", ", lang).join(f"{word(what, lang)} {count}" for what, count in unread if count)

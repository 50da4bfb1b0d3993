"""The form as a form: numbering, leftovers of the blank form, signatures, units without a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportparse.checks.context import Context, Results, shorten
from reportparse.checks.decimal_numbers import decimal_faults, decimal_headings
from reportparse.checks.list_numbers import Order, clear_faults, order, spoken_faults
from reportparse.checks.placeholders import is_placeholder, money_tables
from reportparse.checks.subunits import named_units
from reportparse.model.document import Paragraph
from reportparse.model.findings import Evidence, Finding, Say, Severity
from reportparse.model.location import Place
from reportparse.model.outline import SequenceBreak
from reportparse.ruleset.kinds import SequenceOptions, SubunitOptions
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.names import is_short_for
from reportparse.text.normalise import fold, squash

_WHY = {
    "repeated": Say("序号重复", "the number is used twice"),
    "skipped": Say("序号有跳过", "a number is skipped"),
    "backwards": Say("序号倒退", "the numbers go backwards"),
}
_BLANK_DATE = re.compile(r"(?:[\s_＿]*|\s*20[0-9]{2}\s*)年[\s_＿]*(?:[0-9]{1,2}\s*)?月[\s_＿]*日[\s_＿]*")
# How many blocks below a signature its date stands at most.
_DATE_BELOW = 3
_LISTED = 12
_SIGNING = "[^，。；]{0,8}(?:签|章|意见|[：:])"
_MOST_OF_LINE = 60
_ANYTHING = re.compile("")
_COUNT = re.compile(r"[0-9]+|[一二三四五六七八九十]+")
_NUMERALS = "一二三四五六七八九十"
_SENTENCE = re.compile("[。；，]")
# Rows of years or of budget and result stand for no unit.
_OF_TIME = re.compile(r"(?:19|20)[0-9]{2}年|上年|本年|去年|今年|增减|(?:年初|全年|调整)?(?:预算|决算|支出)数")
_ANNEX = re.compile(r"附|其[他它]|相关|佐证|证明|备注|审核|主管部门|财政")


def check_sequence(context: Context) -> Results:
    """Heading numbers that do not follow from the one before."""
    options = context.check.options
    assert isinstance(options, SequenceOptions)
    outline = context.reading.outline
    if outline.unnumbered:
        yield context.skip("文件里的自动编号没有读出", "the automatic numbers in the file were not read")
        return
    pointed = decimal_headings(context.document)
    if not pointed and not any(section.ordinal for top in outline.sections for section in top.walk()):
        yield context.skip("没有找到带序号的标题", "no numbered headings were found")
    for fault in decimal_faults(pointed):
        yield _sequence_finding(context, fault, context.check.rule.severity, item=False)
    pasted: list[Order] = []
    last: SequenceBreak | None = None
    clear = clear_faults(outline) if any(one.depth >= options.depth for one in outline.breaks) else None
    for fault in [*outline.breaks, *_swallowed(context)]:
        severity = _weight(fault, options.depth, context)
        if severity is None or _stands_between(context, fault):
            continue
        here = order(fault.place)
        if last is not None and _of_one_number(last, fault):
            last = None
            continue
        last = fault
        if clear is not None and fault.depth >= options.depth:
            if here in clear.following:
                continue
            severity = context.check.rule.severity if here in clear.wrong else severity
        # A passage pasted in throws the numbers after it out of step with those before it: that is one fault, not many.
        if fault.previous is not None and any(order(fault.previous) < place < here for place in pasted):
            continue
        if fault.kind == "restarted":
            pasted.append(here)
        yield _sequence_finding(context, fault, severity, item=_SENTENCE.search(fault.title) is not None)
    for fault in spoken_faults(outline):
        yield _sequence_finding(context, fault, context.check.rule.severity, item=True)


def _stands_between(context: Context, fault: SequenceBreak) -> bool:
    """Whether the number that seems skipped stands within a paragraph: 「（一）…。（二）…。」 and then a line （三）."""
    expected = fault.expected or ""
    if fault.kind != "skipped" or fault.previous is None or not expected.startswith(("（", "(")):
        return False
    low, high = order(fault.previous), order(fault.place)
    return any(
        expected in passage.text and low <= order(passage.span(0, len(passage.text))) < high
        for passage in context.reading.outline.passages
    )


def _of_one_number(first: SequenceBreak, second: SequenceBreak) -> bool:
    """Whether two faults are the two sides of one wrong number: 七、九、九、十 of an eight, 二、二、四 of a three."""
    if second.previous is None or order(second.previous) != order(first.place):
        return False
    if first.kind == "skipped" and second.kind == "repeated":
        return first.found == second.found
    if first.kind != "repeated" or second.kind != "skipped":
        return False
    number, wanted = _count(second.found), _count(second.expected)
    return number is not None and wanted is not None and number == wanted + 1


def _count(shown: str | None) -> int | None:
    """The value of a number as it is shown: 四、, （四）, 第四部分, 4."""
    match = _COUNT.search(fold(shown or ""))
    if match is None:
        return None
    value = Decimal(match[0]) if match[0].isdigit() else chinese_number(match[0])
    return int(value) if value is not None else None


def _swallowed(context: Context) -> Iterator[SequenceBreak]:
    """Numbers skipped in the narrative that happen to go on from the form part that holds it.

    The form's last part, 五, numbers its narrative anew. 四 and then 六 in there reads as the form's own 六, which it does not have.
    """
    if context.edition is None:
        return
    words = context.ruleset.sections.narrative
    top = context.reading.outline.sections
    for part, after in pairwise(top):
        last = next((child for child in reversed(part.children) if child.ordinal), None)
        if part.ordinal is None or after.ordinal is None or last is None or last.ordinal is None:
            continue
        styles = {part.ordinal.style, after.ordinal.style, last.ordinal.style}
        if len(styles) > 1 or after.form or not any(word in squash(part.title) for word in words):
            continue
        value = last.ordinal.value
        if (
            value < 2
            or after.ordinal.value != value + 2
            or value + 1 >= len(_NUMERALS)
            or _ANNEX.match(squash(after.title))
        ):
            continue
        expected = after.ordinal.shown.replace(_NUMERALS[value + 1], _NUMERALS[value])
        place = after.place
        yield SequenceBreak("skipped", expected, after.ordinal.shown, after.title, last.place, place, part.heading, 1)


def _weight(fault: SequenceBreak, depth: int, context: Context) -> Severity | None:
    if fault.depth >= depth:
        return "info" if fault.kind in ("repeated", "skipped") and fault.previous is not None else None
    if fault.kind == "restarted":
        return "info"
    if fault.previous is None:
        # A list that does not begin with 1: in a cell it may go on from a cell that a page break cut off.
        return "info" if fault.place.row is None else None
    return context.check.rule.severity


def _sequence_finding(context: Context, fault: SequenceBreak, severity: Severity, *, item: bool) -> Finding:
    evidence = [Evidence(shorten(fault.found + fault.title), fault.place, "heading")]
    if fault.previous is not None:
        evidence.append(context.quote(fault.previous, "context"))
    return context.finding(
        key=squash(f"{fault.inside or ''}/{fault.found}{fault.title}"),
        severity=severity,
        stated=fault.found,
        expected=fault.expected,
        evidence=evidence,
        arguments={
            "what": Say("列举", "the item") if item else Say("标题", "the heading"),
            "found": fault.found,
            "expected": fault.expected or "",
            "title": fault.title,
            "inside": fault.inside or Say("正文", "the text"),
            "why": _why(fault),
        },
    )


def _why(fault: SequenceBreak) -> Say:
    if fault.kind == "restarted":
        inside = Say(f"“{fault.inside}”", f"“{fault.inside}”") if fault.inside else Say("正文", "the text")
        return Say(f"在{inside.zh}之下又从头编号", f"it begins the numbering anew inside {inside.en}")
    what = _WHY[fault.kind]
    if not fault.expected:
        return what
    return Say(f"{what.zh}，按顺序应为“{fault.expected}”", f"{what.en}, “{fault.expected}” should stand here")


def check_signatures(context: Context) -> Results:
    """Signature and date lines that are blank; one finding for the report."""
    reading = context.reading
    blank = _blank_dates(context)
    if not reading.evaluators and not reading.signatures and not blank:
        yield context.skip("没有找到评价人员表和签字栏", "no evaluators and no signature lines were found")
        return
    people = [one for one in reading.evaluators if not one.signed]
    lines = [one for one in reading.signatures if not one.signed]
    undated = [one for one in reading.signatures if one.asks_date and one.date is None]
    missing = _missing(context)
    if not people and not lines and not undated and not blank and not missing:
        return
    names = list(dict.fromkeys([one.name for one in people] + [one.role for one in lines]))
    roles = list(dict.fromkeys([*(one.role for one in undated), *(["落款"] if blank else [])]))
    pictures = context.document.unread.get("pictures", 0)
    evidence = [Evidence(one.name, one.place, "stated") for one in people]
    evidence += [
        context.quote(place, "stated") for place in dict.fromkeys([*(one.place for one in [*lines, *undated]), *blank])
    ]
    if missing:
        evidence += [context.quote(one.place, "context") for one in reading.signatures]
    yield context.finding(
        key="/".join(sorted(map(squash, (*names, *missing)))) + "|" + "/".join(sorted(map(squash, roles))),
        severity="info" if pictures else None,
        diagnosis=_pictures(pictures) if pictures else None,
        evidence=evidence,
        arguments={
            "unsigned": "、".join((*names, *missing)),
            "undated": "、".join(roles),
            "what": Say(
                "；".join(
                    [f"{'、'.join(names)}未签字"] * bool(names)
                    + [f"{'、'.join(roles)}未填日期"] * bool(roles)
                    + [f"没有{'、'.join(missing)}的签字栏"] * bool(missing)
                ),
                "; ".join(
                    [f"not signed: {', '.join(names)}"] * bool(names)
                    + [f"not dated: {', '.join(roles)}"] * bool(roles)
                    + [f"no line to sign for: {', '.join(missing)}"] * bool(missing)
                ),
            ),
        },
    )


def _missing(context: Context) -> list[str]:
    """Who signs the form by its edition and has no line in it, where others have signed theirs below the evaluators."""
    reading, edition = context.reading, context.edition
    if edition is None or not reading.evaluators or not any(one.signed for one in reading.signatures):
        return []
    lines = [fold(text) for text, _ in context.document.lines if len(text) <= _MOST_OF_LINE]
    return [
        one.role
        for one in edition.signers
        if (one.below is None or any(re.search(one.below, line) for line in lines))
        and not any(re.search(one.words, line.role) for line in reading.signatures)
        and not any(re.search(f"(?:{one.words}){_SIGNING}", line) for line in lines)
    ]


def _blank_dates(context: Context) -> list[Place]:
    """Dates left blank in a line of their own (　年　月　日, 2022年　月　日), below a text and not below a signature."""
    signed = {one.place.block for one in context.reading.signatures}
    return [
        Place(block.index)
        for block in context.document.blocks
        if isinstance(block, Paragraph)
        and _BLANK_DATE.fullmatch(block.text)
        and not signed.intersection(range(block.index - _DATE_BELOW, block.index + 1))
    ]


def _pictures(count: int) -> Say:
    return Say(
        f"文件中有{count}张图片未识别，可能是签名或印章，请人工核对",
        f"{count} pictures were not read; they may be signatures or seals",
    )


def check_subunits(context: Context) -> Results:
    """Subordinate units that the text names as the department's own and that have no row in any table."""
    options = context.check.options
    assert isinstance(options, SubunitOptions)
    rules = context.ruleset.table_by_id
    # The rows of a table with a row for the whole are sources of funds or items, no units.
    tables = [region for region in money_tables(context) if not rules[region.kind].whole]
    labelled = [row for region in tables for row in region.rows if row.label and not _OF_TIME.match(squash(row.label))]
    if not labelled:
        yield context.skip("表中没有列出机构名称", "no table lists units by name")
        return
    words = context.ruleset.tables.rows
    rows = {
        squash(row.entity or row.label)
        for row in labelled
        if not is_placeholder(context, row) and not any(word in row.label for word in words.summary)
    } - {squash(word) for word in words.own}
    reported: list[str] = []
    for unit in named_units(context.reading, context.ruleset, options):
        name = squash(unit.name)
        if any(_same(name, row) for row in rows) or any(_same(name, other) for other in reported):
            continue
        reported.append(name)
        yield context.finding(
            key=name,
            stated=unit.name,
            evidence=[context.around(unit.place, "stated")],
            arguments={"name": unit.name},
        )


def _same(one: str, other: str) -> bool:
    return one in other or other in one or is_short_for(one, other) or is_short_for(other, one)

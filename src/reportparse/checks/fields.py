"""The fields of the form: blank, of the wrong kind, at odds with each other, and dates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportparse.checks.context import Context, Results
from reportparse.checks.formats import WANTED, fits, is_blank
from reportparse.model.document import Document, Paragraph, Table
from reportparse.model.findings import Evidence, Finding, Say, Severity
from reportparse.model.location import Place
from reportparse.model.outline import FieldSpot
from reportparse.ruleset.schema import FieldRule, Grade
from reportparse.text.dates import DateMention, DateRange, find_dates, find_ranges, parse_date
from reportparse.text.normalise import fold, squash
from reportparse.text.regions import load_regions

# Names of GB/T 2260 that stand for no place of their own.
_NO_PLACE = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_POINTED = re.compile(r"((?:19|20)[0-9]{2})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")


def check_required(context: Context) -> Results:
    """A field the form has and demands, with nothing in it."""
    names = context.edition.fields if context.edition else tuple(context.ruleset.field_by_id)
    seen = False
    for name in names:
        rule = context.ruleset.field_by_id[name]
        spot = context.reading.outline.field(name)
        if not rule.required or spot is None:
            continue
        seen = True
        if is_blank(rule, spot.text) and not _filled_elsewhere(context, spot):
            yield context.finding(
                key=rule.id,
                evidence=[context.quote(spot.label_place, "context")],
                arguments={"field": spot.label},
            )
    if not seen:
        yield context.skip("没有找到表式规定必填的栏目", "no field that the form demands was found")


def _filled_elsewhere(context: Context, spot: FieldSpot) -> bool:
    """Whether the content may stand where the locator does not look: in a nested table, or on the line below a cover label."""
    document = context.document
    block = document.block(spot.place.block)
    if isinstance(block, Table):
        cell = block.cell(spot.place.row or 0, spot.place.column or 0)
        return cell is not None and any(isinstance(inner, Table) for inner in cell.blocks)
    following = _paragraph_after(document, block)
    if following is None or not following.text.strip() or following.number:
        return False
    outline = context.reading.outline
    labels = {other.label_place.block for other in outline.fields}
    headings = {section.place.block for top in outline.sections for section in top.walk()}
    if following.index in labels or following.index in headings:
        return False
    text = fold(following.text)
    return "：" not in text and len(text.strip()) <= 30 and fits(context.ruleset.field_by_id[spot.field], text, ())


def _paragraph_after(document: Document, block: Paragraph) -> Paragraph | None:
    position = next((i for i, other in enumerate(document.blocks) if other is block), len(document.blocks))
    following = document.blocks[position + 1] if position + 1 < len(document.blocks) else None
    return following if isinstance(following, Paragraph) else None


def check_format(context: Context) -> Results:
    """A filled field whose content is not of its kind."""
    grades = context.edition.grades if context.edition else ()
    checked = False
    for spot in context.reading.outline.fields:
        rule = context.ruleset.field_by_id[spot.field]
        # A field found by its pattern holds what the pattern wants.
        if not rule.labels or rule.kind not in WANTED or is_blank(rule, spot.text):
            continue
        checked = True
        if fits(rule, spot.text, grades):
            continue
        stated = re.sub(r"\s+", " ", spot.text.strip())
        yield context.finding(
            key=rule.id,
            stated=stated,
            evidence=[context.quote(spot.place, "stated")],
            arguments={"field": spot.label, "stated": stated, "wanted": _wanted(rule, grades)},
        )
    if not checked:
        yield context.skip("没有找到已填写的数字、日期、电话等栏目", "no filled field of a checkable kind was found")


def _wanted(rule: FieldRule, grades: tuple[Grade, ...]) -> Say:
    if rule.kind == "grade" and grades:
        names = [grade.grade for grade in grades]
        return Say(f"规定的等次（{'、'.join(names)}）", f"one of the grades {', '.join(names)}")
    if rule.kind == "number" and re.search(r"[人编]", "".join(rule.labels)):
        return Say("人数", "a number of people")
    return WANTED[rule.kind]


def check_region_code(context: Context) -> Results:
    """The budget code is the division code of the very area the report comes from."""
    spot = context.reading.outline.field("budget_code")
    if spot is None or not spot.text.strip():
        yield context.skip("没有填写预算编码", "there is no budget code")
        return
    code = squash(spot.text)
    if not re.fullmatch(r"[0-9]{6}(?:0{3}|0{6})?", code):
        return
    regions = load_regions(context.ruleset.regions)
    name = regions.name(code[:6])
    if name is None or name in _NO_PLACE:
        return
    fields = context.reading.fields
    region = squash(str(fields.get("region") or ""))
    starts = [squash(str(fields.get(field) or "")) for field in ("department", "issuer", "title")]
    if not region and not any(starts):
        yield context.skip("不知道报告属于哪个地区", "the report does not say which area it comes from")
        return
    names = {squash(name), squash(regions.full_name(code[:6]) or name)}
    same = bool(region) and (any(one in region for one in names) or code[:6] in regions.codes(region))
    if same or any(start.startswith(one) for start in starts for one in names):
        yield context.finding(
            key="budget_code",
            stated=code,
            evidence=[context.quote(spot.place, "stated")],
            arguments={"code": code, "region": name},
        )


@dataclass(frozen=True)
class _BadDate:
    text: str
    place: Place
    severity: Severity
    why: Say


_BEGUN = re.compile(r"^(?:正式|全面)?(?:开工|动工|启动|开始|进场)(?:建设|施工|实施)?[，,、]?(?:并|于|并于|计划|预计)?$")
_DONE = re.compile(r"^(?:底|前)?(?:全面|全部|基本|正式)?(?:完工|竣工|结束|通过竣工验收|建成|投入使用|交付)")
# What every date has: 月, or digits parted by two marks.
_POINTED_HINT = re.compile(r"[0-9０-９]\s*[-./．－]\s*[0-9０-９]{1,2}\s*[-./．－]\s*[0-9０-９]")


def check_dates(context: Context) -> Results:
    """Dates that cannot be, lack a part, or end before they begin. The same text is reported once, with all its places."""
    seen = False
    found: dict[str, list[_BadDate]] = {}
    vouchers = _vouchers(context)
    for text, place in context.document.lines:
        dated = "月" in text or (not text.isalpha() and _POINTED_HINT.search(text) is not None)
        if not dated or (place.block, place.row, place.column) in vouchers:
            continue
        mentions = find_dates(text)
        seen = seen or bool(mentions)
        start = place.span[0] if place.span else 0
        for bad in _bad_dates(text, place, start, mentions):
            same = found.setdefault(squash(bad.text), [])
            if all(
                (one.place.block, one.place.row, one.place.column) != (place.block, place.row, place.column)
                for one in same
            ):
                same.append(bad)
    spot = context.reading.outline.field("report_date")
    if spot is not None and (bad_field := _bad_report_date(spot)) is not None:
        found.setdefault(squash(bad_field.text), [bad_field])
    for key, bads in found.items():
        yield _date_finding(context, key, bads)
    if not seen and not found:
        yield context.skip("报告中没有日期", "the report has no dates")


def _vouchers(context: Context) -> set[tuple[int, int | None, int | None]]:
    """The cells of numbers of vouchers: 1月33号 is number 33 of January."""
    return {
        (region.table, cell.row, cell.column)
        for region in context.reading.outline.regions
        if (column := region.column("voucher")) is not None
        for row in region.rows
        if (cell := row.cells[column]) is not None
    }


def _date_finding(context: Context, key: str, bads: list[_BadDate]) -> Finding:
    first = bads[0]
    return context.finding(
        key=key,
        severity=first.severity,
        stated=first.text,
        evidence=[Evidence(context.sentence(bad.place), bad.place, "stated") for bad in bads],
        arguments={"text": first.text, "why": first.why},
    )


def _bad_dates(text: str, place: Place, start: int, mentions: list[DateMention]) -> Iterator[_BadDate]:
    ranges = find_ranges(text) if len(mentions) > 1 else []

    def bad(a: int, b: int, severity: Severity, why: Say) -> _BadDate:
        return _BadDate(text[a:b], place.at(start + a, start + b), severity, why)

    for span in ranges:
        if span.fault == "reversed":
            yield bad(span.start, span.end, "warning", Say("止期早于起期", "it ends before it begins"))
    for first, last in pairwise(mentions):
        if _is_done_before_begun(text, first, last):
            yield bad(first.start, last.end, "warning", Say("完工早于开工", "done before it was begun"))
    for mention in mentions:
        if mention.fault == "impossible":
            if "凭证" in text and text[mention.start : mention.end].endswith("号"):
                continue
            begin = _whole_start(mention, ranges)
            yield bad(begin, mention.end, "warning", _impossible(mention))
        elif mention.fault == "incomplete":
            span_of = next((span for span in ranges if span.first == mention), None)
            # 「9月10至12月」 may mean the months 9, 10 to 12; only with a day at its end does the first lack one.
            if span_of is not None and span_of.last.day is not None:
                written = text[mention.start : mention.end]
                why = Say(f"“{written}”缺“日”", f"“{written}” lacks its 日")
                yield bad(span_of.start, span_of.end, "info", why)


def _is_done_before_begun(text: str, first: DateMention, last: DateMention) -> bool:
    """「2023年3月开工，2022年11月完工」"""
    if (
        first.year is None
        or last.year is None
        or first.month is None
        or last.month is None
        or first.fault
        or last.fault
    ):
        return False
    if (first.year, first.month) <= (last.year, last.month):
        return False
    between = fold(text[first.end : last.start])
    return _BEGUN.match(between) is not None and _DONE.match(fold(text[last.end : last.end + 12])) is not None


def _whole_start(mention: DateMention, ranges: list[DateRange]) -> int:
    """The start of the range for a day that takes its month from before it (4月26日至38日)."""
    return next((span.start for span in ranges if span.last == mention), mention.start)


def _impossible(mention: DateMention) -> Say:
    if mention.month is not None and not 1 <= mention.month <= 12:
        return Say(f"没有{mention.month}月", f"there is no month {mention.month}")
    year = f"{mention.year}年" if mention.year and mention.month == 2 else ""
    in_year = f" of {mention.year}" if year else ""
    return Say(
        f"{year}{mention.month}月没有{mention.day}日", f"month {mention.month}{in_year} has no day {mention.day}"
    )


def _bad_report_date(spot: FieldSpot) -> _BadDate | None:
    """What only a date field can show: an impossible date in points (2022.2.30 may be a section number elsewhere), no year."""
    text = fold(spot.text).strip()
    numeric = _POINTED.fullmatch(re.sub(r"\s+", "", text))
    if numeric is not None and parse_date(text) is None:
        year, month, day = (int(part) for part in numeric.groups())
        return _BadDate(
            spot.text.strip(), spot.place, "warning", _impossible(DateMention(0, 0, year, month, day, "impossible"))
        )
    mentions = find_dates(text)
    if len(mentions) != 1 or mentions[0].year is not None or mentions[0].fault or not mentions[0].day:
        return None
    if re.search(r"(?:19|20)[0-9]{2}|[〇零○一二三四五六七八九]{4}", text):
        return None
    return _BadDate(spot.text.strip(), spot.place, "info", Say("缺年份", "it lacks the year"))

"""The date of a result that a sentence tells with the day and month of the table of indicators, and an earlier year."""

from __future__ import annotations

from collections.abc import Iterator

from reportparse.checks.context import Context
from reportparse.checks.told_points import overlap
from reportparse.checks.year_titles import Stale
from reportparse.model.facts import Indicator
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.text.dates import DateMention, find_dates
from reportparse.text.normalise import fold, squash
from reportparse.text.sentences import sentences

_LEAST_SHARED = 2
_LOOKING_BACK = 3


def dated_results(context: Context, year: int) -> Iterator[Stale]:
    """Each such date, where the sentence has words of the indicator's name."""
    known = [
        (indicator, place, date)
        for indicator in context.reading.indicators
        if (place := indicator.places.get("actual")) is not None
        and (date := _only_date(indicator)) is not None
        and date.year == year
    ]
    for passage in context.reading.outline.passages if known else ():
        if passage.place.row is not None or "年" not in passage.text or "月" not in passage.text:
            continue
        text = fold(passage.text)
        dates = [one for one in find_dates(text) if one.year and year - _LOOKING_BACK <= one.year < year]
        for start, end in sentences(text) if dates else ():
            for date in dates:
                place = _meant(text[start:end], date, known) if start <= date.start < end else None
                if place is not None:
                    yield Stale(
                        str(date.year),
                        passage.span(date.start, date.start + len(str(date.year))),
                        passage.span(start, end),
                        Say("日期却是表中本年度的", "but the table has this date in the report's own year"),
                        (place,),
                    )


def _only_date(indicator: Indicator) -> DateMention | None:
    """The one day of a result."""
    found = find_dates(indicator.actual or "") if "月" in (indicator.actual or "") else []
    return found[0] if len(found) == 1 and found[0].day and not found[0].fault else None


def _meant(sentence: str, date: DateMention, known: list[tuple[Indicator, Place, DateMention]]) -> Place | None:
    for indicator, place, own in known:
        same = (own.month, own.day) == (date.month, date.day)
        if same and overlap(squash(indicator.name), squash(sentence)) >= _LEAST_SHARED:
            return place
    return None

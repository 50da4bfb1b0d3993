from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.text.dates import find_dates, find_ranges, parse_date


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2021年7月15日",
            "2021-07-15",
            "2021.7.15",
            "2021/7/15",
            "二〇二一年七月十五日",
            "2021 年 7 月 15 日",
            "２０２１年７月１５日",
        ),
        *("二零二一年七月十五日", " 2021 年7 月 15  日 "),
    ],
)
def test_parse(text: str) -> None:
    assert parse_date(text) == date(2021, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "年 月 日",
        "2021年7月",
        "7月15日",
        "2021年2月30日",
        "2021.7",
        "2021年13月1日",
        "268.7",
        "20210715",
        "2021-7/15",
    ],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day == parse_date(day.isoformat())
    assert [mention.fault for mention in find_dates(f"于{day.year}年{day.month}月{day.day}日起")] == [None]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("4月26日至28日", [None, None]),
        ("6月、10月", [None, None]),
        ("10月30日", [None]),
        ("10月30至12月10日", ["incomplete", None]),
        ("10月30—12月10日", ["incomplete", None]),
        ("6月10至15日", [None, None]),
        ("6月10-15日", [None, None]),
        ("3月20余人", [None]),
        ("3月20-30万元", [None]),
        ("2月30日", ["impossible"]),
        ("13月5日", ["impossible"]),
        ("2020年13月", ["impossible"]),
        ("7月32日", ["impossible"]),
        ("4月26日至31日", [None, "impossible"]),
        ("2月29日", [None]),
        ("2021年2月29日", ["impossible"]),
        ("2020年2月29日", [None]),
        ("2021-02-30", ["impossible"]),
        ("历时13月", []),
        ("12个月", []),
        ("2020.12万元", []),
        ("1.2.3", []),
        ("二〇二一年二月三十日", ["impossible"]),
        ("2020年12月末", [None]),
    ],
)
def test_faults(text: str, faults: list[str | None]) -> None:
    assert [mention.fault for mention in find_dates(text)] == faults


def test_parts_and_spans() -> None:
    text = "于2020年10月30日至11月2日"
    first, last = find_dates(text)
    assert (first.year, first.month, first.day) == (2020, 10, 30)
    assert (last.year, last.month, last.day) == (None, 11, 2)
    assert text[first.start : first.end] == "2020年10月30日"
    assert text[last.start : last.end] == "11月2日"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("2020年8月12日至2020年7月22日", ["reversed"]),
        ("2021年1月至2020年12月", ["reversed"]),
        ("2020年8月至2020年8月31日", [None]),
        ("2020年1月1日至2020年12月31日", [None]),
        ("8月12日至7月22日", [None]),
        ("2020年11月1日至1月31日", [None]),
        ("2020年1月、2020年3月", []),
    ],
)
def test_ranges(text: str, faults: list[str | None]) -> None:
    assert [found.fault for found in find_ranges(text)] == faults

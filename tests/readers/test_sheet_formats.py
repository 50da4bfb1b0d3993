"""What number formats show, each as a spreadsheet program shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.readers.sheet_formats import BUILT_IN, general, number_of, shown_number, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0.9718", "0.00%", "97.18%"),
        ("0.97179999999999999", "0.00%", "97.18%"),
        ("0.985", "0%", "99%"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("1.005", "0.00", "1.01"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("999", "#,##0", "999"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("12345678", '0.0,"千"', "12345.7千"),
        ("98", '0"人"', "98人"),
        ("98.5", "[$¥-804]#,##0.00", "¥98.50"),
        ("5", "0000", "0005"),
        ("12345678", "000-00000", "123-45678"),
        ("0.05", "#.##", ".05"),
        ("5", "0.0#", "5.0"),
        ("150", '[>=100]"高"0;"低"0', "高150"),
        ("50", '[>=100]"高"0;"低"0', "低50"),
        ("5", ";;;", ""),
        ("0", "0;-0;", ""),
        ("12345", "0.00E+00", "1.23E+04"),
        ("1.5", "# ?/?", "1.5"),
        ("140.24", "General", "140.24"),
        ("0.30000000000000004", "General", "0.3"),
        ("97.183333333333337", "General", "97.18333333"),
        ("430623123456", "General", "430623123456"),
        ("0.00000000012", "General", "1.2E-10"),
        ("44561", 'yyyy"年"m"月"d"日"', "2021年12月31日"),
        ("44561", BUILT_IN[14], "2021/12/31"),
        ("44561", BUILT_IN[31], "2021年12月31日"),
        ("44561", BUILT_IN[57], "2021年12月"),
        ("44561", "yyyy-mm-dd;@", "2021-12-31"),
        ("44561.5", "yyyy/m/d h:mm", "2021/12/31 12:00"),
        ("44561.520833333", "h:mm:ss", "12:30:00"),
        ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("9999999", "yyyy", "9999999"),
    ],
)
def test_a_number_is_shown_by_its_format(raw: str, code: str, shown: str) -> None:
    value = number_of(raw)
    assert value is not None
    assert shown_number(value, code) == shown


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown_number(Decimal(43099), "yyyy-mm-dd", since_1904=True) == "2021-12-31"


@pytest.mark.parametrize(
    ("code", "shown"),
    [("General", "甲"), ("@", "甲"), ("0.00", "甲"), ('@"局"', "甲局"), (";;;", ""), ('0;0;0;"填"@', "填甲")],
)
def test_a_text_is_shown_by_its_format(code: str, shown: str) -> None:
    assert shown_text("甲", code) == shown


@pytest.mark.parametrize("raw", ["", "abc", "NaN", "Infinity", "1E+999999999", "1e-5000"])
def test_what_is_no_number_is_none(raw: str) -> None:
    assert number_of(raw) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_general_shows_the_value_to_its_eleven_characters(value: Decimal) -> None:
    # Eleven characters leave a number below 10^12 in full or to nine digits after the point at least to its whole part.
    assert abs(Decimal(general(number_of(str(value)) or Decimal(0))) - value) <= Decimal("0.5")


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet='0#?.,%;"\\_*[]@/-年月日ymdhsE+GeneralR>=<1', max_size=25),
)
def test_any_format_shows_any_number_without_an_error(number: float, code: str) -> None:
    value = number_of(repr(number))
    assert value is None or len(shown_number(value, code)) < 1000
    assert isinstance(shown_text("文字", code), str)

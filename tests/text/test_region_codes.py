from __future__ import annotations

from pathlib import Path

import pytest

from reportparse.errors import RuleError
from reportparse.text.regions import load_regions

TABLE = Path(__file__).parents[2] / "rules" / "gbt2260.csv"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("430621", "岳阳县"),
        (" 430621 ", "岳阳县"),
        ("４３０６２１", "岳阳县"),
        ("430000", "湖南省"),
        ("110101", "东城区"),
        ("350427", "沙县"),
        ("130502", "襄都区"),
        ("999999", None),
        ("4306", None),
        ("", None),
    ],
)
def test_names(code: str, name: str | None) -> None:
    assert load_regions(TABLE).name(code) == name


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("岳阳县", ["430621"]),
        ("湖南省岳阳县", ["430621"]),
        ("岳阳市岳阳县", ["430621"]),
        ("湖南省岳阳市岳阳县", ["430621"]),
        ("岳阳", []),
        ("浏阳", ["430181"]),
        ("朝阳区", ["110105", "220104"]),
        ("桥东区", ["130103", "130502", "130702"]),
        ("火星区", []),
        ("", []),
    ],
)
def test_codes(name: str, codes: list[str]) -> None:
    assert load_regions(TABLE).codes(name) == codes


def test_full_name() -> None:
    assert load_regions(TABLE).full_name("430621") == "湖南省岳阳市岳阳县"
    assert load_regions(TABLE).full_name("110101") == "北京市东城区"
    assert load_regions(TABLE).full_name("000000") is None


def test_the_table_is_small_and_names_its_sources() -> None:
    assert TABLE.stat().st_size < 300_000
    assert TABLE.read_text(encoding="utf-8").startswith("# ")


def test_every_fault_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("# 注\ncode,name,full_name\n430621,岳阳县,湖南省岳阳县\n43062,x,y\n430622,,z\n", encoding="utf-8")
    with pytest.raises(RuleError) as raised:
        load_regions(path).name("430621")
    assert [fault.line for fault in raised.value.faults] == [4, 5]

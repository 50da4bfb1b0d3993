"""Administrative division codes (GB/T 2260) and the areas they stand for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reportparse.errors import RuleError, RuleFault
from reportparse.text.normalise import squash

_SUFFIXES = (
    "自治县",
    "自治旗",
    "自治州",
    "自治区",
    "林区",
    "特区",
    "新区",
    "地区",
    "县",
    "市",
    "区",
    "旗",
    "盟",
    "省",
    "州",
)


class Regions:
    """A table of codes. It is read at the first question; the index by name is made at the first question by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, list[tuple[str, str]]] = {}
        self._codes: dict[str, set[str]] = {}
        self._bare: dict[str, set[str]] = {}

    def _table(self) -> dict[str, list[tuple[str, str]]]:
        if self._rows:
            return self._rows
        faults: list[RuleFault] = []
        rows: dict[str, list[tuple[str, str]]] = {}
        for number, line in enumerate(self._path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith(("#", "code,")):
                continue
            cells = line.split(",")
            if len(cells) != 3 or len(cells[0]) != 6 or not cells[0].isdecimal() or not cells[1] or not cells[2]:
                faults.append(RuleFault(str(self._path), number, 1, cells[0], "expected `code,name,full_name`"))
            else:
                rows.setdefault(cells[0], []).append((cells[1], cells[2]))
        if not rows and not faults:
            faults.append(RuleFault(str(self._path), None, None, "", "no codes"))
        if faults:
            raise RuleError(faults)
        self._rows = rows
        return rows

    def _index(self) -> dict[str, set[str]]:
        if self._codes:
            return self._codes
        rows = self._table()
        codes: dict[str, set[str]] = {}
        for code, names in rows.items():
            province = rows[code[:2] + "0000"][0][0] if code[:2] + "0000" in rows else ""
            prefecture = rows[code[:4] + "00"][0][0] if code[:4] + "00" in rows else ""
            for name, full in names:
                keys = {name, full}
                if code[4:] != "00":
                    # 湖南省岳阳县 and 岳阳市岳阳县 are as good as the full name.
                    keys |= {province + name, prefecture + name}
                for key in keys:
                    codes.setdefault(key, set()).add(code)
                self._bare.setdefault(_without_suffix(name), set()).add(code)
        self._codes = codes
        return codes

    def name(self, code: str) -> str | None:
        """The latest name of a code's area (`430621` → 岳阳县), or None. White space and width do not matter."""
        found = self._table().get(squash(code))
        return found[0][0] if found else None

    def full_name(self, code: str) -> str | None:
        """The name with province and prefecture before it, or None."""
        found = self._table().get(squash(code))
        return found[0][1] if found else None

    def codes(self, name: str) -> list[str]:
        """The codes an area has or had, sorted; several where areas share a name.

        Takes plain and full names. A name without, or with another, suffix (岳阳楼, 浏阳县) is only
        understood where it can mean a single area.
        """
        key = squash(name)
        exact = self._index().get(key)
        if exact:
            return sorted(exact)
        loose = self._bare.get(_without_suffix(key), set())
        return sorted(loose) if len(loose) == 1 else []


def _without_suffix(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


@lru_cache(maxsize=8)
def load_regions(path: Path) -> Regions:
    """The regions of a gbt2260.csv (`code,name,full_name`, `#` comments). The first question raises RuleError on faults."""
    return Regions(path)

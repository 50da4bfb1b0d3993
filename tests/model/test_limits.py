"""The limits: one place, each settable by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportparse.model.limits import SIZES, Limits, names, size

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("setting", "name", "value"),
    [
        ("cells=5", "cells", 5),
        ("file_size=3M", "file_size", 3 << 20),
        ("memory = 4g", "memory", 4 << 30),
        ("file-size=1K", "file_size", 1024),
    ],
)
def test_a_setting_changes_one_limit(setting: str, name: str, value: int) -> None:
    changed = Limits().with_setting(setting)
    assert getattr(changed, name) == value
    assert [other for other in names() if getattr(changed, other) != getattr(Limits(), other)] == [name]


@pytest.mark.parametrize(
    "setting", ["", "cells", "cells=", "cells=-1", "cells=1.5", "cells=1T", "unheard=5", "cells=9999999999999999"]
)
def test_other_settings_are_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Limits().with_setting(setting)


@pytest.mark.parametrize(("count", "shown"), [(10, "10 B"), (2048, "2 KB"), (200 << 20, "200 MB"), (3 << 29, "1.5 GB")])
def test_sizes_in_words(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(("readme", "title"), [("README.md", "## Security"), ("README.zh-CN.md", "## 安全")])
def test_the_readme_lists_every_limit_with_its_value(readme: str, title: str) -> None:
    section = (ROOT / readme).read_text(encoding="utf-8").partition(title)[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", section, re.MULTILINE))
    for name in names():
        value = getattr(Limits(), name)
        assert rows[name] == (size(value) if name in SIZES else str(value)), name

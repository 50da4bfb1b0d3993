"""The option that bounds the reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportparse.cli import main
from reportparse.model.limits import Limits, limits


def test_a_limit_is_set_by_name_and_refuses_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "报告.txt"
    file.write_text("部门整体支出绩效自评报告", encoding="utf-8")
    assert main(["extract", str(file), "--limit", "text_size=10"]) == 2
    assert "超过 10 B的上限（text_size）" in capsys.readouterr().err
    assert main(["extract", str(file), "--limit", "unheard=1", "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert "unheard is no limit" in error and "text_size" in error
    assert limits() == Limits()

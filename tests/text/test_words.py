from __future__ import annotations

from pathlib import Path

import pytest

from reportparse.errors import RuleError
from reportparse.text.words import Words, load_words

LEXICON = Path(__file__).parents[2] / "rules" / "lexicon.txt"


def test_words_of_the_domain_stay_whole(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_temp_folder() -> str:
        raise OSError("read-only")

    text = "2020年巡察办基本支出115万元，其中商品和服务支出20.2万元"
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.gettempdir", no_temp_folder)
        words = Words(LEXICON).cut(text)
    assert {"巡察办", "基本支出", "商品和服务支出", "万元"} <= {word for word, _, _ in words}
    assert all(text[start:end] == word for word, start, end in words)
    assert "".join(word for word, _, _ in words) == text
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "word",
    [
        *(
            "收入合计",
            "上年结转",
            "公共财政拨款",
            "政府基金拨款",
            "纳入专户管理的非税收入拨款",
            "其他收入",
            "支出合计",
            "基本支出",
            "人员支出",
        ),
        *(
            "人员经费",
            "工资福利支出",
            "公用支出",
            "公用经费",
            "商品和服务支出",
            "项目支出",
            "专项支出",
            "结余",
            "结转结余",
            "年末结余",
        ),
        *(
            "公务接待费",
            "公务用车运维费",
            "公务用车购置费",
            "因公出国（境）费",
            "会议费",
            "在用固定资产",
            "出租固定资产",
            "年初预算数",
        ),
        *("全年预算数", "全年执行数", "执行率", "人员编制", "实有人数", "综合得分"),
    ],
)
def test_labels_of_the_forms_are_known(word: str) -> None:
    assert load_words(LEXICON).known(word)


def test_unknown_words() -> None:
    assert not load_words(LEXICON).known("茕茕孑立")


def test_every_fault_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.txt"
    path.write_text("# 注\n支出 5 n\n支出 5 n\n收入 x n\n结余\n", encoding="utf-8")
    words = load_words(path)
    with pytest.raises(RuleError) as raised:
        words.known("支出")
    assert [fault.line for fault in raised.value.faults] == [3, 4, 5]

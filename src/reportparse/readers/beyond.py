"""The errors for what is beyond one of the limits, by its name and how to set it; words that several readers share."""

from __future__ import annotations

from reportparse.errors import ReadError
from reportparse.model.document import Problem
from reportparse.model.findings import Say
from reportparse.model.limits import SIZES, limits, size

RATIO_FREE_BYTES = 32 << 20
"""What unpacks to less than this may have any ratio: it cannot hurt."""
_UNITS = {
    "seconds": Say("{} 秒", "{} seconds"),
    "unpacked_ratio": Say("{} 倍", "{} times"),
    "depth": Say("{} 层", "{}"),
    "bundle_depth": Say("{} 层", "{}"),
    "columns": Say("{} 列", "{}"),
    "pages": Say("{} 页", "{}"),
}
_COUNTED = Say("{} 个", "{}")
_OF_A_PAGE = {
    "page_characters": Say("字符数", "characters"),
    "page_objects": Say("图形和文字对象的数量", "drawn objects"),
    "page_segments": Say("线条的数量", "strokes"),
    "page_rulings": Say("框线的数量", "rulings"),
    "page_crossings": Say("框线的交点", "crossings of rulings"),
    "page_tables": Say("表格和线框的数量", "tables and frames"),
}
_NOT_READ = Say("没有读取", "it was not read")
_TEXT_ONLY = Say("只读了文字，没有读表格", "only its text was read, not its tables")


def shown_limit(name: str) -> Say:
    """A limit with its unit in words."""
    value = int(getattr(limits(), name))
    if name in SIZES:
        return Say(size(value), size(value))
    unit = _UNITS.get(name, _COUNTED)
    return Say(unit.zh.format(value), unit.en.format(value))


def beyond(path: str, code: str, what: Say, name: str, remedy: Say) -> ReadError:
    """`what` says what the file has, `name` is the limit that it is beyond, `remedy` what to do about the file."""
    shown = shown_limit(name)
    message = Say(
        f"{what.zh}，超过 {shown.zh}的上限（{name}）。", f"{what.en}, above the limit of {shown.en} ({name})."
    )
    return ReadError(path, code, message, or_allow(name, remedy))


def or_allow(name: str, remedy: Say) -> Say:
    """A remedy, and how to set the limit."""
    return Say(f"{remedy.zh}确需放宽的，用 --limit {name}=数值。", f"{remedy.en} To allow more: --limit {name}=VALUE.")


class PageTooLargeError(Exception):
    """A page of a PDF goes beyond a limit. `said`, to follow the number of the page, is what was not read and why.

    The text of a page with too much drawing is read all the same, without its tables.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        what, shown = _OF_A_PAGE[name], shown_limit(name)
        rest = _NOT_READ if name == "page_characters" else _TEXT_ONLY
        said = Say(
            f"{what.zh}超过 {shown.zh}的上限（{name}），{rest.zh}；请检查这一页是否正常，或改用 Word 原件。",
            f"more {what.en} than the limit of {shown.en} ({name}); {rest.en}. See whether the page is as it should be, "
            "or take the Word original.",
        )
        self.said = or_allow(name, said)


def unparsed(error: Exception) -> Say:
    """What is said where a library cannot make anything of a file."""
    kind = type(error).__name__
    return Say(f"内容无法解析（{kind}）", f"its content cannot be made out ({kind})")


def undecodable(count: int, encoding: str) -> Problem:
    """The problem of a text in which some bytes are none."""
    message = Say(
        f"有 {count} 处字节不是 {encoding} 编码的文字，读不出来，以“\ufffd”代替。",
        f"{count} places hold bytes that are no text in {encoding}; they became “\ufffd”.",
    )
    return Problem("read", "undecodable-bytes", message)

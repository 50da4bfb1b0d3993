"""The error for a file beyond one of the limits: it names the limit and how to set it."""

from __future__ import annotations

from reportparse.errors import ReadError
from reportparse.model.limits import limits, size

RATIO_FREE_BYTES = 32 << 20
"""What unpacks to less than this may have any ratio: it cannot hurt."""
_SIZES = frozenset(
    {"file_size", "text_size", "html_size", "unpacked_size", "xml_size", "bundle_size", "bundle_list", "memory"}
)
_UNITS = {"seconds": "秒", "unpacked_ratio": "倍", "depth": "层", "bundle_depth": "层", "columns": "列"}


def shown_limit(name: str) -> str:
    """A limit with its unit in words."""
    value = int(getattr(limits(), name))
    return size(value) if name in _SIZES else f"{value} {_UNITS.get(name, '个')}"


def beyond(path: str, code: str, what: str, name: str, remedy: str) -> ReadError:
    """`what` says what the file has, `name` is the limit that it is beyond, `remedy` what to do about the file."""
    return ReadError(
        path,
        code,
        f"{what}，超过 {shown_limit(name)}的上限（{name}）。",
        f"{remedy}确需放宽的，用 --limit {name}=数值。",
    )

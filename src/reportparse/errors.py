"""The errors a caller may see. Every message names the file, the place and the remedy."""

from __future__ import annotations

from reportparse.say import Say


class ReportParseError(Exception):
    """Base of all errors raised on purpose by this package."""


class ReadError(ReportParseError):
    """A file could not be read as a report.

    `code` is a short stable identifier for programs (`empty-file`, `encrypted-pdf`, ...),
    `remedy` one sentence that tells the user what to do about it, `said` both.
    """

    def __init__(self, path: str, code: str, message: Say, remedy: Say) -> None:
        self.path = path
        self.code = code
        self.message = message
        self.remedy = remedy
        self.said = Say(f"{message.zh} {remedy.zh}".strip(), f"{message.en} {remedy.en}".strip())
        super().__init__(f"{path}: {self.said.zh}")

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, Say, Say]]:
        return type(self), (self.path, self.code, self.message, self.remedy)


def told(error: Exception) -> Say:
    """What an error says that nobody foresaw: its kind, and its words in both languages where it has them."""
    kind, said = type(error).__name__, getattr(error, "said", None)
    zh, en = (said.zh, said.en) if isinstance(said, Say) else (str(error), str(error))
    return Say(f"{kind}: {zh}", f"{kind}: {en}")


class RuleFault:
    """One fault in one rule file: where it stands and what is wrong."""

    def __init__(self, path: str, line: int | None, column: int | None, key: str, message: str) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.key = key
        self.message = message

    def __str__(self) -> str:
        at = self.path
        if self.line is not None:
            at += f":{self.line}"
            if self.column is not None:
                at += f":{self.column}"
        return f"{at}: {self.key}: {self.message}" if self.key else f"{at}: {self.message}"


class RuleError(ReportParseError):
    """The rule folder is broken; `faults` lists all of them, not only the first."""

    def __init__(self, faults: list[RuleFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class UsageError(ReportParseError):
    """A command was called with an argument that means nothing (an unknown check code, say)."""

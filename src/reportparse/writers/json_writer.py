"""JSON: one object with all documents, or one document a line."""

from __future__ import annotations

import json
import textwrap
from typing import TextIO

from pydantic_core import PydanticSerializationError

from reportparse.model.report import SCHEMA, Report, Tool


def dumped(report: Report, indent: int | None = None) -> str:
    """The report as JSON that can be written as UTF-8."""
    try:
        return report.model_dump_json(by_alias=True, indent=indent)
    except PydanticSerializationError:
        # A file name (or a broken font) may hold what is no character; it is shown as one that says so.
        text = json.dumps(
            report.model_dump(by_alias=True),
            ensure_ascii=False,
            indent=indent,
            separators=None if indent else (",", ":"),
        )
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


class JsonWriter:
    """One object, written piece by piece so that a long run needs no memory."""

    def __init__(self, stream: TextIO, tool: Tool) -> None:
        self.stream = stream
        self.tool = tool
        self.count = 0

    def begin(self) -> None:
        tool = textwrap.indent(self.tool.model_dump_json(indent=2), "  ").lstrip()
        self.stream.write(f'{{\n  "schema": {json.dumps(SCHEMA)},\n  "tool": {tool},\n  "documents": [')

    def add(self, report: Report, omitted: int = 0) -> None:
        # Strings hold no raw newlines in JSON, so indenting line by line changes no value.
        document = textwrap.indent(dumped(report, indent=2), "    ", lambda line: True)
        self.stream.write(("," if self.count else "") + "\n" + document)
        self.count += 1

    def end(self) -> None:
        self.stream.write(("\n  " if self.count else "") + "]\n}\n")
        self.stream.flush()


class JsonLinesWriter:
    """One document object a line, out as soon as it is there."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def begin(self) -> None:
        """A file of lines has no beginning."""

    def add(self, report: Report, omitted: int = 0) -> None:
        self.stream.write(dumped(report) + "\n")
        self.stream.flush()

    def end(self) -> None:
        self.stream.flush()

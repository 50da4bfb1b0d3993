"""DOCX bytes → Document: package, definitions, then the stories in their order."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator

from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.readers.beyond import beyond, unparsed
from reportparse.readers.docx_draft import BlockDraft, Freezer
from reportparse.readers.docx_names import FALLBACK, REVISIONS, TC, Element, R, W
from reportparse.readers.docx_numbering import Counter, Numbering
from reportparse.readers.docx_package import Package, broken
from reportparse.readers.docx_story import Definitions, Story
from reportparse.readers.docx_styles import Styles
from reportparse.readers.tally import settled
from reportparse.readers.tally_docx import pieces_of, text_of

_OBJECTS = (W + "drawing", W + "pict", W + "object")
_SPLIT = Say("请核对文件来源；确属报告的，请拆分后再试。", "Check where it comes from; if it is a report, split it.")
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_docx(data: bytes, source: Source, *, split_lists: bool = False) -> Document:
    """Read a DOCX; `split_lists` as `split` in `Numbering`.

    Raises ReadError: `broken-docx`, `zip-bomb`, `encrypted-docx`, and those of other limits (`part-too-large`,
    `table-too-large`, `too-many-objects`). Faults that cost only a part are Problems.
    """
    try:
        return _Reading(data, source, split_lists).document()
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        # Whatever bytes do to the walk, a batch must go on and the user must get a remedy.
        raise broken(source.path, unparsed(error)) from error


class _Reading:
    """One package being read."""

    def __init__(self, data: bytes, source: Source, split_lists: bool) -> None:
        self._source = source
        self._package = Package.open(data, source.path)
        self._main = self._package.main_part()
        self._relations = self._package.relationships(self._main)
        styles = Styles(self._secondary("styles"))
        numbering = Numbering(self._secondary("numbering"), styles.numbering_of, split=split_lists)
        self._definitions = Definitions(styles, numbering, Tally())
        self._revisions = 0
        self._freezer = Freezer()
        self._stories: list[tuple[str, Element]] = []
        self._cells = self._objects = 0

    def _secondary(self, kind: str) -> Element | None:
        return self._package.optional(self._package.part_of_kind(self._relations, kind))

    def document(self) -> Document:
        root = self._package.root(self._main)
        body = root.find(W + "body")
        if body is None:
            raise broken(self._source.path, Say("正文部件里没有正文", "its main part has no body"))
        self._stories.append((self._main, root))
        self._bounded(root)
        blocks = self._freezer.blocks(self._story(root, body, "body"), self._main)
        notes = [paragraph for kind, item in _NOTES for paragraph in self._notes(kind, item)]
        headers = self._margins(root, "headerReference", "hdr")
        footers = self._margins(root, "footerReference", "ftr")
        document = Document(
            source=self._source,
            blocks=blocks,
            headers=headers,
            footers=footers,
            notes=tuple(notes),
            hidden=tuple(self._freezer.hidden),
            revisions=self._revisions,
            unread={key: count for key, count in sorted(self._definitions.unread.items()) if count},
            problems=(*self._package.problems, *self._freezer.problems),
        )
        return settled(document, text_of(self._stories), lambda _: pieces_of(self._stories))

    def _bounded(self, root: Element) -> None:
        """Counts what makes a walk long. Raises ReadError `table-too-large`, `too-many-objects`."""
        self._cells += sum(1 for _ in root.iter(TC))
        if self._cells > limits().cells:
            what = Say(f"文件的表格共有 {self._cells} 个单元格", f"the tables of the file have {self._cells} cells")
            raise beyond(self._source.path, "table-too-large", what, "cells", _SPLIT)
        self._objects += sum(1 for _ in root.iter(*_OBJECTS))
        if self._objects > limits().objects:
            what = Say(f"文件里有 {self._objects} 个图片和对象", f"the file has {self._objects} pictures and objects")
            raise beyond(self._source.path, "too-many-objects", what, "objects", _SPLIT)

    def _story(self, root: Element, container: Element, path: str) -> list[BlockDraft]:
        self._revisions += _revisions(root)
        numbering = self._definitions.numbering
        return Story(self._definitions, root, Counter(numbering), Counter(numbering)).blocks(container, path)

    def _notes(self, kind: str, item: str) -> Iterator[Paragraph]:
        """The paragraphs of the foot- or endnotes; the separator lines are no notes."""
        part = self._package.part_of_kind(self._relations, kind)
        root = self._package.optional(part)
        if part is None or root is None:
            return
        self._stories.append((part, root))
        self._bounded(root)
        self._revisions += _revisions(root)
        numbering = self._definitions.numbering
        story = Story(self._definitions, root, Counter(numbering), Counter(numbering))
        for position, note in enumerate(root.iterchildren(W + item), 1):
            if note.get(W + "type", "normal") == "normal":
                yield from self._freezer.paragraphs(story.blocks(note, f"{kind}/{item}[{position}]"), part)

    def _margins(self, root: Element, reference: str, path: str) -> tuple[Paragraph, ...]:
        """The paragraphs of the headers or footers that the sections refer to, each part once."""
        found: list[Paragraph] = []
        seen: set[str] = set()
        for element in root.iter(W + reference):
            _, part = self._relations.get(element.get(R + "id", ""), ("", ""))
            if not part or part in seen:
                continue
            seen.add(part)
            margin = self._package.optional(part)
            if margin is not None:
                self._stories.append((part, margin))
                self._bounded(margin)
                found.extend(self._freezer.paragraphs(self._story(margin, margin, path), part))
        return tuple(found)


def _revisions(root: Element) -> int:
    """Tracked insertions, deletions and moves, those repeated in fallback drawings not counted twice."""
    return sum(1 for element in root.iter(*REVISIONS) if not any(True for _ in element.iterancestors(FALLBACK)))

"""The sections and tables that a form prescribes: are they there at all?"""

from __future__ import annotations

from reportparse.checks.context import Context, Results
from reportparse.model.location import Place
from reportparse.ruleset.schema import Part
from reportparse.text.normalise import squash

# Longer ones tell of a table or section; shorter ones are its heading or header.
_CELL_LIMIT, _LINE_LIMIT = 60, 20
_STOPS = "。；，！？"


def check_parts(context: Context) -> Results:
    """Each prescribed part that neither the outline nor any short line of the report shows.

    A table that was not recognised but whose words stand in the report is not missing; that is said where checks were skipped.
    """
    edition = context.edition
    if edition is None or not edition.parts:
        yield context.skip("表式没有规定必有的部分", "the form prescribes no parts")
        return
    headings = [squash(s.heading) for top in context.reading.outline.sections for s in top.walk()]
    headings = [heading for heading in headings if len(heading) <= _LINE_LIMIT]
    kinds = {region.kind for region in context.reading.outline.regions}
    for part in edition.parts:
        if part.table is not None and part.table in kinds:
            continue
        if _told(part, headings) or _told(part, _short_lines(context)):
            if part.table is not None:
                yield context.skip(
                    f"“{part.title}”在报告中提到，但没有识别出表格",
                    f"“{part.title}” is mentioned but its table was not recognised",
                )
            continue
        yield context.finding(
            key=part.title,
            severity=part.severity,
            expected=part.title,
            evidence=[context.quote(context.reading.outline.title_place or Place(0), "context")],
            arguments={"part": part.title, "form": edition.name},
        )


def _short_lines(context: Context) -> list[str]:
    return [
        squash(text)
        for text, place in context.document.lines
        if len(text) <= (_CELL_LIMIT if place.row is not None else _LINE_LIMIT) and text.rstrip()[-1:] not in _STOPS
    ]


def _told(part: Part, lines: list[str]) -> bool:
    return any(squash(word) in line for word in part.words for line in lines)

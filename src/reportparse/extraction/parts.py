"""What the JSON has no room for where a file holds several forms."""

from __future__ import annotations

from reportparse.model.document import Problem
from reportparse.model.findings import Say
from reportparse.model.outline import Outline
from reportparse.text.normalise import squash

# The projects' names are the entities of their facts, their scores are facts.
_ELSEWHERE = frozenset({"project_name", "score"})


def several_forms(outline: Outline) -> tuple[Problem, ...]:
    """A problem that names the fields of later forms whose values are not those of the report; none where all agree."""
    own = {spot.field: squash(spot.text) for spot in outline.fields}
    left: dict[str, str] = {}
    for part in outline.parts:
        for spot in part.fields:
            if spot.field in own and spot.field not in _ELSEWHERE and squash(spot.text) not in ("", own[spot.field]):
                left.setdefault(spot.label, part.project)
    if not left:
        return ()
    said = [f"{label}（{project}）" for label, project in left.items()]
    projects = len(outline.parts)
    return (
        Problem(
            "extract",
            "several-forms",
            Say(
                f"文件中有{projects}张项目自评表，报告字段只取第一张表；以下栏目各表不同，未能列出：{'、'.join(said)}",
                f"the file has {projects} forms of projects and the fields are those of the first; "
                f"these differ in the others and are not listed: {', '.join(said)}",
            ),
            outline.parts[-1].fields[0].label_place,
        ),
    )

"""The Word package around the body: styles, numbering, header and footer, fixed times so that the bytes repeat."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from .spec import ReportSpec
from .wordxml import NS, run

TIME = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
SECOND_NUMBERS = 60
"""numId of the first （一） list; one per first-level heading follows."""
ALL_NUMBERS = 50
_ABSTRACT_ALL, _ABSTRACT_SECOND = 90, 91


def _level(index: int, text: str, form: str, style: str = "") -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{link}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="480"/></w:pPr></w:lvl>'
    )


def _numbering(document: Any, spec: ReportSpec, lists: int) -> None:
    root = document.part.numbering_part.element
    styles = ("Heading1", "Heading2") if spec.layout.styles else ("", "")
    levels = _level(0, "%1、", "chineseCounting", styles[0]) + _level(1, "（%2）", "chineseCounting", styles[1])
    second = _level(0, "（%1）", "chineseCountingThousand")
    first_num = root.find(qn("w:num"))
    for number, body, kind in ((_ABSTRACT_ALL, levels, "multilevel"), (_ABSTRACT_SECOND, second, "singleLevel")):
        made = parse_xml(
            f'<w:abstractNum {NS} w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{body}</w:abstractNum>'
        )
        first_num.addprevious(made)
    root.append(parse_xml(f'<w:num {NS} w:numId="{ALL_NUMBERS}"><w:abstractNumId w:val="{_ABSTRACT_ALL}"/></w:num>'))
    for index in range(lists):
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        root.append(
            parse_xml(
                f'<w:num {NS} w:numId="{SECOND_NUMBERS + index}"><w:abstractNumId w:val="{_ABSTRACT_SECOND}"/>{override}</w:num>'
            )
        )


def _styles(document: Any, spec: ReportSpec) -> None:
    fonts = f'<w:rFonts {NS} w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{spec.layout.font}" w:cs="Times New Roman"/>'
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    for name, size in (("Normal", 24), ("Heading 1", 28), ("Heading 2", 24)):
        element = document.styles[name].element
        properties = element.find(qn("w:rPr"))
        if properties is not None:
            element.remove(properties)
        bold = "<w:b/>" if name == "Heading 1" else ""
        made = parse_xml(f'<w:rPr {NS}>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>')
        made.insert(0, parse_xml(fonts))
        element.append(made)
    plain = document.styles["Normal"].element.get_or_add_pPr()
    plain.append(parse_xml(f'<w:spacing {NS} w:before="0" w:after="0"/>'))
    if spec.layout.styles and spec.layout.automatic == "all":
        for level, name in enumerate(("Heading 1", "Heading 2")):
            link = parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{ALL_NUMBERS}"/></w:numPr>')
            properties = document.styles[name].element.get_or_add_pPr()
            spacing = properties.find(qn("w:spacing"))
            spacing.addprevious(link)


def _furniture(document: Any, spec: ReportSpec) -> None:
    section = document.sections[0]
    if spec.layout.page_head:
        paragraph = section.header.paragraphs[0]
        paragraph.text = f"{spec.region}财政局    {spec.year}年度部门整体支出绩效自评"
        paragraph.alignment = 1
    if spec.layout.page_numbers:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = 1
        field = '<w:fldSimple {ns} w:instr=" PAGE ">{run}</w:fldSimple>'.format(ns=NS, run=run("1"))
        for piece in (
            run("第 ").replace("<w:r>", f"<w:r {NS}>", 1),
            field,
            run(" 页").replace("<w:r>", f"<w:r {NS}>", 1),
        ):
            paragraph._p.append(parse_xml(piece))


def package(spec: ReportSpec, body: str, lists: int) -> bytes:
    """The bytes of a .docx with this body (XML of paragraphs and tables). `lists` is how many （一） lists it numbers."""
    document: Any = docx.Document()
    _styles(document, spec)
    _numbering(document, spec, lists)
    _furniture(document, spec)
    for relation in [rel for rel in document.part.package.rels.values() if rel.reltype.endswith("/thumbnail")]:
        del document.part.package.rels[relation.rId]
    properties = document.core_properties
    properties.author = properties.last_modified_by = f"{spec.region}财政局"
    properties.title = f"{spec.year}年度部门整体支出绩效自评报告"
    properties.comments = ""
    properties.created = properties.modified = TIME
    page = document.sections[0]
    page.page_width, page.page_height = docx.shared.Cm(21), docx.shared.Cm(29.7)
    page.left_margin = page.right_margin = docx.shared.Cm(2.5)
    page.top_margin = page.bottom_margin = docx.shared.Cm(2.5)
    root = document.element.body
    last = root[-1]
    for element in parse_xml(f"<w:body {NS}>{body}</w:body>"):
        last.addprevious(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repeatable(buffer.getvalue())


def _repeatable(data: bytes) -> bytes:
    """The same zip with fixed times, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()

"""Texts that a report may hold and that must not be taken for more than text."""

from __future__ import annotations

from reportparse.model.report import EvidenceInfo, FactInfo, Report
from sample_reports import finding, location, report

FORMULAS = ("=cmd|' /C calc'!A0", '=HYPERLINK("http://x.invalid","看")', "+1+1", "-2+3", "@SUM(A1)", "{=1+1}", "＝1+1")
MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "]]></t><f>1+1</f>",
    "<r><t>1</t></r>",
    "&lt;b&gt; &amp;",
    "_x0041_",
    "mailto:a@b.c http://x.invalid/ internal:Sheet1!A1",
)
BROKEN = ("一\x00二\x0b\x1b[2J三", "\ud800半个字符", "前\u202e后", "\ufffe\uffff", "\r\n换行\r")
LONG = "支出" * 20_000 + "尾"
ALL = (*FORMULAS, *MARKUP, *BROKEN, LONG)


def hostile_report(text: str) -> Report:
    """A report with this text in every place a report can fill."""
    where = location(text, 1, row=0, column=0)
    one = finding(
        code=text[:200],
        name=text,
        message=text,
        stated=text,
        expected=text,
        difference=text,
        diagnosis=text,
        suggestion=text,
        basis=text,
        fingerprint=text[:200],
        evidence=[EvidenceInfo(quote=text, location=where, role="stated")] * 2,
    )
    fact = FactInfo(
        id="f", concept="balance", label=text, value="1", unit=text, entity=text, period=text, text=text, location=where
    )
    return report(
        text[:200],
        (one,),
        facts=[fact],
        edition=text,
        report={"department": text, "fiscal_year": 2020, "title": text},
    )

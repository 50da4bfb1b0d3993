"""Reports made by hand, for writers and commands."""

from __future__ import annotations

from typing import Any

from reportparse.model.report import (
    ClaimInfo,
    Coverage,
    EvidenceInfo,
    FactInfo,
    FindingInfo,
    GoalInfo,
    IndicatorInfo,
    Location,
    ProblemInfo,
    Report,
    SectionInfo,
    SignatureInfo,
    SkippedInfo,
    SourceInfo,
)


def location(say: str, block: int = 0, **more: Any) -> Location:
    return Location(say=say, block=block, **more)


def finding(code: str = "C201", severity: Any = "error", block: int = 3, **more: Any) -> FindingInfo:
    evidence = [
        EvidenceInfo(quote="2020年基本支出153.7万元", location=location(f"第{block}段", block), role="stated"),
        EvidenceInfo(quote="153.7", location=location("支出表 局机关 项目支出", 1, row=2, column=5), role="expected"),
    ]
    return FindingInfo(
        **{
            "code": code,
            "name": "mislabelled-amount",
            "severity": severity,
            "message": "“基本支出”153.7万元是项目支出的数。",
            "stated": "153.7",
            "expected": "115",
            "difference": "38.7",
            "evidence": evidence,
            "fingerprint": f"{code}-{block}",
            **more,
        }
    )


def report(path: str = "a.docx", findings: tuple[FindingInfo, ...] = (), **more: Any) -> Report:
    facts = [
        FactInfo(
            id=f"f{index}", concept=concept, label=label, value=value, unit="万元", entity="局机关", period="2020", text=value,
            location=location(f"支出表 局机关 {label}", 1, row=2, column=index),
        )
        for index, (concept, label, value) in enumerate(
            [("expenditure.basic", "基本支出", "115"), ("expenditure.project", "项目支出", "153.70")]
        )
    ]  # fmt: skip
    claim = ClaimInfo(
        id="c1", label="基本支出", concept="expenditure.basic", value="153.7", unit="万元", period="2020", qualifier=None,
        sentence="2020年基本支出153.7万元。", section=["二、收支", "（二）专项支出"], status="mislabelled", facts=["f1"],
        location=location("第3段", 3),
    )  # fmt: skip
    fields = {
        "department": "县委巡察办",
        "fiscal_year": 2020,
        "budget_code": None,
        "goals": [GoalInfo(expected="完成巡察", actual=None)],
        "indicators": [IndicatorInfo(category="产出", dimension="数量", name="巡察单位", target="36个", actual="36个")],
        "signatures": [SignatureInfo(role="填报人", signed=False, date=None)],
    }
    child = SectionInfo(
        number="（一）", title="基本支出", level=2, text="略", children=[], location=location("第2段", 2)
    )
    return Report(
        **{
            "source": SourceInfo(path=path, sha256="0" * 64, format="docx"),
            "status": "complete",
            "problems": [],
            "edition": "county",
            "report": fields,
            "facts": facts,
            "claims": [claim],
            "findings": list(findings),
            "sections": [
                SectionInfo(number="一、", title="概况", level=1, text="", children=[child], location=location("第1段", 1))
            ],
            "coverage": Coverage(
                figures_found=23, facts=2, claims=1, claims_resolved=1, checks_run=18,
                checks_skipped=[SkippedInfo(code="A105", why="没有得分栏")], unread={"pictures": 2, "equations": 0},
            ),
            **more,
        }
    )  # fmt: skip


def failed(path: str = "b.pdf") -> Report:
    problem = ProblemInfo(stage="read", code="encrypted-pdf", message="文件有密码，请解除后再试。")
    return report(path, status="failed", problems=[problem], report={}, facts=[], claims=[], sections=[], edition=None)

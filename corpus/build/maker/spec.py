"""What a report is to be like: its department, year, figures, wording and layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .amounts import MoneyPlan, MoneyStyle


@dataclass(frozen=True)
class Wording:
    """The words of headers and rows. Each default is that of the printed form."""

    fiscal: str = "公共财政拨款"
    government_fund: str = "政府基金拨款"
    personnel: str = "人员支出"
    public: str = "公用支出"
    project: str = "项目支出"
    balance: str = "结余"
    vehicle_operation: str = "公务用车运维费"
    abroad: str = "因公出国费"
    name_header: str = "机构名称"
    summary: str = "局机关及二级机构汇总"
    headquarters: str = "局机关"
    text_personnel: str = "人员支出"
    text_public: str = "公用支出"
    text_project: str = "项目支出"
    text_balance: str = "年末结余"


@dataclass(frozen=True)
class Layout:
    """How the report is laid out.

    `form`: `giant` is one table for the whole form on an uneven grid, `separate` a table for each part with headings
    between them, `small` the same on plain grids. `narrative_inside` puts the text part into the last row of the giant table.
    `brackets` half makes （） of headings and labels half-width. `ordinals`: `1、`, `（1）` or none.
    `automatic`: which heading numbers Word makes (`none`, `second`, `all`); `styles` uses Word's heading styles.
    `cell_size` is the font size in table cells in half points; `tight` narrows the cells' margins; `bare_tables` leaves the last two money tables without a caption.
    `captions`: where the unit stands: in the caption (`caption`), in its own line or row (`line`), in the header cells (`header`).
    """

    form: Literal["giant", "separate", "small"] = "giant"
    narrative_inside: bool = False
    brackets: Literal["full", "half"] = "full"
    ordinals: Literal["1、", "（1）", ""] = "1、"
    summary_first: bool = True
    automatic: Literal["none", "second", "all"] = "none"
    styles: bool = False
    captions: Literal["caption", "line", "header"] = "caption"
    cover: Literal["colon", "spaces", "mixed", "tab", "table"] = "colon"
    date_style: Literal["cn", "iso", "dot", "han"] = "cn"
    zeros: Literal["zero", "blank", "dash", "mixed"] = "mixed"
    flat_headers: bool = False
    income_order: tuple[int, ...] = (0, 1, 2, 3, 4)
    project_first: bool = False
    balance_first: bool = False
    table_order: tuple[int, ...] = (0, 1, 2, 3)
    weights: bool = False
    reasons: bool = False
    indicator_heads: Literal["form", "levels"] = "form"
    font: str = "仿宋"
    page_head: bool = False
    page_numbers: bool = True
    repeat_headers: bool = False
    indent: bool = True
    cell_size: int = 18
    bare_tables: bool = False
    tight: bool = False


@dataclass(frozen=True)
class ReportSpec:
    """A whole report. `seed` drives the invented counts and figures; `units` counts the theme's subordinate units shown.

    `voice` 0 to 2 chooses the sentence forms of the money passages; `text_style` how amounts are written in the text.
    `title` are the lines of the title, where they are not the usual ones.
    """

    name: str
    theme: str
    region: str
    year: int = 2022
    seed: int = 1
    units: int = 0
    voice: int = 0
    code: str = "108001"
    score: str = "95"
    phone: str = "5550123"
    staffing_words: str = ""
    money: MoneyPlan = field(default_factory=MoneyPlan)
    style: MoneyStyle = field(default_factory=MoneyStyle)
    text_style: MoneyStyle = field(default_factory=MoneyStyle)
    wording: Wording = field(default_factory=Wording)
    layout: Layout = field(default_factory=Layout)
    unit_sentence: bool = False
    faults: tuple[str, ...] = ()
    title: tuple[str, ...] = ()

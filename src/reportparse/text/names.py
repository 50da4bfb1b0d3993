"""Names of bodies and their abbreviations."""

from __future__ import annotations

import re

OWN_BODY = "[我本](?:局|委|办|院|馆|校|站|所|厅|会|部|镇|乡|街道|单位|部门|中心|机关)"
"""How a report calls the body that makes it, as a pattern."""

AREA = re.compile(
    r"^(?:中共|中国共产党|共青团)?(?:(?:[\u4e00-\u9fff]{1,9}?[省市州盟](?!城市|场)){1,2}[\u4e00-\u9fff]{1,7}?[市县区旗](?!场)"
    r"|(?!城市|社区|园区|景区)[\u4e00-\u9fff]{0,7}?[市县区旗](?!场))(?=[\u4e00-\u9fff]{2})"
)
"""The area that a body's name begins with. The 市 of 市场 and of 城市 ends no area: 临江市|市场监督管理局."""


def is_short_for(name: str, full: str) -> bool:
    """Whether a name is an abbreviation: its letters stand in the full name in this order (巡察办 of …巡察…办公室)."""
    letters = iter(full)
    return len(name) >= 2 and all(letter in letters for letter in name)

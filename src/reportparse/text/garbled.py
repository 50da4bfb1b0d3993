"""Characters that are no part of a text: replacement marks, private use, mojibake, stray rare characters.

Precision first: names with rare characters, headings and symbol-font bullets are left alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportparse.text.normalise import fold

# Word stores symbol-font bullets at U+F020 to U+F0FF; U+E5E5 is a blank of Founder's typesetting.
_CERTAIN = re.compile(
    "(?P<replacement>\ufffd+)"
    "|(?P<private>(?:[\ue000-\ue5e4\ue5e6-\uf01f\uf100-\uf8ff\U000f0000-\U0010fffd])+)"
    r"|(?P<cid>(?:\(cid:[0-9]+\)\s?)+)"
    "|(?P<mojibake>(?:锟斤拷)+锟?斤?|烫烫烫+|屯屯屯+|锘匡豢"
    # UTF-8 read as Windows-1252, then GB 2312 read as Latin-1.
    "|(?:[Â-ô][\x80-¿‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ€]{1,3}){2,}|(?:[¡-ÿ]*[À-ÿ]){4}[¡-ÿ]*"
    # Letters and signs of Latin-1 in the middle of Chinese.
    "|(?<=[\u4e00-\u9fff])(?=[¡-ÿ]*[À-ÖØ-öø-ÿ])[¡-ÿ]{2,}|(?=[¡-ÿ]*[À-ÖØ-öø-ÿ])[¡-ÿ]{2,}(?=[\u4e00-\u9fff]))"
    "|(?P<control>[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]+)"
)
_SUSPECT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-ÿ\ue000-\uf8ff\ufffd锟烫屯锘\U000f0000-\U0010fffd]|cid:")
_MISREAD_MARK = re.compile("[銆锛鐨缁璐鍙鏄鏈鏀鍦鍜]")
_WIDE_RUN = re.compile(r"[^\x00-\x7f\s]{4,}")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_ALL_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{1,8}")
_LAST_STOP = re.compile(r"[。！？][”’」』）)]*(?=[^。！？]*$)")
_ORGANISATION = re.compile("[局办委院所站馆部室会组队校社厂处科股省市区县乡镇村街道公司中心签字盖章附件]$")
_COMMON = re.compile("[的了是在和有为不与及等对将已把被由向其这该并或我各年月日]")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘"
    "厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂"
    "濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩厍"
    "聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查荆红游竺权逯盖益桓公覃涂佘肖代付闫阳欧向易晏粟补黎单佟付冼岳帅缑亢况后有琴"
)


@lru_cache(maxsize=16384)
def _level(character: str) -> int:
    """1 for the 3755 common characters of GB 2312, 2 for its others, 0 for characters outside it."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0
    return 1 if lead <= 0xD7 else 2


@lru_cache(maxsize=16384)
def _chinese_level(character: str) -> int | None:
    """The `_level` of a Chinese character in its canonical width, None for any other character."""
    plain = fold(character)
    return _level(plain) if _HAN.match(plain) else None


def is_traditional(text: str) -> bool:
    """Whether so many characters lie outside GB 2312 (above 2 %) that the text is no simplified Chinese."""
    rare = sum(text.count(character) for character in suspects(text) if _chinese_level(character) == 0)
    # Most reports have no such character: nothing else is to be counted then.
    if not rare:
        return False
    han = sum(text.count(character) for character in set(text) if _chinese_level(character) is not None)
    return han >= 20 and rare > 0.02 * han


@lru_cache(maxsize=16384)
def _is_suspect(character: str) -> bool:
    if _SUSPECT.match(character) or _MISREAD_MARK.match(character):
        return True
    return _chinese_level(character) in (0, 2)


@cache
def _uncommon() -> re.Pattern[str]:
    """Any character but the 3755 common ones and the letters, digits and marks beside them: a set that holds all suspects."""
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    common = b"".join(pairs).decode("gb2312", "ignore")
    common = _MISREAD_MARK.sub("", _SUSPECT.sub("", common))
    return re.compile(f"[^\t\n\r -~\u2000-\u2bff\u3000-\u33ff\uff00-\uffef{common}]")


def suspects(text: str) -> frozenset[str]:
    """The characters of a text that could be part of garbled text: a paragraph with none of them, and no `cid:`, has none."""
    return frozenset(filter(_is_suspect, _uncommon().findall(text)))


def _misread(run: str) -> bool:
    """Whether a run is UTF-8 that was read as GBK: turned back, it becomes mostly Chinese."""
    try:
        back = run.encode("gb18030").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return False
    return len(_HAN.findall(back)) >= 2 and back.count("\ufffd") * 3 <= len(back)


def _name(text: str, start: int, end: int) -> bool:
    """Whether rare characters are (the given part of) a personal name: 张喆堃."""
    if text[start] in _SURNAMES and end - start <= 3:
        return True
    return end - start <= 2 and start > 0 and text[start - 1] in _SURNAMES


def _residue(text: str) -> tuple[int, int] | None:
    """What is left behind the last sentence of a paragraph, if it cannot be language."""
    end = len(text.rstrip())
    low = max(0, end - 20)
    # Most paragraphs end in common characters only.
    if not any(_is_suspect(character) for character in text[max(low, end - 8) : end]):
        return None
    stop = _LAST_STOP.search(text, low, end)
    if stop is None:
        return None
    start = stop.end()
    while start < end and text[start].isspace():
        start += 1
    left = text[start:end]
    if not _ALL_HAN.fullmatch(left):
        return None
    rare = sum(_level(c) != 1 for c in left)
    # One uncommon character in a longer remainder may be an unfinished sentence.
    if rare == 0 or rare * 4 < len(left):
        return None
    if (2 <= len(left) <= 3 and left[0] in _SURNAMES) or (len(left) == 4 and left[:2] in _DOUBLE_SURNAMES):
        return None
    if _ORGANISATION.search(left) or _COMMON.search(left):
        return None
    return start, end


_DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "端木",
        "长孙",
        "宇文",
        "司徒",
        "申屠",
    ]
)


def find_garbled(text: str, traditional: bool = False) -> list[tuple[int, int, str]]:
    """Spans of a paragraph that are no part of its text, each with a reason.

    Reasons: `replacement`, `private`, `cid`, `control`, `mojibake`; `residue` for stray characters after the last
    sentence; `cluster` for two or more adjacent characters outside GB 2312. `traditional` tells that the document
    is written in traditional characters (see `is_traditional`), which switches the last two off.
    """
    found: list[tuple[int, int, str]] = []
    if _SUSPECT.search(text) is not None:
        found += [(*match.span(), match.lastgroup or "") for match in _CERTAIN.finditer(text)]
    if _MISREAD_MARK.search(text) is not None:
        for run in _WIDE_RUN.finditer(text):
            if _MISREAD_MARK.search(run[0]) and _misread(run[0]):
                found.append((*run.span(), "mojibake"))
    if not traditional:
        residue = _residue(text)
        if residue is not None:
            found.append((*residue, "residue"))
        found += [(start, end, "cluster") for start, end in _clusters(text)]
    if not found:
        return found
    found.sort()
    kept: list[tuple[int, int, str]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _clusters(text: str) -> list[tuple[int, int]]:
    rare = {c for c in set(text) if c > "\u33ff" and _level(c) == 0 and _HAN.match(c)}
    if not rare:
        return []
    found: list[tuple[int, int]] = []
    start = -1
    for at, character in enumerate(text + " "):
        if character in rare:
            start = at if start < 0 else start
        elif start >= 0:
            if at - start >= 2 and not _name(text, start, at):
                found.append((start, at))
            start = -1
    return found

"""Whole numbers as they are written: 59, 五十九, 一百零三, 二〇二四, 两万, 贰拾叁."""

import re

HAN = "一二三四五六七八九十"
"""What the numerals of headings and days are made of, for patterns."""
NUMERAL = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,5})"
"""A pattern for the number before a measure: 10天, 两周."""
SPELLINGS = str.maketrans(
    "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸０１２３４５６７８９兩拾佰仟萬億",
    "0001234567891234567892360123456789两十百千万亿",
)
SCORES = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})
RE_LATIN_ZERO = re.compile(r"(?<=[零〇○一二三四五六七八九])[oO]{1,3}")
RE_DIGITS = re.compile(r"[0-9]{1,40}")
RE_ABOUT = re.compile(r"一二|二三|三四|三五|四五|五六|六七|七八|八九")
"""三五天 and 七八项 are three to five and seven or eight."""
RE_LARGE = re.compile(
    r"(?:(?P<hundred_millions>[^亿]+)亿)?(?:(?P<myriads>[^亿万]+)万)?(?P<rest>[^亿万]*)"
)
RE_COUNTED = re.compile(
    r"(?:(?P<thousands>[1-9两])千)?(?:0?(?P<hundreds>[1-9两]?)(?P<hundred>百))?"
    r"(?:0?(?P<tens>[1-9]?)(?P<ten>十))?(?:(?P<zero>0?)(?P<ones>[1-9]))?"
)


def chinese_number(words: str) -> int | None:
    """Read a whole number; None where the words are none, or leave open which."""
    spelled = RE_LATIN_ZERO.sub(lambda m: "零" * len(m[0]), words)
    plain = spelled.translate(SCORES).translate(SPELLINGS)
    if RE_ABOUT.fullmatch(words):
        return None
    if RE_DIGITS.fullmatch(plain):
        return int(plain)
    found = RE_LARGE.fullmatch(plain) if plain else None
    return _large(found) if found else None


def _large(found: re.Match[str]) -> int | None:
    """Put 亿, 万 and what is below together; 两万五 is 25000."""
    total = 0
    for name, size in (("hundred_millions", 10**8), ("myriads", 10**4)):
        if found[name] is not None:
            many = _counted(found[name])
            if many is None:
                return None
            total += many * size
    rest = found["rest"]
    if not rest:
        return total
    if total and len(rest) == 1 and rest.isdigit():
        return total + int(rest) * (1000 if found["myriads"] else 10**7)
    below = _counted(rest)
    return None if below is None else total + below


def _counted(words: str) -> int | None:
    """Read a number below ten thousand: 12, 一百零三, 三千二."""
    if RE_DIGITS.fullmatch(words):
        return int(words)
    if words == "两":
        return 2
    found = RE_COUNTED.fullmatch(words)
    if found is None:
        return None
    thousands, ones = _digit(found["thousands"] or "0"), _digit(found["ones"] or "0")
    hundreds = _digit(found["hundreds"] or "1") if found["hundred"] else 0
    tens = _digit(found["tens"] or "1") if found["ten"] else 0
    if not (found["zero"] or tens):
        # 一百五 is 150, 三千二 is 3200
        ones *= 10 if hundreds else 100 if thousands else 1
    return 1000 * thousands + 100 * hundreds + 10 * tens + ones


def _digit(words: str) -> int:
    return int(words.replace("两", "2"))

"""What may stand behind any month, 6月 and 本月 alike: 15日, 10日至20日, 中旬, 底."""

import re
from datetime import date

from knowledge.numerals import chinese_number
from knowledge.periods import Period, last_of_month

DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?"
    r"|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
JOINT = r"[-—–~～至到]{1,2}"
NO_MONTH = "[牙均度报亮嫂季饼老影坛色光球刊花]"
"""What makes another word of 月."""
OF_MONTH = rf"""
    (?:(?:(?P<from_day>{DAY})[日号]?\s*{JOINT}\s*(?={DAY}[日号]))?
        (?P<day>{DAY})(?:[日号](?!线|楼|院|门)|(?=[之以]?前))
      |(?P<ten>上旬|中旬|下旬|初)|(?P<month_end>月?[底末]))?
"""
BEFORE = "[之以]?前(?![期后提述往列端沿景置瞻身言几])"
TENS = {"上旬": (1, 10), "中旬": (11, 20), "初": (1, 10), "下旬": (21, 31)}


def month_days(found: re.Match[str], year: int, month: int) -> Period:
    """Give the first and last day of the part of a month that was found, or of all of it."""
    last = last_of_month(year, month)
    if found["day"]:
        end = min(chinese_number(found["day"]) or 1, last.day)
        begin = chinese_number(found["from_day"] or "") or end
        return date(year, month, min(begin, end)), date(year, month, end)
    if found["month_end"]:
        return last, last
    begin, end = TENS.get(found["ten"] or "", (1, last.day))
    return date(year, month, begin), date(year, month, min(end, last.day))

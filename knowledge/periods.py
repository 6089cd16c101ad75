"""Days that words in a text name, and the calendar that they are counted in."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.numerals import HAN, chinese_number

COUNT = rf"(?:\d{{1,4}}|[两{HAN[:-1]}]?十[{HAN[:-1]}]?|[两{HAN[:-1]}]|半)"
UNIT = "(?:天|日|周|个?星期|个?礼拜|个?月)"
LENGTH = f"(?:{COUNT}{UNIT})"
"""Patterns for a length of time, as it is said in an instruction: 三天, 两周, 半个月."""
RE_LENGTH = re.compile(f"(?P<number>{COUNT})(?P<unit>{UNIT})")
LENGTHS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
"""Days of a unit of time where no day is known to count it from."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What words come to that only mean something today: 下周, 已过期."""

    written: str
    """The same in words that need no today: 2023年10月30日至2023年11月5日."""
    told: str
    """The same for a reader: 2023年10月30日至11月5日."""
    beside: tuple[str, ...] = ()
    """What the words say beside a day: 过期 says 到期, 离到期最近 says 最早 and 到期."""
    is_sure: bool = True
    """False for words that may be no day (周末, 三天后) where nothing says that one is due."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Words in a text that name a day or a period."""

    start: int
    end: int
    words: str
    first: date
    last: date
    """The last day that still counts."""
    before: bool
    """Said as a limit (6月底前): everything up to `last` is meant."""
    after: bool = False
    """Said of what is later (下周以后): everything after `last` is meant."""
    meant: Meant | None = None
    """None where the words need no today."""


Period = tuple[date, date]
"""The first day and the last."""


def quarters(year: int, first: int, last: int) -> Period:
    return date(year, 3 * first - 2, 1), last_of_month(year, 3 * last)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def month_of(day: date) -> Period:
    return day.replace(day=1), last_of_month(day.year, day.month)


def week_of(day: date) -> Period:
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def add_months(day: date, months: int) -> date:
    """Move by months; the 31st becomes the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def days_long(number: str, unit: str) -> int:
    """Count the days of 三天, 两周 or 半个月, given as number and unit."""
    length = LENGTHS[unit.removeprefix("个")]
    return length // 2 if number == "半" else (chinese_number(number) or 0) * length


def lengths_in(text: str) -> list[int]:
    """Give every length of time that is said, in days."""
    return [days_long(m["number"], m["unit"]) for m in RE_LENGTH.finditer(text)]


def moved(day: date, number: str, unit: str, sign: int = 1) -> date:
    """Count so long from a day; months and years by the calendar, but for 半个月."""
    bare = unit.removeprefix("个")
    months = {"月": 1, "年": 12}.get(bare, 0)
    if not months or (bare, number) == ("月", "半"):
        return day + timedelta(sign * days_long(number, unit))
    many = months // 2 if number == "半" else (chinese_number(number) or 0) * months
    return add_months(day, sign * many)

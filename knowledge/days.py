"""The grammar of days in official Chinese: 6月底前, 明年一季度, 国庆节前 -> first and last day."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.numerals import chinese_number

MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?"
    r"|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
JOINT = r"[-—–~～至到]{1,2}"
RE_JOINT = re.compile(rf"\s*{JOINT}\s*")
RE_DAYS = re.compile(
    rf"""
    (?:
      (?<![\d.])(?P<iso>20\d\d[-/.](?:1[0-2]|0?[1-9])(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?)(?![\d%万亿])
    | (?:(?P<end_year>(?<!\d)20\d\d)|(?P<end_rel>今|本|当|明|来|次|后|去|上)
        |(?<![\d一二三四五六七八九十百两几近多全半每往年学财少青成老中童幼今本当明来次后去上\s]))
      \s*年(?:年|度)?(?P<year_end>底|末|内(?![部涝控容涵外需生销河])|终(?=之?前))
    | (?:
        (?P<year>(?<!\d)(?:20)?[23]\d)\s*年度?\s*的?
      | (?P<han_year>二[〇零○0][二三][〇零○0一二三四五六七八九])年
      | (?P<rel>今|本|当|明|来|次|后|去|上)年度?的?
      )?\s*
      (?:
        (?<![\d.一二三四五六七八九十每])(?:(?P<from_month>{MONTH})月?份?\s*[-—–~～至到]\s*)?
        (?P<month>{MONTH})\s*月(?![牙均度报亮嫂季饼老影坛色光球刊花])份?
        (?:(?:(?P<from_day>{DAY})[日号]?\s*{JOINT}\s*(?={DAY}[日号]))?
            (?P<day>{DAY})(?:[日号](?!线|楼|院|门)|(?=[之以]?前))
          |(?P<ten>上旬|中旬|下旬|初)|(?P<month_end>月?[底末]))?
      | (?<![\d.每])(?:(?P<first_quarters>前)(?=[二三两]))?第?
        (?:(?P<from_quarter>[一二三1-3])[-—~、至到])?(?P<quarter>[一二三四两1-4])季度(?P<quarter_end>[底末])?
      | (?<![A-Za-z\d])[Qq](?P<q>[1-4])(?![A-Za-z\d])
      | (?P<half>[上下])半年(?P<half_end>[底末])?
      | (?P<feast>元旦|春节|五一|国庆|十一)(?:劳动)?节?(?:假期|长假)?(?=[之以]?前)
      )
    )
    (?P<before>\s*[之以]?前(?![期后提述往列端沿景置瞻身言几]))?
    """,
    re.VERBOSE,
)
RE_UNTIL = re.compile(r"(?:截至|截止到?|最迟于?|不[晚迟]于|到)\s*$")
YEARS_FROM_NOW = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1, "后": 2, "去": -1, "上": -1}
FEASTS = {"元旦": (13, 1), "五一": (5, 1), "国庆": (10, 1), "十一": (10, 1)}
"""Month and day; 元旦前 in a plan for a year means the end of that year."""
SPRING_FESTIVAL_DAYS = """
2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06
2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
"""
SPRING_FESTIVALS = {day.year: day for day in map(date.fromisoformat, SPRING_FESTIVAL_DAYS.split())}


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


def find_days(text: str, year: int, issued: date | None = None) -> tuple[DaySpan, ...]:
    """Find every day and period named; `year` is the document's, 明年 counts from `issued`.

    Two of them with 至 between are one period.
    """
    spans: list[DaySpan] = []
    for found in RE_DAYS.finditer(text):
        for span in spans_of(found, year, issued):
            begin = spans[-1] if spans and not spans[-1].before else None
            if begin and RE_JOINT.fullmatch(text, begin.end, span.start):
                spans[-1] = from_to(begin, span, text)
            else:
                spans.append(span)
    return tuple(spans)


def from_to(begin: DaySpan, end: DaySpan, text: str) -> DaySpan:
    """Give the period between; an end before its beginning is one of the next year."""
    last = end.last
    if last < begin.first:
        same_month = last_of_month(last.year + 1, last.month)
        last = same_month.replace(day=min(last.day, same_month.day))
    words = text[begin.start : end.end]
    return DaySpan(begin.start, end.end, words, begin.first, last, before=False)


def spans_of(found: re.Match[str], year: int, issued: date | None) -> Iterator[DaySpan]:
    meant = year_of(found, year, issued)
    period = festival(found, meant) if found["feast"] else period_of(found, meant)
    if period is None:
        return
    first, last = period
    before = bool(found["before"]) or bool(found["feast"])
    if found["before"] and not (found["feast"] or ends_by_itself(found)) and first.month > 1:
        last = first - timedelta(days=1)
    if before or RE_UNTIL.search(found.string, max(0, found.start() - 4), found.start()):
        before, first = True, date(last.year, 1, 1)
    start = found.end() - len(found[0].lstrip())
    yield DaySpan(start, found.end(), found[0].strip(), first, last, before)


def year_of(found: re.Match[str], year: int, issued: date | None) -> int:
    """今年 is the document's own year; 明年 is the year after that of its date."""
    if digits := found["year"] or found["end_year"]:
        return int(digits) % 100 + 2000
    if found["han_year"]:
        return number(found["han_year"])
    shift = YEARS_FROM_NOW.get(found["rel"] or found["end_rel"] or "今", 0)
    base = issued.year if issued and shift > 0 else year
    return min(9998, max(1, base + shift))


def ends_by_itself(found: re.Match[str]) -> bool:
    """12月31日前 and 6月底前 include the day named; 6月前 ends before June begins."""
    ends = ("iso", "year_end", "day", "month_end", "quarter_end", "half", "ten")
    return any(found[name] for name in ends)


def period_of(found: re.Match[str], year: int) -> tuple[date, date] | None:
    if found["iso"]:
        return iso_period(found["iso"])
    if found["year_end"]:
        first = date(year, 1, 1) if found["year_end"] == "内" else date(year, 12, 31)
        return first, date(year, 12, 31)
    if found["month"]:
        return month_period(found, year)
    if found["half"]:
        return quarters(year, 1, 2) if found["half"] == "上" else quarters(year, 3, 4)
    quarter = number(found["quarter"] or found["q"])
    first_quarter = 1 if found["first_quarters"] else number(found["from_quarter"] or str(quarter))
    if found["quarter_end"]:
        return (quarters(year, quarter, quarter)[1],) * 2
    return quarters(year, min(first_quarter, quarter), quarter)


def month_period(found: re.Match[str], year: int) -> tuple[date, date]:
    month = number(found["month"])
    last = last_of_month(year, month)
    if found["from_month"]:
        begin = number(found["from_month"])
        return date(year - (begin > month), begin, 1), last
    if found["day"]:
        day = date(year, month, min(number(found["day"]), last.day))
        begin = number(found["from_day"] or found["day"])
        return day.replace(day=min(begin, day.day)), day
    if found["month_end"]:
        return last, last
    begin, end = {"上旬": (1, 10), "中旬": (11, 20), "初": (1, 10), "下旬": (21, last.day)}.get(
        found["ten"] or "", (1, last.day)
    )
    return date(year, month, begin), date(year, month, end)


def iso_period(words: str) -> tuple[date, date]:
    year, month, *days = map(int, re.split(r"[-/.]", words))
    last = last_of_month(year, month)
    if not days:
        return date(year, month, 1), last
    day = date(year, month, min(days[0], last.day))
    return day, day


def festival(found: re.Match[str], year: int) -> tuple[date, date] | None:
    """The day before the feast; 春节 only where the table knows it."""
    if found["feast"] == "春节":
        day = SPRING_FESTIVALS.get(year)
    else:
        month, of_month = FEASTS[found["feast"]]
        day = date(year + (month > 12), (month - 1) % 12 + 1, of_month)
    return None if day is None else (day - timedelta(days=1),) * 2


def quarters(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, 3 * first - 2, 1), last_of_month(year, 3 * last)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def number(words: str) -> int:
    return chinese_number(words) or 0

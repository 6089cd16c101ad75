"""The grammar of days in official Chinese: 6月底前, 明年一季度, 下周 -> first and last day."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter

from knowledge.month_days import BEFORE, JOINT, NO_MONTH, OF_MONTH, month_days
from knowledge.numerals import chinese_number
from knowledge.periods import DaySpan, Meant, Period, last_of_month, quarters
from knowledge.relative_days import find_relative_days

MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
RE_JOINT = re.compile(rf"\s*{JOINT}\s*")
RE_DAYS = re.compile(
    rf"""
    (?:
      (?<![\d.])(?P<iso>20\d\d[-/.](?:1[0-2]|0?[1-9])(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?)(?![\d%万亿])
    | (?:(?P<end_year>(?<!\d)20\d\d)|(?P<end_rel>今|本|当|明|来|次|后|去|上)
        |(?<=其中)|(?<![\d一二三四五六七八九十百两几近多全半每往年学财少青成老中童幼今本当明来次后去上\s]))
      \s*年(?:年|度)?(?P<year_end>底|末|内(?![部涝控容涵外需生销河])|终(?=之?前))
    | (?:(?:
        (?P<year>(?<!\d)(?:20)?[23]\d)\s*年度?(?:\s*的)?
      | (?P<han_year>二[〇零○0][二三][〇零○0一二三四五六七八九])年
      | (?P<rel>今|本|当|明|来|次|后|去|上)年度?的?
      )\s*|(?<!\s)\s+|)
      (?:
        (?<![\d.一二三四五六七八九十每])(?:(?P<from_month>{MONTH})月?份?\s*[-—–~～至到]\s*)?
        (?P<month>{MONTH})\s*月(?!{NO_MONTH})份?
        {OF_MONTH}
      | (?<![\d.每])(?:(?P<first_quarters>前)(?=[二三两]))?第?
        (?:(?P<from_quarter>[一二三1-3])[-—~、至到])?(?P<quarter>[一二三四两1-4])季度(?P<quarter_end>[底末])?
      | (?<![A-Za-z\d])[Qq](?P<q>[1-4])(?![A-Za-z\d])
      | (?P<half>[上下])半年(?P<half_end>[底末])?
      | (?P<feast>元旦|春节|五一|国庆|十一)(?:劳动)?节?(?:假期|长假)?(?=[之以]?前)
      )
    )
    (?P<before>\s*{BEFORE})?
    """,
    re.VERBOSE,
)
RE_BESIDE = re.compile(r"[\s(（即是:：]{0,3}")
RE_ISO_SIGN = re.compile(r"[-/.]")
RE_UNTIL = re.compile(r"(?:截至|截止到?|最迟于?|不[晚迟]于|到)\s*$")
YEARS_FROM_NOW = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1, "后": 2, "去": -1, "上": -1}
FEASTS = {"元旦": (13, 1), "五一": (5, 1), "国庆": (10, 1), "十一": (10, 1)}
"""Month and day; 元旦前 in a plan for a year means the end of that year."""
SPRING_FESTIVAL_DAYS = """
2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06
2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
"""
SPRING_FESTIVALS = {day.year: day for day in map(date.fromisoformat, SPRING_FESTIVAL_DAYS.split())}


def find_days(
    text: str, year: int, issued: date | None = None, today: date | None = None
) -> tuple[DaySpan, ...]:
    """Find every day and period named; `year` is the document's, 明年 counts from `issued`.

    Two of them with 至 between are one period. Without `today`, 下周 and 已过期 name no day.
    """
    named = [span for found in RE_DAYS.finditer(text) for span in spans_of(found, year, issued)]
    if today:
        named = [*named, *not_beside(find_relative_days(text, today), named, text)]
        named.sort(key=attrgetter("start"))
    return tuple(joined(named, text))


def not_beside(
    relative: Iterable[DaySpan], named: Sequence[DaySpan], text: str
) -> Iterator[DaySpan]:
    for span in relative:
        place = bisect_right(named, span.start, key=attrgetter("start"))
        neighbours = named[max(0, place - 1) : place + 1]
        if not any(is_beside(text, span, day) for day in neighbours):
            yield span


def is_beside(text: str, relative: DaySpan, day: DaySpan) -> bool:
    """Tell whether a day says again what relative words say: 下周（11月30日至12月6日）."""
    first, second = sorted((relative, day), key=attrgetter("start"))
    return RE_BESIDE.fullmatch(text, first.end, max(first.end, second.start)) is not None


def joined(spans: Iterable[DaySpan], text: str) -> Iterator[DaySpan]:
    """Make one period of two days with 至 between."""
    begin: DaySpan | None = None
    for span in spans:
        if begin and is_begun(begin) and RE_JOINT.fullmatch(text, begin.end, span.start):
            begin = from_to(begin, span, text)
            continue
        if begin:
            yield begin
        begin = span
    if begin:
        yield begin


def is_begun(begin: DaySpan) -> bool:
    return not (begin.before or begin.after or (begin.meant and begin.meant.beside))


def from_to(begin: DaySpan, end: DaySpan, text: str) -> DaySpan:
    """Give the period between; an end before its beginning is one of the next year."""
    last = end.last
    if last < begin.first:
        same_month = last_of_month(last.year + 1, last.month)
        last = same_month.replace(day=min(last.day, same_month.day))
    words, between = text[begin.start : end.end], text[begin.end : end.start]
    meant = meant_of_both(begin, between, end) if begin.meant or end.meant else None
    return DaySpan(begin.start, end.end, words, begin.first, last, before=False, meant=meant)


def meant_of_both(begin: DaySpan, between: str, end: DaySpan) -> Meant:
    days = (begin, end)
    written = between.join(day.meant.written if day.meant else day.words for day in days)
    told = between.join(day.meant.told if day.meant else day.words for day in days)
    return Meant(written, told, is_sure=all(d.meant.is_sure for d in days if d.meant))


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


def period_of(found: re.Match[str], year: int) -> Period | None:
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


def month_period(found: re.Match[str], year: int) -> Period:
    month = number(found["month"])
    if found["from_month"]:
        begin = number(found["from_month"])
        return date(year - (begin > month), begin, 1), last_of_month(year, month)
    return month_days(found, year, month)


def iso_period(words: str) -> Period:
    year, month, *days = map(int, RE_ISO_SIGN.split(words))
    last = last_of_month(year, month)
    if not days:
        return date(year, month, 1), last
    day = date(year, month, min(days[0], last.day))
    return day, day


def festival(found: re.Match[str], year: int) -> Period | None:
    """The day before the feast; 春节 only where the table knows it."""
    if found["feast"] == "春节":
        day = SPRING_FESTIVALS.get(year)
    else:
        month, of_month = FEASTS[found["feast"]]
        day = date(year + (month > 12), (month - 1) % 12 + 1, of_month)
    return None if day is None else (day - timedelta(days=1),) * 2


def number(words: str) -> int:
    return chinese_number(words) or 0

"""The grammar of days that only mean something today: 下周, 本月底前, 两周内, 三天后, 已过期."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.month_days import BEFORE, NO_MONTH, OF_MONTH, month_days
from knowledge.numerals import NUMERAL
from knowledge.periods import (
    COUNT,
    DaySpan,
    Meant,
    Period,
    add_months,
    days_long,
    last_of_month,
    month_of,
    moved,
    week_of,
)

SHIFT = "(?:这一?个?|本|再?下一?个?|下下个?|上一?个?|上上个?)"
WEEK = "(?:周|星期|礼拜)"
NEAR_DAY = "今天|今日|明天|明日|大?后天(?!性)|昨天|昨日|大?前天"
WEEKDAYS = "一二三四五六日天"
WEEKDAY = f"(?P<{{}}>[{WEEKDAYS}])(?!共|起|定|些|直|般|[项个家件])"
NAMED_DAY = (
    rf"(?:{COUNT}月(?:{COUNT}[日号])?|{NEAR_DAY}|[月年]底|{SHIFT}月"
    rf"|{SHIFT}?{WEEK}[{WEEKDAYS}]|{SHIFT}{WEEK})"
)
"""A pattern for a day or period with its name, as it is said in an instruction."""
RE_RELATIVE = re.compile(
    rf"""
    (?<![每同以第历]) (?<![去今明前后\d]年) (?:
      (?P<near_day>{NEAR_DAY})
    | (?P<weekend>(?:这一?个?|本|下个?)?周末)
    | (?P<week>{SHIFT}{WEEK})(?![末边转报刊期年岁密围界庄])(?:{WEEKDAY.format("weekday")})?
    | (?<![本这下上个再]){WEEK}{WEEKDAY.format("this_weekday")}
    | (?P<month>(?:{SHIFT}|当)月)(?!{NO_MONTH})份?(?P<of_month>{OF_MONTH})
    | (?P<bare_end>(?<![\d一二三四五六七八九十个本这当下上月])月[底末])
    | (?P<quarter>(?:这一?个?|本|当|下一?个?|上一?个?)季度)(?P<quarter_end>[底末])?
    | (?P<half>[这本]半年)
    | (?P<year>明年|后年|去年(?=到期)|前年(?=到期))
    | (?:还有|还剩|剩下?)不到\s*(?P<less>{NUMERAL})\s*(?P<less_unit>天|周|个月)(?:就?到期)?
    | (?P<hence>{NUMERAL}|半(?=个?月))\s*(?P<hence_unit>天|周|个?星期|个?月)[以之]?后
    | (?P<near>最近|未来|接下来的?|今后|往后|近)\s*(?P<count>{NUMERAL}|半)\s*
      (?P<half_more>个半(?=[月星礼]))?(?P<unit>天|日(?!线)|个?(?:星期|礼拜)|周(?!年)|个?月)
    | (?<![后起内\d.一二三四五六七八九十百])(?P<inner>{NUMERAL}|半)\s*
      (?P<inner_half>个半(?=[月星礼]))?
      (?P<inner_unit>天|个?(?:星期|礼拜)|周|个?月|年(?=[之以]?内到期))(?=[之以]?内)
    )
    (?:[之以]?内(?![部涝控容涵外需生销河]))?
    (?:(?P<before>{BEFORE})|(?P<after>(?:[之以]后|后(?!勤|备|续|期|台|方))))?
    |
    (?P<not_due>(?<!有)(?:还|尚|都|暂)?(?:没有?|未)(?:到期|过期|逾期|超期)|(?<!没)(?<!会)不过期)
    | (?:过期|逾期|超期)了?(?:超过|多于|大于)\s*(?P<over>{NUMERAL})\s*(?P<over_unit>天|周|个月)
    | (?P<last_past>(?:最近|刚刚?)(?:过期|逾期|超期)了?(?=的?(?:任务)?是?(?:哪|什么)))
    | (?P<nearest_day>(?:离现在)?最近的?一?个?(?:时限|期限|截止(?:日期|时间)?)(?!前|之前|以前))
    | (?P<nearest>离到期最近|下一?个要?到期
        |最近要?到期(?=的?(?:任务|工作)?是?(?:哪一?[项个条件]|什么)))
    | (?P<soon>(?:即将|马上要?|快要?|将要|就要|临近|最近要?)到期)
    | (?P<reached>已经?到期)
    | (?P<overdue>
        (?:早?已经?|早就|都)?(?<![不免防会得])(?:过了?期|逾期|超期|过了(?:时限|期限|截止(?:日期|时间)))
        (?!率|费|贷|账|欠|作废|服役|食|药|疫|产品)
        了?(?:(?:还|尚|仍)?(?:没有?|未)(?:完成|办结|办完|做完))?
      )
    """,
    re.VERBOSE,
)
RE_PAST = re.compile(r"(?<![没未有不])(?:过了?期|逾期|超期)")
RE_DUE = re.compile(r"的?[要会]?(?:到期|截止)")
UNSURE = {
    "year": re.compile("到期|[要需应]?(?:到期|完成|办结|截止)"),
    "weekend": RE_DUE,
    "hence": RE_DUE,
    "this_weekday": RE_DUE,
}
"""Kinds of words that may be no day, with what must follow so that they surely are one."""
DAYS_FROM_NOW = {"今": 0, "明": 1, "后": 2, "昨": -1, "前": -2, "大后": 3, "大前": -3}
YEARS_FROM_NOW = {"明": 1, "后": 2, "去": -1, "前": -2}
QUARTERS = "一二三四"
SOON = 30
"""Days that 即将到期 looks ahead."""
FARTHEST = 3660
"""Days ahead that are still counted."""


def find_relative_days(text: str, today: date) -> Iterator[DaySpan]:
    """Find every day and period that is said as seen from today."""
    is_past = RE_PAST.search(text) is not None
    for found in RE_RELATIVE.finditer(text):
        if span := _state(found, today) or _span(found, today, is_past):
            yield span


# --- what is due


def _state(found: re.Match[str], today: date) -> DaySpan | None:
    """Read words that say of a deadline whether it is over: 已过期, 还没到期, 即将到期."""
    yesterday = today - timedelta(1)
    if found["overdue"]:
        return _limit(found, yesterday, ("到期",))
    if found["reached"]:
        return _limit(found, today, ("到期",))
    if found["last_past"]:
        return _limit(found, yesterday, ("最晚", "到期"))
    if found["over"]:
        since = moved(today, found["over"], found["over_unit"], -1)
        return _limit(found, since - timedelta(1), ("到期",))
    if found["not_due"]:
        return _open(found, yesterday, ("到期",), f"{_day(yesterday)}以后到期")
    if found["nearest_day"]:
        return _open(found, yesterday, ("最早", "的", "时限"), f"{_day(today)}起最早的时限")
    if found["nearest"]:
        return _open(found, yesterday, ("最早", "到期"), f"{_day(today)}起最早到期")
    if found["soon"]:
        until = today + timedelta(SOON)
        told = f"{_short(today, until)}（{SOON}天内）到期"
        meant = Meant(_written(today, until), told, ("到期",))
        return DaySpan(*found.span(), found[0], today, until, before=False, meant=meant)
    return None


def _limit(found: re.Match[str], last: date, beside: tuple[str, ...] = ()) -> DaySpan:
    written = f"{_day(last)}前"
    meant = Meant(written, "".join((written, *beside)), beside, _is_sure(found))
    first = date(last.year, 1, 1)
    return DaySpan(*found.span(), found[0], first, last, before=True, meant=meant)


def _open(
    found: re.Match[str], last: date, beside: tuple[str, ...] = (), told: str = ""
) -> DaySpan:
    meant = Meant(_day(last), told or f"{_day(last)}以后", beside, _is_sure(found))
    return DaySpan(*found.span(), found[0], last, last, before=False, after=True, meant=meant)


def _is_sure(found: re.Match[str]) -> bool:
    kind = next((kind for kind in UNSURE if found[kind]), None)
    return kind is None or UNSURE[kind].match(found.string, found.end()) is not None


# --- days and periods


def _span(found: re.Match[str], today: date, is_past: bool) -> DaySpan | None:
    if found["of_month"] or found["quarter_end"]:
        return _within(found, today)
    period = _period(found, today, is_past and found["near"] == "最近")
    if period is None:
        return None
    first, last = period
    if found["before"]:
        # 12月31日前 includes that day; 今天之前 and 下周前 do not
        is_named = first == last and found["near_day"] not in ("今天", "今日")
        return _limit(found, last if is_named else first - timedelta(1))
    if found["after"]:
        return _open(found, last)
    meant = Meant(_written(first, last), _short(first, last), (), _is_sure(found))
    return DaySpan(*found.span(), found[0], first, last, before=False, meant=meant)


def _within(found: re.Match[str], today: date) -> DaySpan:
    """Read a part of a month or quarter: 本月15日前, 下月中旬, 本季度末."""
    if found["month"]:
        whole = month_of(_moved_month(found, today))
        first, last = month_days(found, whole[0].year, whole[0].month)
        part = found["of_month"]
    else:
        whole = _months(today, 3, _shift(found["quarter"]))
        first = last = whole[1]
        part = found["quarter_end"]
    before, after = bool(found["before"]), bool(found["after"])
    written = f"{_written(*whole)}{part}{'前' if before else ''}"
    meant = Meant(written, f"{written}{'以后' if after else ''}")
    first = date(last.year, 1, 1) if before else first
    return DaySpan(*found.span(), found[0], first, last, before, after, meant)


def _period(found: re.Match[str], today: date, is_past: bool) -> Period | None:
    """Give the first and last day that the words mean."""
    if found["near_day"]:
        day = today + timedelta(DAYS_FROM_NOW[found["near_day"][:-1]])
        return day, day
    if found["week"] or found["this_weekday"]:
        shift, weekday = _shift(found["week"] or ""), found["weekday"] or found["this_weekday"]
        return _week(today + timedelta(7 * shift), weekday)
    if found["weekend"]:
        saturday = week_of(today + timedelta(7 * _shift(found["weekend"])))[0] + timedelta(5)
        return saturday, saturday + timedelta(1)
    if found["month"]:
        return month_of(_moved_month(found, today))
    if found["bare_end"]:
        return (month_of(today)[1],) * 2
    if found["quarter"]:
        return _months(today, 3, _shift(found["quarter"]))
    if found["half"]:
        return _months(today, 6, 0)
    if found["year"]:
        year = today.year + YEARS_FROM_NOW[found["year"][0]]
        return date(year, 1, 1), date(year, 12, 31)
    if found["less"]:
        return _counted(found["less"], found["less_unit"], "", today)
    if found["hence"]:
        return _hence(found["hence"], found["hence_unit"], today)
    count, unit = found["count"] or found["inner"], found["unit"] or found["inner_unit"]
    half = found["half_more"] or found["inner_half"]
    return _counted(count, unit, half, today, -1 if is_past else 1)


def _hence(count: str, unit: str, today: date) -> Period | None:
    """Give the day, week or month that is so far ahead."""
    if days_long(count, unit) > FARTHEST:
        return None
    day = moved(today, count, unit)
    if unit == "天" or count == "半":
        return day, day
    return month_of(day) if unit.endswith("月") else week_of(day)


def _counted(count: str, unit: str, half: str | None, today: date, sign: int = 1) -> Period | None:
    """Count days, weeks or months from today, or back from yesterday."""
    length = days_long(count, unit)
    if not 0 < length <= FARTHEST or (count == "半" and not unit.endswith(("月", "年"))):
        return None
    end = moved(today, count, unit, sign)
    if half:
        end = moved(end, "半", unit, sign)
    return (today, end) if sign > 0 else (end, today - timedelta(1))


def _week(day: date, weekday: str | None) -> Period:
    monday, sunday = week_of(day)
    if weekday is None:
        return monday, sunday
    return (monday + timedelta(min(6, WEEKDAYS.index(weekday))),) * 2


def _moved_month(found: re.Match[str], today: date) -> date:
    return add_months(today.replace(day=1), _shift(found["month"]))


def _months(today: date, length: int, shift: int) -> Period:
    """Give the quarter or half year that today is in, or one beside it."""
    begin = (today.month - 1) // length * length + 1
    first = add_months(date(today.year, begin, 1), length * shift)
    end = add_months(first, length - 1)
    return first, last_of_month(end.year, end.month)


def _shift(words: str) -> int:
    return words.count("下") + words.count("再") - words.count("上")


# --- the same in words that need no today


def _written(first: date, last: date) -> str:
    """Word a period in the grammar of days."""
    if first == last:
        return _day(first)
    if first.day == 1 and first.year == last.year and last == month_of(last)[1]:
        return _whole_months(first, last)
    return f"{_day(first)}至{_day(last)}"


def _short(first: date, last: date) -> str:
    """Word a period without saying its year twice."""
    written = _written(first, last)
    return written.replace(f"至{first.year}年", "至") if first.year == last.year else written


def _whole_months(first: date, last: date) -> str:
    months = (first.month, last.month)
    if first.month == last.month:
        return f"{first.year}年{first.month}月"
    if months in ((1, 6), (7, 12)):
        return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    if last.month == first.month + 2 and last.month % 3 == 0:
        return f"{first.year}年{QUARTERS[first.month // 3]}季度"
    return f"{first.year}年{first.month}月至{last.month}月"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

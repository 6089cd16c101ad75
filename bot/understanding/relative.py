"""Words that only mean something today become days: 下周, 这个月, 已过期的."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge import chinese_number, find_days

NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,5})"
BEFORE = r"[之以]?前(?![期后提述往列端沿景置瞻身言几])"
RE_RELATIVE = re.compile(
    rf"""
    (?<![每同以第历]) (?<![去今明前后\d]年) (?:
      (?P<day>今天|今日|明天|明日|(?<!大)后天(?!性)|昨天|昨日|(?<!大)前天)
    | (?P<week>这一?个?|本|再?下一?个?|下下个?|上一?个?|上上个?)(?:周|星期|礼拜)
      (?![末边转报刊期年岁密围界庄])
      (?:(?P<weekday>[一二三四五六日天])(?!共|起|定|些|直|般|[项个家件]))?
    | (?P<month>(?:这一?个?|本|当|再?下一?个?|下下个?|上一?个?|上上个?)月)(?![牙亮饼嫂季度均])份?
    | (?P<month_end>(?<![\d一二三四五六七八九十个本这当下上月])月[底末])
    | (?P<quarter>这一?个?|本|当|下一?个?|上一?个?)季度
    | (?P<half>[这本])半年
    | (?P<year>明年|后年|去年(?=到期)|前年(?=到期))(?=[要需应]?(?:到期|完成|办结|截止))
    | (?P<weekend>[本这]?周末)(?=[要会]?(?:到期|截止))
    | (?:还有|还剩|剩下?)不到\s*(?P<less>{NUMBER})\s*(?P<less_unit>天|周|个月)(?:就?到期)?
    | (?P<hence>{NUMBER})\s*(?P<hence_unit>天|周|个?星期|个?月)[以之]?后(?=的?[要会]?(?:到期|截止))
    | (?P<near>最近|未来|接下来的?|今后|往后|近)\s*(?P<count>{NUMBER}|半)\s*
      (?P<half_more>个半(?=[月星礼]))?(?P<unit>天|日(?!线)|个?(?:星期|礼拜)|周(?!年)|个?月)
    | (?<![后起内\d.一二三四五六七八九十百])(?P<inner>{NUMBER}|半)\s*
      (?P<inner_half>个半(?=[月星礼]))?(?P<inner_unit>天|个?(?:星期|礼拜)|周|个?月|年(?=[之以]?内到期))(?=[之以]?内)
    )
    (?:[之以]?内(?![部涝控容涵外需生销河])(?P<inside>))?
    (?:(?P<before>{BEFORE})|(?P<after>(?:[之以]后|后(?!勤|备|续|期|台|方))))?
    |
    (?P<not_due>(?<!有)(?:还|尚|都|暂)?(?:没有?|未)(?:到期|过期|逾期|超期)|(?<!没)(?<!会)不过期)
    | (?:过期|逾期|超期)了?(?:超过|多于|大于)\s*(?P<over>{NUMBER})\s*(?P<over_unit>天|周|个月)
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
RE_TALK = re.compile(
    r"天气|[几哪][号日](?!到期|前)|星期几|周几|礼拜几|几点|心情|下雨|股票|放假|上班"
    r"|吃[饭啥什]|[天好太很][热冷]|[热冷](?:吗|不[热冷])"
)
RE_SUPPOSES = re.compile(r"[吗么]|是不是|是否|没有?[\s?？。]*$")
RE_OPEN_END = re.compile(r"了?没有?(?=[\s?？。]*$)")
RE_ABOUT_ONE = re.compile(
    rf"(?:第\s*{NUMBER}|(?<!\d)\d{{1,4}})\s*[项条号](?!目)"
    r"|^(?!.*(?:(?<!没)有|[哪谁几啥]|什么|多少|任务)).*(?:吗|么|了没有?|没有|是不是|是否)"
)
"""Is about one task: whether its deadline is so may be asked, but it is not searched by it."""
RE_PAST = re.compile(r"(?<![没未有不])(?:过了?期|逾期|超期)")
RE_CLAUSE = re.compile(r"[^,，。；;！!？?]+")
RE_OF_TASKS = re.compile(
    r"期|截止|完成|办结|[办做干搞弄交]完|完工|时限|任务|工作|事[项情]?|项目|清单|牵头|负责|分管|配合|主办|协办"
    r"|[前内里后]|[哪谁啥几]|什么|多少|有没有|怎么|的$|\d"
)
"""What the clause of a day says where the day is that of a task, and no talk: 明天开会要用."""
RE_JOIN = re.compile(r"\s*(?:和|跟|与|及|以及|、|或者?|还是|到|至|[-—~～])\s*")
RE_BESIDE = re.compile(r"[\s(（即是:：]{0,3}")
DAYS_FROM_NOW = {"今": 0, "明": 1, "后": 2, "昨": -1, "前": -2}
WEEKDAYS = "一二三四五六日"
QUARTERS = "一二三四"
SOON = 30
"""Days that 即将到期 looks ahead."""
HALF_A_MONTH = 15
FARTHEST = 3660
"""Days ahead that are still counted."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What relative words mean, in the words of the grammar of days and in those of a reader."""

    words: str
    told: str

    @property
    def is_limit(self) -> bool:
        return any(word in self.words for word in ("前", "以后", "至"))


def dated(text: str, today: date) -> tuple[str, str]:
    """Put days in the place of words like 下周 and 已过期; tell what was read, or ""."""
    if RE_TALK.search(text):
        return text, ""
    relative = list(_relative(text, today))
    is_about_one = RE_ABOUT_ONE.search(text) is not None
    is_limited = any(meant.is_limit for _, meant in relative)
    if is_about_one and is_limited and not RE_SUPPOSES.search(text):
        return text, ""
    if _are_joined(text, [found for found, _ in relative]):
        return text, ""
    pieces, told, place = [], {}, 0
    for found, meant in relative:
        pieces += [text[place : found.start()], meant.words]
        told[found[0]] = meant.told
        place = found.end()
    notes = "；".join(f"“{words}”按“{days}”理解" for words, days in told.items())
    rest = text[place:]
    if is_about_one and told:
        # 过期了没有 asks as 过期了吗 does
        rest = RE_OPEN_END.sub("吗", rest)
    return "".join((*pieces, rest)), notes


def _relative(text: str, today: date) -> Iterator[tuple[re.Match[str], Meant]]:
    """Find the relative words of a text, except beside a day that says the same."""
    named = [(day.start, day.end) for day in find_days(text, today.year)]
    for found in RE_RELATIVE.finditer(text):
        is_beside = any(_is_beside(text, found, *day) for day in named)
        if not (is_beside or _is_talk(text, found)):
            is_past = found["near"] == "最近" and RE_PAST.search(text) is not None
            meant = _meant(found, today, is_past)
            if meant is not None:
                yield found, meant


def _is_talk(text: str, found: re.Match[str]) -> bool:
    """Tell whether a day stands in a clause of its own that speaks of no tasks."""
    clauses = list(RE_CLAUSE.finditer(text))
    own = next((c for c in clauses if c.start() <= found.start() < c.end()), None)
    if own is None or len(clauses) == 1:
        return False
    rest = f"{text[own.start() : found.start()]}{text[found.end() : own.end()]}".strip()
    return len(rest) > 1 and not RE_OF_TASKS.search(own[0])


def _are_joined(text: str, found: list[re.Match[str]]) -> bool:
    """Tell whether either is meant of two (本月和下月); the grammar of days asks for both."""
    between = (text[one.end() : other.start()] for one, other in pairwise(found))
    return any(RE_JOIN.fullmatch(words) for words in between)


def _is_beside(text: str, found: re.Match[str], start: int, end: int) -> bool:
    between = text[found.end() : start] if start >= found.end() else text[end : found.start()]
    overlap = start < found.end() and found.start() < end
    return overlap or RE_BESIDE.fullmatch(between) is not None


def _meant(found: re.Match[str], today: date, is_past: bool) -> Meant | None:
    if found["overdue"]:
        return _plain(f"{_day(today - timedelta(1))}前到期")
    if found["not_due"]:
        return _plain(f"{_day(today - timedelta(1))}以后到期")
    if found["reached"]:
        return _plain(f"{_day(today)}前到期")
    if found["last_past"]:
        words = f"{_day(today - timedelta(1))}前最晚到期"
        return Meant(words, words)
    if found["over"]:
        past = _length(found["over"], found["over_unit"])
        return _plain(f"{_day(today - timedelta(past + 1))}前到期")
    if found["nearest_day"]:
        words = f"{_day(today - timedelta(1))}以后最早的时限"
        return Meant(words, f"{_day(today)}起最早的时限")
    if found["nearest"]:
        words = f"{_day(today - timedelta(1))}以后最早到期"
        return Meant(words, f"{_day(today)}起最早到期")
    if found["soon"]:
        meant = _between(today, today + timedelta(SOON))
        return Meant(f"{meant.words}到期", f"{meant.told}（{SOON}天内）到期")
    period = _period(found, today, is_past)
    return None if period is None else _said(found, *period)


def _period(found: re.Match[str], today: date, is_past: bool) -> tuple[date, date] | None:
    """Give the first and last day that the words mean."""
    if found["day"]:
        day = today + timedelta(DAYS_FROM_NOW[found["day"][0]])
        return day, day
    if found["week"]:
        return _week(today, _shift(found["week"]), found["weekday"])
    if found["month"] or found["month_end"]:
        first = _add_months(today.replace(day=1), _shift(found["month"] or ""))
        last = _last_of_month(first)
        return (last, last) if found["month_end"] else (first, last)
    if found["quarter"]:
        return _months(today, 3, _shift(found["quarter"]))
    if found["half"]:
        return _months(today, 6, 0)
    if found["year"]:
        year = today.year + {"明": 1, "后": 2, "去": -1, "前": -2}[found["year"][0]]
        return date(year, 1, 1), date(year, 12, 31)
    if found["weekend"]:
        saturday = today + timedelta(5 - today.weekday())
        return saturday, saturday + timedelta(1)
    if found["less"]:
        return today, today + timedelta(_length(found["less"], found["less_unit"]))
    if found["hence"]:
        return _hence(found["hence"], found["hence_unit"], today)
    return _ahead(found, today, is_past)


def _said(found: re.Match[str], first: date, last: date) -> Meant:
    """Word a period, and what was said before or after it."""
    if found["before"]:
        # 12月31日前 includes that day; 今天之前 and 下周前 do not
        is_named = first == last and found["day"] not in ("今天", "今日")
        return _plain(f"{_day(last if is_named else first - timedelta(1))}前")
    if found["after"]:
        return _plain(f"{_day(last)}以后")
    return _between(first, last)


def _between(first: date, last: date) -> Meant:
    """Word a period in the grammar of days."""
    if first == last:
        return _plain(_day(first))
    if first.day == 1 and first.year == last.year and last == _last_of_month(last):
        return _plain(_whole_months(first, last))
    year = "" if first.year == last.year else f"{last.year}年"
    told = f"{_day(first)}至{year}{last.month}月{last.day}日"
    return Meant(f"{_day(first)}至{_day(last)}", told)


def _whole_months(first: date, last: date) -> str:
    months = (first.month, last.month)
    if first.month == last.month:
        return f"{first.year}年{first.month}月"
    if months in ((1, 6), (7, 12)):
        return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    if last.month == first.month + 2 and last.month % 3 == 0:
        return f"{first.year}年{QUARTERS[first.month // 3]}季度"
    return f"{first.year}年{first.month}月至{last.month}月"


def _week(today: date, shift: int, weekday: str | None) -> tuple[date, date]:
    monday = today + timedelta(7 * shift - today.weekday())
    if weekday is None:
        return monday, monday + timedelta(6)
    day = monday + timedelta(WEEKDAYS.index(weekday.replace("天", "日")))
    return day, day


def _months(today: date, length: int, shift: int) -> tuple[date, date]:
    """Give the quarter or half year that today is in, or one beside it."""
    begin = (today.month - 1) // length * length + 1
    first = _add_months(date(today.year, begin, 1), length * shift)
    return first, _last_of_month(_add_months(first, length - 1))


def _length(count: str, unit: str) -> int:
    """Count the days of 两周."""
    number = chinese_number(count) or 0
    return min(FARTHEST, number * {"天": 1, "月": 31}.get(unit.removeprefix("个"), 7))


def _hence(count: str, unit: str, today: date) -> tuple[date, date]:
    """Give the day, week or month that is so far ahead."""
    number = chinese_number(count) or 0
    if unit.endswith("月"):
        first = _add_months(today.replace(day=1), min(number, FARTHEST // 31))
        return first, _last_of_month(first)
    if unit == "天":
        day = today + timedelta(_length(count, unit))
        return day, day
    return _week(today, min(number, FARTHEST // 7), None)


def _ahead(found: re.Match[str], today: date, is_past: bool) -> tuple[date, date] | None:
    """Count days, weeks or months from today, or back from yesterday."""
    unit = (found["unit"] or found["inner_unit"]).removeprefix("个")
    words = found["count"] or found["inner"]
    and_a_half = bool(found["half_more"] or found["inner_half"])
    number = 0 if words == "半" else chinese_number(words) or 0
    length = {"天": 1, "日": 1, "月": 31, "年": 366}.get(unit, 7)
    halves = HALF_A_MONTH if unit == "月" else length // 2
    days = halves if and_a_half or words == "半" else 0
    if (
        not (number or days)
        or number > FARTHEST // length
        or (words == "半" and unit not in "月年")
    ):
        return None
    sign = -1 if is_past else 1
    if unit == "年":
        end = _add_months(today, sign * (6 if words == "半" else 12 * number))
    elif unit == "月":
        end = _add_months(today, sign * number) + timedelta(sign * days)
    else:
        end = today + timedelta(sign * (number * length + days))
    return (end, today - timedelta(1)) if is_past else (today, end)


def _shift(words: str) -> int:
    return words.count("下") + words.count("再") - words.count("上")


def _add_months(day: date, months: int) -> date:
    """Move by months; the 31st becomes the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(words: str) -> Meant:
    return Meant(words, words)

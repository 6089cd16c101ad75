"""The small words of an instruction: politeness, numbers, spans of days, times of day."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib import resources

from knowledge import DaySpan, chinese_number, find_days, lengths_in, normalize

LONGEST = 120
"""Characters of an instruction."""
RE_UNSPOKEN = re.compile(r"[^\w\s,，.。;；:：、!！?？~+\-/#@（）()]")
"""Emoji and the like."""
RE_ANYTHING = re.compile(r"\.[*+]")
RE_BREAK = re.compile(r"[\s,，。；;！!~]+|并且|而且|然后|另外|顺便")
RE_ASKS_YES_OR_NO = re.compile(r"(?:[吗么?？不没]|没有)$|是不是|是否|会不会|要不要|有没有")
RE_ASKS_HOW = re.compile(
    r"怎么|怎样|如何|咋|为什么|为啥|为何|(?:什么时候|啥时候|何时|哪天|哪一天|几号)(?:订|关注)"
)
RE_WHAT_OF = re.compile(r"那[个项条些件]?呢[\s?？。!！]*$")
RE_ASKS = re.compile(r"[哪谁啥]|什么|多少|(?<![那这])几[项个家]")
RE_LIST_OF_DAYS = re.compile(r"(?<!\d[、,，])(?P<numbers>\d{1,3}(?:[、,，]\d{1,3})++)(?=天)")
RE_COMMA = re.compile("[、,，]")
NOON, MIDNIGHT = 12, 24
QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = resources.files("bot.subscribing").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


def words_of(*kinds: str) -> list[str]:
    return [word for kind in kinds for word in _data()["words"][kind]]


def any_of(*kinds: str) -> str:
    """Give a pattern for any word of these kinds, the longest first."""
    return alternation(words_of(*kinds))


def alternation(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@cache
def cannot() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Give what is said to instructions that nothing can be done about, with their words.

    What stands between the words is no longer than an instruction.
    """
    anything = {".*": f".{{0,{LONGEST}}}", ".+": f".{{1,{LONGEST}}}"}
    return {
        why: tuple(re.compile(RE_ANYTHING.sub(lambda m: anything[m[0]], sign)) for sign in signs)
        for why, signs in _data()["cannot"].items()
    }


def parts_of_day() -> dict[str, int]:
    """Give the parts of a day, each with the first hour that it may mean."""
    return {part: int(str(hour)) for part, hour in _data()["times"].items()}


# --- what is said around an instruction


@cache
def _polite() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    before = any_of("before", "asks_a_favour")
    after = any_of("after")
    return (
        re.compile(rf"^(?:@\S+\s+|[\s,，、]|{before})++"),
        re.compile(rf"(?:[\s,，。！!~、?？]|{after}){{1,8}}$"),
        re.compile(rf"^(?:{any_of('before')}|\s){{0,4}}{any_of('asks_a_favour')}"),
    )


def plain(text: str) -> str:
    """Normalise a message; what was taken back in it is left out."""
    said = RE_UNSPOKEN.sub(" ", normalize(text)).strip()
    *_, last = _corrections()[0].split(said)
    # 5、3、1天 are three spans
    return RE_LIST_OF_DAYS.sub(lambda m: RE_COMMA.sub("天、", m[0]), last or said)


def is_correction(text: str) -> bool:
    """Tell whether a message takes back the one before: 打错了，是教育局."""
    return _corrections()[1].match(normalize(text)) is not None


@cache
def _corrections() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what takes back what was said before it, and how a message does that to another."""
    blank, words = r"(?:(?<!\s)\s+)?", any_of("correction")
    return (
        re.compile(rf"{blank}{words}\s*"),
        re.compile(rf"{blank}(?:打|写|说|搞|订)?{words}"),
    )


def bare(said: str) -> str:
    """Take the politeness off both ends."""
    before, after, _ = _polite()
    return after.sub("", before.sub("", said))


def is_question(said: str) -> bool:
    """Tell a question from a request: 能不能提前10天提醒我吗 is one to do it."""
    if _polite()[2].match(said):
        return False
    end = said.rstrip(" 。!！~呢呀啊")
    asks = RE_ASKS_YES_OR_NO.search(end) or RE_ASKS_HOW.search(said) or RE_WHAT_OF.search(said)
    return bool(asks)


# --- numbers and days


def number_of(words: str) -> int:
    return chinese_number(words) or 0


def spans_named(said: str, today: date) -> tuple[DaySpan, ...]:
    """Give the days that are named, with those that mean something today: 下周三, 这个月."""
    return find_days(said, today.year, today=today)


def day_named(said: str, today: date) -> date | None:
    """Give the first day, from tomorrow on, of what is named or is so long off: 三天后."""
    if off := lengths_in(said):
        return today + timedelta(off[0]) if said.endswith("后") else None
    spans = spans_named(said, today)
    return spans[0].first if spans and spans[0].first > today else None


# --- times of day


def time_pattern(name: str) -> str:
    """Give a pattern for a time of day, with groups that begin with a name."""
    part = alternation(parts_of_day())
    return (
        rf"(?P<{name}_part>{part})?(?P<{name}_hour>\d{{1,2}}|[零一二两三四五六七八九十]{{1,3}})"
        rf"(?:[:;.](?P<{name}_minute>\d{{2}})(?!\d)"
        rf"|[点时](?:钟|整)?(?P<{name}_past>半|一刻|三刻|[0-5]?\d分?)?)"
    )


def time_of(found: re.Match[str], name: str, behind: str = "") -> str | None:
    """Give a time that was found as 08:30; None where there is none.

    `behind` is the time that it ends: 中午12点到2点 ends at 14:00.
    """
    hour, minute = number_of(found[f"{name}_hour"]), _minute(found, name)
    part = found[f"{name}_part"] or ""
    first = parts_of_day().get(part, 0)
    if first >= NOON and hour < NOON and hour != 0:
        hour += NOON
    elif part in ("凌晨", "半夜") and hour == NOON:
        hour = 0
    elif first == parts_of_day()["晚上"] and hour == NOON:
        hour = MIDNIGHT
    elif behind and not part and _is_of_the_same_afternoon(hour, behind):
        hour += NOON
    if hour > MIDNIGHT or minute > 59 or (hour == MIDNIGHT and minute):
        return None
    return f"{hour % MIDNIGHT:02}:{minute:02}"


def _is_of_the_same_afternoon(hour: int, behind: str) -> bool:
    begin = int(behind[:2])
    return NOON <= begin < hour + NOON < MIDNIGHT


def _minute(found: re.Match[str], name: str) -> int:
    past = found[f"{name}_past"] or ""
    if past in QUARTERS:
        return QUARTERS[past]
    return int(found[f"{name}_minute"] or past.rstrip("分") or 0)

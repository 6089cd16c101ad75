"""The days in a message that only mean something today: 下周, 已过期, where tasks are meant."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from operator import attrgetter, itemgetter

from bot.understanding.lexicon import Lexicon, day_words
from bot.understanding.marks import Mark, Token
from knowledge import DaySpan, Meant, find_days

RE_CLAUSE = re.compile(r"[^,，。；;！!？?]+")
RE_OPEN_END = re.compile(r"了?没有?(?=[\s?？。]*$)")
LIMITED = ("前", "至")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a message with the marks that stand for them."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def days_said(text: str, today: date | None, lexicon: Lexicon) -> tuple[tuple[Said, ...], str]:
    """Find the days of a cleaned message that are meant of tasks; tell what was read, or ""."""
    days = tuple(_meant_of_tasks(text, today)) if today else ()
    if not days:
        return (), ""
    said = [Said(day.start, day.end, _tokens(day, meant, lexicon)) for day, meant in days]
    if _is_about_one(text, [day for day, _ in days]) and (
        end := RE_OPEN_END.search(text, said[-1].end)
    ):
        # 过期了没有 asks as 过期了吗 does
        said.append(Said(*end.span(), (Token("吗", Mark.CONFIRM),)))
    told = {day.words: meant.told for day, meant in days}
    return tuple(said), "；".join(f"“{words}”按“{days}”理解" for words, days in told.items())


def within(said: Sequence[Said], start: int, end: int) -> tuple[Said, ...]:
    """Give what was said in a part of the text, placed as in that part."""
    first, behind = (bisect_left(said, place, key=attrgetter("start")) for place in (start, end))
    return tuple(
        replace(one, start=one.start - start, end=one.end - start)
        for one in said[first:behind]
        if one.end <= end
    )


def _meant_of_tasks(text: str, today: date) -> Iterator[tuple[DaySpan, Meant]]:
    says, clauses = _patterns(), _clauses(text)
    days = [
        (day, day.meant)
        for day in find_days(text, today.year, today=today)
        if day.meant and day.meant.is_sure and not _is_talk(text, day, clauses)
    ]
    between = (text[one.end : other.start].strip() for (one, _), (other, _) in pairwise(days))
    is_one = _is_about_one(text, [day for day, _ in days]) and not says["supposes"].search(text)
    is_limited = any(day.after or any(w in m.written for w in LIMITED) for day, m in days)
    leaves_open = any(says["between"].fullmatch(words) for words in between)
    if not (says["talk"].search(text) or leaves_open or (is_one and is_limited)):
        yield from days


def _is_about_one(text: str, days: Sequence[DaySpan]) -> bool:
    """Tell whether one task is spoken of; 下个月20号 is none."""
    places = [0, *(place for day in days for place in (day.start, day.end)), len(text)]
    rest = " ".join(text[a:b] for a, b in zip(places[::2], places[1::2], strict=True))
    return _patterns()["about_one"].search(rest) is not None


def _clauses(text: str) -> list[tuple[int, int, bool]]:
    """Give where each clause begins and ends, and whether it may speak of tasks."""
    of_tasks = _patterns()["of_tasks"]
    return [(*c.span(), of_tasks.search(c[0]) is not None) for c in RE_CLAUSE.finditer(text)]


def _is_talk(text: str, day: DaySpan, clauses: Sequence[tuple[int, int, bool]]) -> bool:
    """Tell whether a day stands in a clause of its own that speaks of no tasks."""
    place = bisect_right(clauses, day.start, key=itemgetter(0)) - 1
    if place < 0 or len(clauses) == 1:
        return False
    start, end, is_of_tasks = clauses[place]
    rest = f"{text[start : day.start]}{text[day.end : end]}".strip()
    return len(rest) > 1 and not is_of_tasks


def _tokens(day: DaySpan, meant: Meant, lexicon: Lexicon) -> tuple[Token, ...]:
    beside = ("以后", *meant.beside) if day.after else meant.beside
    return (Token(meant.written, Mark.DAY, meant.written), *map(lexicon.token, beside))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(patterns)) for kind, patterns in day_words().items()}

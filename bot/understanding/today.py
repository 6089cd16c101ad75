"""The days in a message, and those that only mean something today: 下周, 已过期."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from operator import itemgetter

from bot.understanding.phrases import note
from knowledge import DaySpan, Meant, find_days

RE_CLAUSE = re.compile(r"[^,，。；;！!？?]+")
ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a message names, with its place in the text."""

    start: int
    end: int
    words: str
    """The day as it is written: 2026年11月30日前."""
    beside: tuple[str, ...] = ()
    """What the words say besides: 过期 says 到期."""
    after: bool = False
    """All that is later is meant."""
    note: str = ""
    """What was read into it, where that is not what was typed."""


def days_said(text: str, today: date | None = None) -> tuple[Day, ...]:
    """Find the days of a cleaned message; without `today`, 下周 and 已过期 name none."""
    if today is None:
        return tuple(_written(find_days(text, ANY_YEAR)))
    days = find_days(text, today.year, today=today)
    meant = [_meant(day, meant) for day, meant in _of_tasks(text, days)]
    return tuple(sorted([*_written(days), *meant], key=lambda day: day.start))


def _written(days: Sequence[DaySpan]) -> Iterator[Day]:
    """Give the days that mean the same on every day."""
    for day in days:
        if day.meant is None:
            yield Day(day.start, day.end, day.words, after=day.after)


def _meant(day: DaySpan, meant: Meant) -> Day:
    told = note("taken_for", said=day.words, name=meant.told)
    return Day(day.start, day.end, meant.written, meant.beside, day.after, told)


def _of_tasks(text: str, found: Sequence[DaySpan]) -> Iterator[tuple[DaySpan, Meant]]:
    """Keep those that are meant of tasks: not 明天开会要用."""
    says, clauses = _patterns(), _clauses(text)
    days = [
        (day, day.meant)
        for day in found
        if day.meant and day.meant.is_sure and not _is_talk(text, day, clauses)
    ]
    between = (text[one.end : other.start].strip() for (one, _), (other, _) in pairwise(days))
    is_one = is_about_one(text, [day for day, _ in days]) and not says["supposes"].search(text)
    is_limited = any(day.after or says["limits"].search(meant.written) for day, meant in days)
    leaves_open = any(says["between"].fullmatch(words) for words in between)
    if not (says["talk"].search(text) or leaves_open or (is_one and is_limited)):
        yield from days


def is_about_one(text: str, days: Sequence[Day | DaySpan]) -> bool:
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


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = resources.files("bot").joinpath("language/days.toml").read_text("utf-8")
    days: dict[str, list[str]] = tomllib.loads(text)["days"]
    return {kind: re.compile("|".join(patterns)) for kind, patterns in days.items()}

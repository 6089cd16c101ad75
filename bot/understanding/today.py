"""The days in a message that only mean something today: 下周, 已过期, where tasks are meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

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
    if _is_about_one(text, [day for day, _ in days]) and (end := RE_OPEN_END.search(text, said[-1].end)):
        # 过期了没有 asks as 过期了吗 does
        said.append(Said(*end.span(), (Token("吗", Mark.CONFIRM),)))
    told = {day.words: meant.told for day, meant in days}
    return tuple(said), "；".join(f"“{words}”按“{days}”理解" for words, days in told.items())


def within(said: Sequence[Said], start: int, end: int) -> tuple[Said, ...]:
    """Give what was said in a part of the text, placed as in that part."""
    return tuple(
        replace(one, start=one.start - start, end=one.end - start)
        for one in said
        if start <= one.start and one.end <= end
    )


def _meant_of_tasks(text: str, today: date) -> Iterator[tuple[DaySpan, Meant]]:
    days = [
        (day, day.meant)
        for day in find_days(text, today.year, today=today)
        if day.meant and day.meant.is_sure and not _is_talk(text, day)
    ]
    between = (text[one.end : other.start] for (one, _), (other, _) in pairwise(days))
    is_one = _is_about_one(text, [d for d, _ in days]) and not _pattern("supposes").search(text)
    is_limited = any(day.after or any(w in m.written for w in LIMITED) for day, m in days)
    leaves_open = any(_pattern("between").fullmatch(words.strip()) for words in between)
    if not (_pattern("talk").search(text) or leaves_open or (is_one and is_limited)):
        yield from days


def _is_about_one(text: str, days: Sequence[DaySpan]) -> bool:
    """Tell whether one task is spoken of; 下个月20号 is none."""
    for day in days:
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return _pattern("about_one").search(text) is not None


def _is_talk(text: str, day: DaySpan) -> bool:
    """Tell whether a day stands in a clause of its own that speaks of no tasks."""
    clauses = list(RE_CLAUSE.finditer(text))
    own = next((c for c in clauses if c.start() <= day.start < c.end()), None)
    if own is None or len(clauses) == 1:
        return False
    rest = f"{text[own.start() : day.start]}{text[day.end : own.end()]}".strip()
    return len(rest) > 1 and not _pattern("of_tasks").search(own[0])


def _tokens(day: DaySpan, meant: Meant, lexicon: Lexicon) -> tuple[Token, ...]:
    beside = ("以后", *meant.beside) if day.after else meant.beside
    return (Token(meant.written, Mark.DAY, meant.written), *map(lexicon.token, beside))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(day_words()[kind]))

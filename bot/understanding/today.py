"""The days in a message that only mean something today: 下周, 已过期, where tasks are meant."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from bot.reader.today import Day, days_said, is_about_one
from bot.understanding.lexicon import Lexicon
from bot.understanding.marks import Mark, Token

RE_OPEN_END = re.compile(r"了?没有?(?=[\s?？。]*$)")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a message with the marks that stand for them."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def meant_today(text: str, today: date | None, lexicon: Lexicon) -> tuple[tuple[Said, ...], str]:
    """Find the days of a cleaned message that are meant of tasks; tell what was read, or ""."""
    days = [day for day in days_said(text, today) if day.note]
    if not days:
        return (), ""
    said = [Said(day.start, day.end, _tokens(day, lexicon)) for day in days]
    if is_about_one(text, days) and (end := RE_OPEN_END.search(text, said[-1].end)):
        # 过期了没有 asks as 过期了吗 does
        said.append(Said(*end.span(), (Token("吗", Mark.CONFIRM),)))
    return tuple(said), "；".join(dict.fromkeys(day.note for day in days))


def within(said: Sequence[Said], start: int, end: int) -> tuple[Said, ...]:
    """Give what was said in a part of the text, placed as in that part."""
    first, behind = (bisect_left(said, place, key=attrgetter("start")) for place in (start, end))
    return tuple(
        replace(one, start=one.start - start, end=one.end - start)
        for one in said[first:behind]
        if one.end <= end
    )


def _tokens(day: Day, lexicon: Lexicon) -> tuple[Token, ...]:
    beside = ("以后", *day.beside) if day.after else day.beside
    return (Token(day.words, Mark.DAY, day.words), *map(lexicon.token, beside))

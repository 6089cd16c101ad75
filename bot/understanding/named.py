"""What a message calls by name: units, people, kinds of units, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.ground import Ground, Name
from bot.understanding.phrases import columns, kinds, meanings_at, note, phrases, signs
from bot.understanding.stretch import Endings, Span
from bot.understanding.today import Day, days_said
from bot.understanding.words import TOKEN, is_inside_latin

OUTSIDE = 0.2
"""What it costs to name what the documents in scope do not."""
WHICH_KIND = 0.25
"""What it costs to read 哪个街道."""
TITLE = 0.2
"""What it costs to name a column."""
MOST_SLIPS = 6
LONGEST_WITH_SLIPS = 200
"""Characters of a message that are looked at for slips."""


@cache
def re_titled() -> re.Pattern[str]:
    """Give the pattern of a surname with a title."""
    return re.compile(rf"(?P<surname>[\u4e00-\u9fff])(?:{'|'.join(signs('titles'))})")


def names(text: str, ground: Ground) -> Iterator[Span]:
    """Give the names that the documents use."""
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + ground.longest_name) + 1):
            known = ground.names.get(text[start:end])
            if known is None or is_inside_latin(text, start, end):
                continue
            if known.note and text.startswith(signs("name_goes_on"), end):
                continue
            cost = TOKEN / 2 + known.cost + OUTSIDE * _is_outside(known, ground)
            yield Span(start, end, known.kind, text[start:end], known.key, cost, known.note)


def governments(text: str, ground: Ground) -> Iterator[Span]:
    """Read 区政府牵头 as the office of the government, and say so."""
    known = ground.index.names
    offices = [k for k in known.units if k.endswith(signs("government_offices"))]
    inside = [k for k in offices if not ground.scope or known.is_in(k, ground.scope)]
    for said in signs("governments") if inside else ():
        start = text.find(said)
        behind = {m for _, meanings in meanings_at(text, start + len(said)) for m in meanings}
        if start >= 0 and behind & {"lead", "support"}:
            taken = note("taken", name=known.name_of(inside[0], ground.scope))
            yield Span(start, start + len(said), "unit", said, "|".join(inside), 0.2, taken)


def _is_outside(known: Name, ground: Ground) -> bool:
    keys = known.key.split("|") if known.kind in ("unit", "person") else []
    return bool(keys) and not any(ground.index.names.is_in(k, ground.scope) for k in keys)


def titled(text: str, ground: Ground) -> Iterator[Span]:
    """Read 崔区长 as the one leader of that surname; where there is none or several, as it is."""
    for m in re_titled().finditer(text):
        if any(text.endswith(w, 0, m.start()) for w in _asking_who()):
            continue
        people = ground.index.names.surnamed(m["surname"], ground.scope)
        if len(people) == 1:
            taken = note("taken_for", said=m[0], name=people[0])
            yield Span(m.start(), m.end(), "person", m[0], people[0], 0.1, taken)
        elif m["surname"] in signs("surnames"):
            yield Span(m.start(), m.end(), "person", m[0], m[0], 0.3)


def slips(text: str, ground: Ground) -> Iterator[Span]:
    """Find stretches that are almost a name."""
    known = ground.index.names
    for slip in known.slips(text[:LONGEST_WITH_SLIPS], ground.scope)[:MOST_SLIPS]:
        typed = text[slip.start : slip.end]
        if ground.holds(typed) or not slip.is_sure:
            continue
        name = slip.key if slip.is_person else known.name_of(slip.key, ground.scope)
        kind = "person" if slip.is_person else "unit"
        yield Span(slip.start, slip.end, kind, typed, slip.key, 0.6, note("taken", name=name))


@cache
def _asking_who() -> tuple[str, ...]:
    return tuple(p for p, m in phrases().items() if "who" in m)


@cache
def _which() -> tuple[str, ...]:
    """Give the words that ask which of a kind, the longest first."""
    return tuple(sorted((p for p, m in phrases().items() if "which" in m), key=len, reverse=True))


def kinds_of_units(text: str) -> Iterator[Span]:
    """Give the words for whole kinds of units: 街道."""
    for word, ends in kinds().items():
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            cost = 0.1 if len(word) > 1 else 0.4
            yield Span(start, end, "unit_kind", word, Endings(ends), cost)
            if which := next((w for w in _which() if text.endswith(w, 0, start)), ""):
                begin = start - len(which)
                yield Span(begin, end, "which_unit", which + word, Endings(ends), WHICH_KIND)
            start = text.find(word, end)


def titles(text: str, ground: Ground) -> Iterator[Span]:
    """Give the titles of other columns, and words for columns that such documents seldom have.

    A word that the documents speak of is a subject: 公众号 of one that is to be opened.
    """
    for said, title in {**columns(), **ground.titles}.items():
        start = text.find(said)
        if start < 0 or (said not in ground.titles and ground.holds(said)):
            continue
        which = next((w for w in _which() if text.endswith(w, 0, start)), "")
        yield Span(start - len(which), start + len(said), "column", which + said, title, TITLE)


def days(text: str, ground: Ground) -> Iterator[Span]:
    """Give the days; one that has only gone by (三天了) is talk."""
    for day in days_said(text, ground.today):
        if text.startswith(signs("past"), day.end):
            yield Span(day.start, day.end + 1, "filler", text[day.start : day.end + 1], cost=0.3)
        else:
            cost, beside = TOKEN / 2, tuple(_beside(day))
            yield Span(day.start, day.end, "day", day.words, day.words, cost, day.note, beside)


def _beside(day: Day) -> Iterator[str]:
    """Give the meanings that the words for a day have besides."""
    if day.after:
        yield "later"
    for word in day.beside:
        yield from phrases().get(word, ())[:1]

"""The lattice over a message: every stretch with everything that it may be, each with its cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.reader.ground import Ground
from bot.reader.letters import english
from bot.reader.named import days, kinds_of_units, names, slips, titled
from bot.reader.numbers import number_spans
from bot.reader.strangers import strangers
from bot.reader.stretch import Span
from bot.reader.subjects import subjects
from bot.reader.words import BREAKING, Cut, cut, phrases_in, quotes, skipped

MOST_PATHS = 6
NAMED = ("unit", "person", "district", "document", "place")
NAME_LOST = 1.2
"""What it costs besides to leave out a character of a name."""
Way = tuple[float, Span | None, int]
"""What it costs so far, the last span, and the rank of the way before it."""


def lattice(text: str, ground: Ground) -> list[list[Span]]:
    """Give the spans that begin at each place."""
    found: list[list[Span]] = [[] for _ in range(len(text) + 1)]
    spans = [s for s in _spans(text, ground) if s.end > s.start]
    named = {
        place for s in spans if s.kind in NAMED and not s.note for place in range(s.start, s.end)
    }
    for span in spans:
        lost = len(named & set(range(span.start, span.end))) if span.kind == "skip" else 0
        dearer = replace(span, cost=span.cost + NAME_LOST * lost) if lost else span
        found[span.start].append(dearer)
    return found


def _spans(text: str, ground: Ground) -> Iterator[Span]:
    words = cut(text, ground)
    yield from phrases_in(words)
    yield from names(text, ground)
    for span in number_spans(text):
        is_half = span.kind == "measure" and span.end in words.inside
        yield replace(span, cost=span.cost + BREAKING) if is_half else span
    yield from days(text, ground)
    yield from kinds_of_units(text)
    yield from _words(words, ground)
    yield from slips(text, ground)
    yield from english(text, ground)
    yield from quotes(text)
    yield from titled(text, ground)
    yield from strangers(words, ground)


def _words(words: Cut, ground: Ground) -> Iterator[Span]:
    """Give what is not known as a phrase: subjects of the documents, and words to skip."""
    yield from skipped(words, ground)
    yield from subjects(words, ground)


def paths(
    spans: Sequence[Sequence[Span]], most: int = MOST_PATHS
) -> list[tuple[float, list[Span]]]:
    """Give the cheapest ways through the lattice, the cheapest first."""
    size = len(spans) - 1
    best: list[list[Way]] = [[] for _ in range(size + 1)]
    best[0] = [(0.0, None, 0)]
    for start in range(size):
        reached = best[start]
        reached.sort(key=lambda way: way[0])
        del reached[most:]
        for span in spans[start]:
            for rank, (cost, _, _) in enumerate(reached):
                best[span.end].append((cost + span.cost, span, rank))
    best[size].sort(key=lambda way: way[0])
    return [(way[0], _back(best, size, rank)) for rank, way in enumerate(best[size][:most])]


def _back(best: Sequence[Sequence[Way]], place: int, rank: int) -> list[Span]:
    found: list[Span] = []
    while place > 0:
        _, span, before = best[place][rank]
        if span is None:
            break
        found.append(span)
        place, rank = span.start, before
    return found[::-1]


__all__ = ["Ground", "Span", "lattice", "paths"]

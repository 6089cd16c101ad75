"""The lattice over a message: every stretch with everything that it may be, each with its cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.understanding.ground import Ground
from bot.understanding.letters import english
from bot.understanding.named import days, governments, kinds_of_units, names, slips, titled, titles
from bot.understanding.numbers import number_spans
from bot.understanding.phrases import signs
from bot.understanding.strangers import strangers
from bot.understanding.stretch import Span
from bot.understanding.subjects import subjects
from bot.understanding.words import BREAKING, Cut, cut, phrases_in, quotes, skipped

WHOLE = 0.15
"""What it costs to read a number as that of all tasks."""
FEW = 10
MOST_PATHS = 6
MOST_LATTICES = 8
NAMED = ("unit", "person", "district", "document", "place")
ORDERS = ("earliest", "latest")
"""Kinds that a day says besides: 最近到期."""
NAME_LOST = 1.2
"""What it costs besides to leave out a character of a name."""
Way = tuple[float, Span | None, int]
"""What it costs so far, the last span, and the rank of the way before it."""


def lattice(text: str, ground: Ground) -> list[list[Span]]:
    """Give the spans that begin at each place."""
    if (known := ground.lattices.get(text)) is not None:
        return known
    if len(ground.lattices) >= MOST_LATTICES:
        ground.lattices.clear()
    ground.lattices[text] = found = _lattice(text, ground)
    return found


def _lattice(text: str, ground: Ground) -> list[list[Span]]:
    found: list[list[Span]] = [[] for _ in range(len(text) + 1)]
    spans = [s for s in _spans(text, ground) if s.end > s.start]
    named = {
        place for s in spans if s.kind in NAMED and not s.note for place in range(s.start, s.end)
    }
    meant = {s.start for s in spans if s.kind == "day" and s.beside}
    for span in spans:
        if span.kind in ORDERS and span.start in meant:
            continue
        lost = len(named & set(range(span.start, span.end))) if span.kind == "skip" else 0
        dearer = replace(span, cost=span.cost + NAME_LOST * lost) if lost else span
        found[span.start].append(dearer)
    return found


def _spans(text: str, ground: Ground) -> Iterator[Span]:
    named = list(names(text, ground))
    edges = frozenset(p for s in named if not s.note for p in (s.start, s.end))
    words = cut(text, ground, edges)
    yield from phrases_in(words)
    yield from named
    for span in number_spans(text):
        if whole := _whole(span, ground):
            yield whole
        is_half = span.kind == "measure" and span.end in words.inside
        yield replace(span, cost=span.cost + BREAKING) if is_half else span
    yield from days(text, ground)
    yield from kinds_of_units(text)
    yield from titles(text, ground)
    yield from governments(text, ground)
    yield from _words(words, ground)
    yield from slips(text, ground)
    yield from english(text, ground)
    yield from quotes(text)
    yield from titled(text, ground)
    yield from strangers(words, ground)


def _whole(span: Span, ground: Ground) -> Span | None:
    """Read 92项 of a document that has just so many as all of them."""
    if span.kind != "item" or span.text.startswith(signs("th")) or len(span.ranges) > 1:
        return None
    sizes = {len(d.tasks) for d in ground.documents}
    is_whole = span.ranges[0] in {(size, size) for size in sizes if size > FEW}
    return replace(span, kind="whole", cost=WHOLE) if is_whole else None


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

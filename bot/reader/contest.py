"""Readings compete: each is tried on the documents, and the cheapest one is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.memory import Memory, after
from bot.model import Reading
from bot.reader.bounds import with_own_unit
from bot.reader.candidate import Candidate
from bot.reader.candidates import candidates
from bot.reader.compose import Frame, compose
from bot.reader.focus import ASKING
from bot.reader.offers import chosen
from bot.reader.phrases import endings
from bot.reader.spans import Ground, lattice, paths
from bot.reader.stretch import Span
from bot.reader.trial import Tried, loosened, tried
from knowledge import Cutter, Index, documents_of

RE_LETTERS = re.compile(r"[a-z]{2}")
RE_BREAK = re.compile(r"[,，。;；?？!！\s]+")
SPELLED = 0.5
"""What it costs to read letters by their sound."""
CHOSEN = -1.0
"""What it costs to take a message for a choice among what was offered."""
UNHELD_WAYS = 3
MOST_PARTS, MOST_CUTS = 4, 2
SPLIT = 0.4
"""What it costs to cut a message in two."""
UNASKED = 0.9
"""What a thing costs that was asked for and is not answered."""

Parts = list[tuple[str, list[Tried]]]


def ground_of(memory: Memory, index: Index, cutter: Cutter, today: date | None = None) -> Ground:
    """Give what a message of a chat is held against."""
    scope = (memory.scope,) if memory.scope else ()
    spoken = documents_of(memory.question.where, index) if memory.question else ()
    picked = {t.document for i in memory.picked if (t := index.task(i))}
    named = [d for d in spoken if d.id in picked] or list(spoken)
    homes = {d.district for d in named} if len(named) < len(index.documents) else set()
    return Ground(index, cutter, scope, () if scope else tuple(sorted(homes)), today)


def contest(text: str, memory: Memory, ground: Ground) -> list[Tried]:
    """Give all readings of a message, the likeliest first."""
    best: dict[str, Tried] = {}
    hints = [cue for cue, pattern in endings().items() if pattern.search(text)]
    for cost, way in _ways(text, ground):
        frame = compose(way, cost, ground)
        frame.cues.update(hints)
        for one in _tried(with_own_unit(frame, memory), memory, ground, best):
            key = repr(one.candidate.question)
            if key not in best or best[key].cost > one.cost:
                best[key] = one
    return sorted(best.values(), key=lambda one: one.cost)


def _ways(text: str, ground: Ground) -> list[tuple[float, list[Span]]]:
    """Give the ways through a message: as it is typed, without what nothing holds, by its sound."""
    spans = lattice(text, ground)
    ways = paths(spans)
    if any(span.kind == "unheld" for _, way in ways for span in way):
        ways += paths([[s for s in here if s.kind != "unheld"] for here in spans], UNHELD_WAYS)
    if RE_LETTERS.search(text):
        spelled = ground.spelled.read(text, ground.scope)
        if spelled != text:
            ways += [(cost + SPELLED, way) for cost, way in paths(lattice(spelled, ground))]
    return ways


def _tried(frame: Frame, memory: Memory, ground: Ground, best: dict[str, Tried]) -> Iterator[Tried]:
    """Try what a frame may ask, but for what a cheaper one has asked already."""
    choices = [Candidate(question, CHOSEN, "choice") for question in chosen(frame, memory)]
    for candidate in (*choices, *candidates(frame, memory, ground)):
        known = best.get(repr(candidate.question))
        if known is None or known.cost > frame.cost + candidate.cost:
            one = tried(candidate, frame, ground, memory)
            yield one
            yield from loosened(one, ground, memory)


def readings(text: str, memory: Memory, ground: Ground, depth: int = 0) -> Parts:
    """Read a message as one question, or as several that stand one behind the other."""
    whole = contest(text, memory, ground)
    best: Parts = [(text, whole)]
    if depth >= MOST_PARTS - 1 or not whole:
        return best
    least = _cost(best)
    for first, rest in _cuts(text, ground):
        one = contest(first, memory, ground)
        if not one or one[0].cost + SPLIT > least:
            continue
        behind = after(memory, Reading(one[0].candidate.question), one[0].found)
        there = ground_of(behind, ground.index, ground.cutter, ground.today)
        parts = [(first, one), *readings(rest, behind, there, depth + 1)]
        if all(tried for _, tried in parts) and _cost(parts) < least:
            least, best = _cost(parts), parts
    return best


def _cost(parts: Parts) -> float:
    """Say what several questions cost together."""
    each = (tried[0].cost + UNASKED * _unasked(tried[0]) for _, tried in parts)
    return sum(each) + SPLIT * (len(parts) - 1)


def _unasked(one: Tried) -> int:
    """Count the things asked for that the question does not ask."""
    asked = {(a.how, a.cell) for a in one.candidate.question.asks}
    return len({(a.how, a.cell) for a in one.frame.asks} - asked)


def _cuts(text: str, ground: Ground) -> Sequence[tuple[str, str]]:
    """Give the places between two things that are asked for where a message may be cut."""
    ways = paths(lattice(text, ground), 1)
    asking = [s.start for _, way in ways for s in way if s.kind in ASKING]
    if len(asking) < 2:
        return ()
    gaps = [
        gap
        for gap in RE_BREAK.finditer(text)
        if asking[0] < gap.start() and gap.end() <= asking[-1]
    ]
    return [(text[: gap.start()], text[gap.end() :]) for gap in gaps[:MOST_CUTS]]

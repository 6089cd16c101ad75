"""Readings compete: each is tried on the documents, and the cheapest one is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from operator import itemgetter

from bot.memory import Memory, after
from bot.model import Reading
from bot.understanding.bounds import with_own_unit
from bot.understanding.candidate import Candidate
from bot.understanding.candidates import candidates
from bot.understanding.compose import Frame, compose
from bot.understanding.focus import ASKING
from bot.understanding.offers import chosen
from bot.understanding.phrases import endings, note
from bot.understanding.spans import Ground, lattice, paths
from bot.understanding.stretch import Span
from bot.understanding.trial import Tried, loosened, tried

RE_LETTERS = re.compile(r"[a-z]{2}")
RE_BREAK = re.compile(r"[,，。;；?？!！\s]+")
SPELLED = 0.5
"""What it costs to read letters by their sound."""
CHOSEN = -1.0
"""What it costs to take a message for a choice among what was offered."""
HOPELESS = 1.5
"""How much dearer than the best a reading may be and still be tried; a trial only adds to it."""
MOST_GAINED = 2.0
"""What a reading gains at most over the way that it was read from."""
UNHELD_WAYS = 3
MOST_PARTS, MOST_CUTS, FEW = 5, 2, 3
SPLIT = 0.4
"""What it costs to cut a message in two."""
UNASKED = 0.9
"""What a thing costs that was asked for and is not answered."""

Parts = list[tuple[str, list[Tried]]]


def contest(text: str, memory: Memory, ground: Ground) -> list[Tried]:
    """Give all readings of a message, the likeliest first."""
    best: dict[str, Tried] = {}
    hints = [cue for cue, pattern in endings().items() if pattern.search(text)]
    for cost, way in _ways(text, ground):
        least = min((one.cost for one in best.values()), default=inf)
        if cost > least + HOPELESS + MOST_GAINED:
            break
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
            told = Span(0, 0, "filler", "", note=note("taken", name=spelled))
            known = paths(lattice(spelled, ground))
            ways += [(cost + SPELLED, [told, *way]) for cost, way in known]
    return sorted(ways, key=itemgetter(0))


def _tried(frame: Frame, memory: Memory, ground: Ground, best: dict[str, Tried]) -> Iterator[Tried]:
    """Try what a frame may ask, but for what a cheaper one has asked already."""
    choices = [Candidate(question, CHOSEN, "choice") for question in chosen(frame, memory)]
    least = min((one.cost for one in best.values()), default=inf)
    for candidate in (*choices, *candidates(frame, memory, ground)):
        if frame.cost + candidate.cost > least + HOPELESS:
            continue
        known = best.get(repr(candidate.question))
        if known is None or known.cost > frame.cost + candidate.cost:
            one = tried(candidate, frame, ground, memory)
            yield one
            yield from loosened(one, ground, memory)


def readings(text: str, memory: Memory, ground: Ground, depth: int = 0) -> Parts:
    """Read a message as one question, or as several that stand one behind the other."""
    whole = contest(text, memory, ground)
    best: Parts = [(text, whole)]
    if not whole:
        return best
    least = _cost(best)
    for first, rest in _cuts(text, ground):
        one = contest(first, memory, ground.grounds.of(first, memory, ground.today))
        if not one or one[0].cost + SPLIT > least:
            continue
        if depth >= MOST_PARTS - 1:
            return [(first, [_without(rest, one[0])])]
        behind = after(memory, Reading(one[0].candidate.question), one[0].found)
        there = ground.grounds.of(rest, behind, ground.today)
        parts = [(first, one), *readings(rest, behind, there, depth + 1)]
        if all(tried for _, tried in parts) and _cost(parts) < least:
            least, best = _cost(parts), parts
    return best


def _without(rest: str, one: Tried) -> Tried:
    """Say of a reading what was not read any more."""
    return replace(one, frame=replace(one.frame, skipped=[*one.frame.skipped, rest]))


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
    if asking and endings()["ends_ne"].search(text):
        asking.append(len(text))
    if len(asking) < 2:
        return ()
    gaps = [
        gap
        for gap in RE_BREAK.finditer(text)
        if asking[0] < gap.start() and gap.end() <= asking[-1]
    ]
    most = MOST_CUTS if len(asking) <= FEW else 1
    return [(text[: gap.start()], text[gap.end() :]) for gap in gaps[:most]]

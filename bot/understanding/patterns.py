"""Patterns over the kinds of spans, and the composer that takes the runs that fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count, groupby, takewhile

from bot.understanding.frame import Frame
from bot.understanding.ground import Ground
from bot.understanding.phrases import signs
from bot.understanding.stretch import Endings, Span
from knowledge import PARTIES, Cell, Field, Is

ROLES = {"lead": Field.LEAD, "support": Field.SUPPORT, "responsible": Field.RESPONSIBLE}
ANY_ROLE = {**ROLES, "manage": Field.UNIT}
U = "<unit|stranger|unit_kind>"
UNITS = f"{U}(<and>?{U})*"
ROLE = "<lead|support|responsible|manage>"
HEAVY = 1.4
"""What a word that was left out cost, at least, to be worth telling of."""
NAMES = ("unit", "person", "unit_noun", "leader")
RE_KINDS = re.compile(r"<(?![!=])([^>]*)>")
PRIVATE_USE = count(0xE000)


@cache
def _code(kind: str) -> str:
    """Give the one character that stands for a kind."""
    return chr(next(PRIVATE_USE))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern over kinds: <unit> <lead|support>?"""
    return re.compile(
        RE_KINDS.sub(lambda m: "[" + "".join(map(_code, m[1].split("|"))) + "]", text)
    )


class Composer:
    """Takes rules over the spans of a message, one after the other, each span once."""

    def __init__(self, spans: Sequence[Span], ground: Ground) -> None:
        self.ground = ground
        self.frame = Frame()
        self.asker: tuple[str, ...] = ()
        """The unit that somebody asks for: 水务局来问."""
        telling = _telling(spans)
        if of_kind(telling, "order"):
            self.frame.cues.add("order")
        self.spans = _without_denied_end(_without_orders(telling))
        self.together = self.has("together") or _all_named(spans)
        self.frame.notes = [s.note for s in spans if s.note]
        self.frame.skipped = [s.text for s in spans if _is_heavy(s)]
        self.frame.gap = max(_gaps(spans), default=0.0)

    @property
    def spans(self) -> list[Span]:
        """The spans that no rule has taken yet."""
        return self._spans

    @spans.setter
    def spans(self, spans: list[Span]) -> None:
        self._spans = spans
        self._codes = "".join(_code(s.kind) for s in spans)

    def has(self, *kinds: str) -> bool:
        """Tell whether a span of these kinds is still there."""
        return any(s.kind in kinds for s in self.spans)

    def of_leader(self) -> bool:
        """Tell whether a leader is spoken of, and no unit."""
        fields = {f.cell.field for f in self.frame.conditions if isinstance(f, Is)}
        is_person = Field.LEADER in fields or "he" in self.frame.cues
        return is_person and not fields & set(PARTIES)

    def taking(self, pattern: str) -> Iterator[list[Span]]:
        """Give the runs of spans that fit a pattern, and take them out."""
        place = 0
        while True:
            found = _pattern(pattern).search(self._codes, place)
            if not found or found.start() == found.end():
                return
            first, behind = found.span()
            run = self._spans[first:behind]
            taken = Span(run[0].start, run[-1].end, "taken", "".join(s.text for s in run))
            self.spans = [*self._spans[:first], taken, *self._spans[behind:]]
            place = found.start() + 1
            yield run

    def take(self, pattern: str) -> bool:
        """Take everything that fits a pattern out; tell whether there was any."""
        return bool(list(self.taking(pattern)))

    def units_ending(self, ends: tuple[str, ...]) -> list[str]:
        """Give the units in scope that are of a kind."""
        names = self.ground.index.names
        keys = [k for k in names.units if k.endswith(ends) and k not in names.collectives]
        inside = [k for k in keys if names.is_in(k, self.ground.scope)]
        return [names.name_of(k, self.ground.scope) for k in inside]

    def units(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """Give the names of the units in a run; *局 is every unit that ends so."""
        names = self.ground.index.names
        found: list[str] = []
        named = {s.end for s in spans if s.kind == "unit"}
        for span in spans:
            if span.kind == "unit":
                found += [names.name_of(key, self.ground.scope) for key in span.name.split("|")]
            elif span.kind == "unit_kind" and span.start not in named:
                found += [f"*{ending}" for ending in span.ends]
            elif span.kind == "stranger" and not named:
                found.append(span.text)
        return tuple(dict.fromkeys(found))


def _all_named(spans: Sequence[Span]) -> bool:
    """Tell whether 都 or 同时 stands behind several names: A和B都在的."""
    for place, span in enumerate(spans):
        before = [s for s in spans[:place] if s.kind != "and"]
        named = takewhile(lambda s: s.kind in NAMES, reversed(before))
        if span.text.startswith(signs("all_of_them")) and len(list(named)) > 1:
            return True
    return False


def _telling(spans: Sequence[Span]) -> list[Span]:
    """Leave out what was skipped, talk, and marks that part nothing."""
    return [
        replace(s, kind="subject") if s.kind == "unheld" else s
        for s in _with_beside(spans)
        if s.kind not in ("skip", "filler")
        and s.text.strip()
        and not (s.kind == "mark" and s.text not in signs("breaks"))
    ]


def _with_beside(spans: Sequence[Span]) -> Iterator[Span]:
    """Put behind a span what it says besides."""
    for span in spans:
        yield span
        for kind in span.beside:
            yield Span(span.end, span.end, kind, span.text)


def _without_orders(spans: Sequence[Span]) -> list[Span]:
    """Leave out the clauses that tell the bot what to be; only what is asked counts."""
    kept: list[Span] = []
    clause: list[Span] = []
    for span in spans:
        clause.append(span)
        if span.kind == "mark":
            kept += _unless_order(clause)
            clause = []
    return kept + _unless_order(clause)


def _unless_order(clause: list[Span]) -> list[Span]:
    return [] if of_kind(clause, "order") else clause


def _without_denied_end(spans: list[Span]) -> list[Span]:
    """Read a 没 or 不 at the end as a question: 完成了没."""
    last = next((s for s in reversed(spans) if s.kind != "mark"), None)
    if last is None or last.kind != "not":
        return spans
    return [replace(s, kind="yes_no") if s is last else s for s in spans]


def _gaps(spans: Sequence[Span]) -> Iterator[float]:
    """Give what each stretch costs of which nothing was read."""
    for is_lost, run in groupby(spans, lambda s: s.kind == "skip"):
        if is_lost:
            yield sum(s.cost for s in run)


def _is_heavy(span: Span) -> bool:
    return span.kind == "skip" and span.cost >= HEAVY and len(span.text) > 1


def of_kind(run: Sequence[Span], *kinds: str) -> list[Span]:
    """Give the spans of some kinds."""
    return [s for s in run if s.kind in kinds]


def kind_in(run: Sequence[Span], *kinds: str) -> str:
    """Give the first of some kinds that is in a run."""
    return of_kind(run, *kinds)[0].kind


def party_in(run: Sequence[Span]) -> Cell:
    """Give the role in a run, of one kind of units where that is named: 哪个街道配合."""
    ends = (s.ends for s in run if isinstance(s.value, Endings))
    return Cell(role_in(run), kinds=tuple(dict.fromkeys(e for found in ends for e in found)))


def role_in(run: Sequence[Span]) -> Field:
    """Give the role in a run; any, where none is named."""
    return next((ROLES[s.kind] for s in run if s.kind in ROLES), Field.UNIT)

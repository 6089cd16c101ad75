"""Which of the entries that speak of a subject are told, and in which order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.figures import has_figure, measures
from knowledge.found import by_document
from knowledge.holds import speaks_of
from knowledge.index import Index
from knowledge.model import DocumentKind, Field, Passage, Role, Task, Tense
from knowledge.question import Best, DueIs, How, Is, Nearest, Question, Speaks, Word

BOOST = 0.3
MEASURE_BOOST = 1.5
CLEARLY = 1.12
"""A hit is clearly ahead when its score is so many times that of the next one."""
MOST_CANDIDATES = 6
PLACES = {role: place for place, role in enumerate(Role)}
TENSES = {
    Tense.RESULT: (Tense.RESULT, Tense.PLAN, Tense.NEITHER),
    Tense.PLAN: (Tense.PLAN, Tense.RESULT, Tense.NEITHER),
    Tense.NEITHER: (Tense.PLAN, Tense.RESULT, Tense.NEITHER),
}

Entry = Task | Passage


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    score: float = 0.0
    level: int = 4
    """How plainly it speaks of the words: see `speaks_of`."""


def taken(numbers: Iterable[int], question: Question, index: Index) -> dict[str, list[Entry]]:
    """Give what is taken of each document, in the order of the documents."""
    words = [c.word for c in question.where if isinstance(c, Speaks)]
    if not words and not question.best.nearest:
        told = by_document(map(index.entry, numbers), lambda entry: entry.document)
        return {d: told[d] for d in index.documents if d in told}
    hits = _ranked(numbers, words, question.best, index)
    found = by_document(hits, lambda hit: hit.entry.document)
    if question.best.nearest:
        found = {d: _taken(own, question, index) for d, own in found.items()}
        found = _level_with_each_other({d: own for d, own in found.items() if own})
    return {d: [h.entry for h in found[d]] for d in index.documents if d in found}


def _ranked(numbers: Iterable[int], words: Sequence[Word], best: Best, index: Index) -> list[Hit]:
    """Rank entries that speak of all words: whole phrases first, rare words weigh more."""
    weights = [_weight(word, index) for word in words]
    hits = [_scored(n, words, weights, best, index) for n in numbers]
    hits.sort(key=lambda hit: (-hit.level, -hit.score))
    return hits


def _weight(word: Word, index: Index) -> float:
    seen = max(index.frequency(w) for w in (word.text, *word.same, *word.parts))
    return math.log(2 + index.size / (1 + seen))


def _scored(
    number: int, words: Sequence[Word], weights: Sequence[float], best: Best, index: Index
) -> Hit:
    text, whole = index.texts_of(number)
    level, score = 4, 0.0
    for word, weight in zip(words, weights, strict=True):
        how, worth = speaks_of(text, whole, word)
        level, score = min(level, how), score + weight * worth
    score += sum(BOOST for word in best.words if word in text)
    if best.measure and measures(text, best.measure):
        score += MEASURE_BOOST
    return Hit(index.entry(number), score, level)


def _taken(hits: list[Hit], question: Question, index: Index) -> list[Hit]:
    best, asks_figure = question.best, _asks(question, Field.FIGURE)
    hits = _without_idle_passages(hits, question, index)
    passages = any(isinstance(h.entry, Passage) for h in hits)
    outcome = any(a.how == How.OUTCOME for a in question.asks)
    lists = any(a.how in (How.LIST, How.WHERE) for a in question.asks) and best.tense is None
    if passages and not lists and not outcome:
        hits = _in_tense(hits, best.tense or Tense.PLAN)
    if asks_figure:
        hits = [h for h in hits if has_figure(h.entry.text)] or hits
    if not hits:
        return hits
    level = max(h.level for h in hits)
    same = [h for h in hits if h.level == level or (level == 4 and h.level == 3)]
    return same if best.nearest == Nearest.LEVEL else _ahead(same)


def _asks(question: Question, *fields: Field) -> bool:
    return any(a.cell is not None and a.cell.field in fields for a in question.asks)


def _without_idle_passages(hits: list[Hit], question: Question, index: Index) -> list[Hit]:
    """Look into running text only where the document's tasks say nothing of it."""
    passages = [h for h in hits if isinstance(h.entry, Passage)]
    tasks = [h for h in hits if isinstance(h.entry, Task)]
    if not passages or not tasks:
        return passages or tasks
    level = max(h.level for h in tasks)
    is_report = index.documents[hits[0].entry.document].kind == DocumentKind.REPORT
    if not (is_report or _asks(question, Field.FIGURE, Field.TEXT)):
        return tasks
    return tasks + [h for h in passages if min(h.level, 3) > level]


def _in_tense(hits: list[Hit], tense: Tense) -> list[Hit]:
    """Prefer what is planned, or what is asked for; the other tense is told as what it is."""
    for wanted in TENSES[tense]:
        kept = [h for h in hits if isinstance(h.entry, Task) or h.entry.tense == wanted]
        if kept:
            return kept
    return hits


def _ahead(hits: list[Hit]) -> list[Hit]:
    """Keep those that no other is clearly ahead of."""
    hits = sorted(hits, key=lambda h: (-h.level, -h.score))
    top = hits[0]
    if not top.score:
        return hits
    close = [h for h in hits if h.level == top.level and h.score * CLEARLY > top.score]
    return close[:MOST_CANDIDATES]


def _level_with_each_other(found: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """Leave out documents that speak of something else where another is to the letter."""
    best = max((hits[0].level for hits in found.values()), default=0)
    return {d: hits for d, hits in found.items() if hits[0].level >= best - 1}


# --- order


def order_key(question: Question, index: Index) -> Callable[[Task], int] | None:
    """Give the key that puts what is due first at the top, or what the one unit asked for leads."""
    if any(isinstance(c, DueIs) for c in question.where):
        return _first_due
    units = [c for c in question.where if isinstance(c, Is) and c.cell.field == Field.UNIT]
    if len(units) != 1:
        return None
    keys, names = {index.names.meant_key(v) for v in units[0].values}, index.names

    def place(task: Task) -> int:
        own = [PLACES[p.role] for p in task.parties if names.party_key(p) in keys]
        return min(own, default=len(PLACES))

    return place


def _first_due(task: Task) -> int:
    days = [d.due for d in task.deadlines if d.due]
    return min(days, default=date.max).toordinal()

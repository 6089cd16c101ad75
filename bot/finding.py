"""What is found for an intent, document by document: the best that each has to say."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.figures import has_figure
from bot.model import Group, Intent, Want
from knowledge import (
    DocumentKind,
    Hit,
    Index,
    Passage,
    Query,
    Role,
    Task,
    Tense,
    may_stand_for,
    role_fits,
)

CLEARLY = 1.12
"""A hit is clearly ahead when its score is so many times that of the next one."""
MOST_CANDIDATES = 6


def find_groups(intent: Intent, index: Index) -> tuple[Group, ...]:
    query = intent.query
    by_document: dict[str, list[Hit]] = defaultdict(list)
    if query.is_empty():
        return _whole_documents(intent, index)
    for hit in _found(query, index):
        by_document[hit.entry.document].append(hit)
    told = {d: _without_idle_passages(hits, intent, index) for d, hits in by_document.items()}
    kept = {d: _best(hits, intent) for d, hits in told.items()}
    kept = _level_with_each_other({d: hits for d, hits in kept.items() if hits})
    order = [d for d in index.documents if d in kept]
    groups = tuple(_group(d, kept[d]) for d in order)
    if len(groups) == 1 and set(intent.wants) & {Want.LIST, Want.COUNT}:
        through = _through(groups[0].document, groups[0].tasks, intent, index)
        return (replace(groups[0], through=through),)
    return groups


def _found(query: Query, index: Index) -> Iterator[Hit]:
    """Find tasks and, for words, passages; a number from the end counts in each document."""
    if not any(first < 0 for first, _ in query.numbers):
        yield from index.find(query, passages=bool(query.words))
        return
    for document in index.scope(query.documents):
        last = max((t.number for t in document.tasks), default=0) + 1
        numbers = tuple((last + a, last + b) if a < 0 else (a, b) for a, b in query.numbers)
        yield from index.find(replace(query, documents=(document.id,), numbers=numbers))


def _whole_documents(intent: Intent, index: Index) -> tuple[Group, ...]:
    documents = index.scope(intent.query.documents)
    return tuple(Group(d.id, d.tasks) for d in documents if d.tasks)


def _without_idle_passages(hits: list[Hit], intent: Intent, index: Index) -> list[Hit]:
    """Look into running text only where the document's tasks say nothing of it."""
    passages = [h for h in hits if isinstance(h.entry, Passage)]
    if not passages:
        return hits
    tasks = [h for h in hits if isinstance(h.entry, Task)]
    if not tasks:
        return passages
    level = max((h.level for h in tasks), default=0)
    is_report = index.documents[hits[0].entry.document].kind == DocumentKind.REPORT
    if not (is_report or Want.TARGET in intent.wants or Want.TEXT in intent.wants):
        return tasks
    return tasks + [h for h in passages if min(h.level, 3) > level]


def _best(hits: list[Hit], intent: Intent) -> list[Hit]:
    """Keep the hits at the best level that the document has."""
    if not intent.query.words or not hits:
        return hits
    searches = Want.LIST in intent.wants and intent.query.tense is None
    if any(isinstance(h.entry, Passage) for h in hits) and not searches:
        hits = _in_tense(hits, intent.query.tense)
    if Want.TARGET in intent.wants:
        hits = _with_figures(hits)
    level = max(h.level for h in hits)
    if level == 1:
        return []
    best = [h for h in hits if h.level == level or (level == 4 and h.level == 3)]
    if set(intent.wants) & {Want.LIST, Want.COUNT}:
        return best
    return _ahead(best)


def _in_tense(hits: list[Hit], tense: Tense | None) -> list[Hit]:
    """Prefer what is planned, or what is asked for; the other tense is told as what it is."""
    orders = {Tense.RESULT: (Tense.RESULT, Tense.PLAN, Tense.NEITHER)}
    for wanted in orders.get(tense or Tense.PLAN, (Tense.PLAN, Tense.RESULT, Tense.NEITHER)):
        kept = [h for h in hits if isinstance(h.entry, Task) or h.entry.tense == wanted]
        if any(h.level > 1 for h in kept):
            return kept
    return hits


def _with_figures(hits: list[Hit]) -> list[Hit]:
    figured = [h for h in hits if h.level >= 2 and has_figure(h.entry.text)]
    return figured or hits


def _ahead(hits: list[Hit]) -> list[Hit]:
    """Keep those that no other is clearly ahead of."""
    ranked = sorted(hits, key=lambda h: (-h.level, -h.score))
    top = ranked[0]
    return [h for h in ranked if h.level == top.level and h.score * CLEARLY > top.score][
        :MOST_CANDIDATES
    ]


def _level_with_each_other(found: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """Leave out documents that speak of something else where another is to the letter."""
    best = max((hits[0].level for hits in found.values()), default=0)
    return {d: hits for d, hits in found.items() if hits[0].level >= best - 1}


def _group(document: str, hits: Sequence[Hit]) -> Group:
    return Group(
        document,
        tasks=tuple(h.entry for h in hits if isinstance(h.entry, Task)),
        passages=tuple(h.entry for h in hits if isinstance(h.entry, Passage)),
    )


def _through(
    document: str, tasks: Sequence[Task], intent: Intent, index: Index
) -> tuple[tuple[Task, str], ...]:
    """Find tasks that may reach the one unit asked for, each with the phrase that covers it."""
    query = intent.query
    if (
        len(query.units) != 1
        or query.units[0].negated
        or query.units[0].endings
        or query.words
        or query.leaders
        or query.dues
    ):
        return ()
    unit = query.units[0]
    if unit.role == Role.LEAD:
        return ()
    named = {t.id for t in tasks}
    phrases = {
        t: p.unit
        for t in index.documents[document].tasks
        if t.id not in named
        for p in t.parties
        if p.collective and role_fits(p.role, unit.role) and may_stand_for(p.unit, unit.keys)
    }
    return tuple(phrases.items())

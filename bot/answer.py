"""From what is asked to the facts: nothing here makes up, rounds or guesses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.figures import clause_with_figure, has_figure, stands_in
from bot.model import Answer, Claim, Group, Intent, Kind, Want
from bot.ranking import compare, rank, tally
from knowledge import (
    DocumentKind,
    Hit,
    Index,
    Passage,
    Query,
    Role,
    Task,
    Tense,
    day_span,
    fold,
    has_leader,
    has_unit,
    role_fits,
)

CLEARLY = 1.12
"""A hit is clearly ahead when its score is so many times that of the next one."""
MOST_CANDIDATES = 6
FEW = 4
"""Tasks of a list that are told of one by one."""


def answer(intent: Intent, index: Index) -> Answer:
    """Find what the documents say."""
    if intent.chat:
        return Answer(Kind.CHAT, intent)
    if intent.wants == (Want.TERM,) and (terms := _terms(intent, index)):
        return terms
    if intent.unknown:
        return _outside(intent, index)
    match intent.wants[0]:
        case Want.CHAT:
            return Answer(Kind.CHAT, intent)
        case Want.RANK:
            return rank(intent, index)
        case Want.COMPARE:
            return compare(intent, index)
        case Want.CONFIRM:
            return _confirm(intent, index)
        case Want.WHERE:
            return _where(intent, index)
        case Want.OFFICIAL:
            return _officials(intent, index)
        case Want.ABOUT | Want.SECTIONS:
            return Answer(
                Kind.FOUND, intent, tuple(Group(d.id) for d in index.scope(intent.query.documents))
            )
        case Want.TERM:
            return _terms(intent, index) or _facts(replace(intent, wants=(Want.TEXT,)), index)
        case _:
            return _facts(intent, index)


def _outside(intent: Intent, index: Index) -> Answer:
    """Offer what holds of the rest, as suggestions."""
    known = any(u.kind in ("unit", "person", "document", "place") for u in intent.unknown)
    near: tuple[Group, ...] = ()
    if intent.query.words and not known:
        near = tuple(g for g in _groups(intent, index) if g.tasks)[:3]
    return Answer(Kind.OUTSIDE, intent, near, is_near=True)


def _facts(intent: Intent, index: Index) -> Answer:
    if intent.term and (terms := _terms(intent, index)):
        return terms
    groups = _groups(intent, index)
    if not groups and intent.query.tense is None and (elsewhere := _told_elsewhere(intent, index)):
        return elsewhere
    if not groups:
        return Answer(Kind.OUTSIDE, intent)
    if any(w in (Want.COUNT, Want.LIST) for w in intent.wants):
        return Answer(Kind.SEVERAL if _many(groups) else Kind.FOUND, intent, groups)
    if _is_about_a_set(intent, groups) and set(intent.wants) <= {
        Want.LEADER,
        Want.OWNER,
        Want.LEAD,
        Want.SUPPORT,
    }:
        return Answer(Kind.SEVERAL, intent, groups, rows=tally(intent, groups, index))
    kind = Kind.SEVERAL if _many(groups) else Kind.FOUND
    if kind == Kind.FOUND and groups[0].tasks and not _states_any(groups[0].tasks[0], intent.wants):
        kind = Kind.NOT_STATED
    return Answer(kind, intent, groups)


def _many(groups: Sequence[Group]) -> bool:
    return sum(len(g.tasks) + len(g.passages) for g in groups) > 1


def _is_about_a_set(intent: Intent, groups: Sequence[Group]) -> bool:
    """Tell whether a fact is asked of many tasks together, not of each."""
    query = intent.query
    by_condition = query.units or query.leaders or query.under or query.dues
    if query.tasks:
        return sum(len(g.tasks) for g in groups) > FEW
    return bool(by_condition) and not (query.words or query.numbers)


def _states_any(task: Task, wants: Iterable[Want]) -> bool:
    return any(states(task, want) for want in wants)


def states(task: Task, want: Want) -> bool:
    """Tell whether the document states for a task what is wanted."""
    match want:
        case Want.LEAD | Want.SUPPORT:
            return any(p.role == Role(want.value) for p in task.parties)
        case Want.OWNER:
            return any(p.role != Role.SUPPORT for p in task.parties)
        case Want.LEADER:
            return bool(task.leaders)
        case Want.DEADLINE:
            return bool(task.deadlines)
        case _:
            return True


# --- what is found, document by document


def _groups(intent: Intent, index: Index) -> tuple[Group, ...]:
    query = intent.query
    by_document: dict[str, list[Hit]] = defaultdict(list)
    if query.is_empty():
        return _whole_documents(intent, index)
    for hit in _found(query, index):
        if query.tense != Tense.RESULT or isinstance(hit.entry, Passage):
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
    level = max((h.level for h in tasks), default=0)
    is_report = index.documents[hits[0].entry.document].kind == DocumentKind.REPORT
    if not (is_report or Want.TARGET in intent.wants or Want.TEXT in intent.wants):
        return tasks
    return tasks + [h for h in passages if min(h.level, 3) > level]


def _best(hits: list[Hit], intent: Intent) -> list[Hit]:
    """Keep the hits at the best level that the document has."""
    if not intent.query.words or not hits:
        return hits
    if Want.TARGET in intent.wants:
        hits = _with_figures(hits)
    if any(isinstance(h.entry, Passage) for h in hits):
        hits = _in_tense(hits, intent.query.tense)
    level = max(h.level for h in hits)
    if level == 1:
        return []
    best = [h for h in hits if h.level == level or (level == 4 and h.level == 3)]
    if set(intent.wants) & {Want.LIST, Want.COUNT}:
        return best
    return _ahead(best)


def _in_tense(hits: list[Hit], tense: Tense | None) -> list[Hit]:
    """Prefer what is planned; what was reached is told only where nothing is planned, or asked."""
    for wanted in (tense,) if tense else (Tense.PLAN, Tense.RESULT, Tense.NEITHER):
        kept = [h for h in hits if isinstance(h.entry, Task) or h.entry.tense == wanted]
        if kept:
            return kept
    return []


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
) -> tuple[Task, ...]:
    """Find tasks that may reach the one unit asked for through a collective phrase."""
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
    return tuple(
        t
        for t in index.documents[document].tasks
        if t.id not in named
        and any(
            p.collective and role_fits(p.role, unit.role) and covers(p.unit, unit.keys)
            for p in t.parties
        )
    )


def covers(collective: str, keys: Iterable[str]) -> bool:
    """Tell whether a collective phrase may stand for one of the units."""
    local = any(
        k.endswith(("街", "镇", "乡", "园区", "开发区", "高新区", "经开区", "经济区")) for k in keys
    )
    if any(word in collective for word in ("街", "镇", "乡", "园区")):
        return local
    if "部门" in collective:
        return not local and any(k.endswith(("局", "委", "办")) for k in keys)
    return "单位" in collective and "垂管" not in collective and "执法" not in collective


# --- other kinds of question


def _terms(intent: Intent, index: Index) -> Answer | None:
    """Look a word up in the notes of the documents; those of another one are labelled."""
    wanted = fold(intent.term)
    for documents in (index.scope(intent.query.documents), index.scope()):
        groups = tuple(
            Group(d.id, terms=found)
            for d in documents
            if (found := tuple(t for t in d.terms if wanted == fold(t.name)))
            or (
                len(wanted) >= 2
                and (
                    found := tuple(
                        t for t in d.terms if wanted in fold(t.name) or fold(t.name) in wanted
                    )
                )
            )
        )
        if groups:
            return Answer(Kind.FOUND, intent, groups)
    return None


def _told_elsewhere(intent: Intent, index: Index) -> Answer | None:
    """Find a word that only the notes explain."""
    if not intent.query.words or intent.query.numbers:
        return None
    return _terms(replace(intent, term="".join(w.text for w in intent.query.words)), index)


def _officials(intent: Intent, index: Index) -> Answer:
    groups = tuple(
        Group(d.id)
        for d in index.scope(intent.query.documents)
        if any(intent.office == o.office for o in d.officials)
    )
    return Answer(Kind.FOUND if groups else Kind.OUTSIDE, intent, groups)


def _where(intent: Intent, index: Index) -> Answer:
    """Tell which documents name the unit, the person or the words."""
    found = answer_list(intent, index)
    return Answer(Kind.SEVERAL if found else Kind.OUTSIDE, intent, found)


def answer_list(intent: Intent, index: Index) -> tuple[Group, ...]:
    return _groups(replace(intent, wants=(Want.LIST,)), index)


def _confirm(intent: Intent, index: Index) -> Answer:
    """Hold what is supposed against what the document says."""
    claim = intent.claim
    wanted = Want.TARGET if claim and claim.figure else Want.OWNER
    groups = _groups(replace(intent, wants=(wanted,)), index)
    tasks = [t for g in groups for t in g.tasks]
    if claim is None or not groups or not (tasks or claim.figure):
        return Answer(Kind.OUTSIDE, intent)
    if claim.figure:
        texts = [t.text for t in tasks] + [p.text for g in groups for p in g.passages]
        said = [clause_with_figure(text, intent.query.words) or text for text in texts]
        holds = [stands_in(claim.figure, clause) for clause in said]
    else:
        holds = [_holds(claim, t, index) for t in tasks]
    return Answer(Kind.FOUND, intent, groups, holds=all(holds) if len(set(holds)) == 1 else None)


def _holds(claim: Claim, task: Task, index: Index) -> bool:
    if claim.unit:
        alone = not claim.is_alone or len(task.parties) == 1
        return alone and has_unit(task, claim.unit, index.names)
    if claim.leader:
        return has_leader(task, claim.leader) and not (claim.is_alone and len(task.leaders) > 1)
    day = day_span(claim.day, index.documents[task.document])
    days = [d.due for d in task.deadlines if d.due is not None]
    return day is not None and any(day.first <= due <= day.last for due in days)

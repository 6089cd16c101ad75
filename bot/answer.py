"""From what is asked to the facts: nothing here makes up, rounds or guesses."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.claims import confirm
from bot.finding import find_groups
from bot.model import Answer, Group, Intent, Kind, Unknown, Want
from bot.ranking import compare, rank, tally
from knowledge import Index, Role, Task, fold

PLACES = {role: place for place, role in enumerate(Role)}
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
            return confirm(intent, index)
        case Want.WHERE:
            return _where(intent, index)
        case Want.OFFICIAL:
            return _officials(intent, index)
        case Want.ABOUT | Want.SECTIONS:
            return Answer(
                Kind.FOUND, intent, tuple(Group(d.id) for d in index.scope(intent.query.documents))
            )
        case Want.TERM:
            return _members(intent, index) or _facts(replace(intent, wants=(Want.TEXT,)), index)
        case _:
            return _facts(intent, index)


def _members(intent: Intent, index: Index) -> Answer | None:
    """Own up that the document does not list whom a phrase such as 相关街道园区 stands for."""
    keys = {key for unit in intent.query.units for key in unit.keys}
    tasks = [t for g in find_groups(replace(intent, wants=(Want.LIST,)), index) for t in g.tasks]
    meant = {p.unit for t in tasks for p in t.parties if p.collective and fold(p.unit) in keys}
    unknown = tuple(Unknown(unit, "members") for unit in sorted(meant))
    return _outside(replace(intent, unknown=unknown), index) if unknown else None


def _outside(intent: Intent, index: Index) -> Answer:
    """Offer what holds of the rest, as suggestions."""
    known = any(u.kind != "subject" for u in intent.unknown)
    near: tuple[Group, ...] = ()
    if intent.query.words and not known:
        near = tuple(g for g in find_groups(intent, index) if g.tasks)[:3]
    return Answer(Kind.OUTSIDE, intent, near)


def _facts(intent: Intent, index: Index) -> Answer:
    if intent.term and (terms := _terms(intent, index)):
        return terms
    groups = find_groups(intent, index)
    if not groups and intent.query.tense is None and (elsewhere := _told_elsewhere(intent, index)):
        return elsewhere
    if not groups:
        return Answer(Kind.OUTSIDE, intent)
    if any(w in (Want.COUNT, Want.LIST) for w in intent.wants):
        ordered = tuple(replace(g, tasks=_in_order(g.tasks, intent, index)) for g in groups)
        return Answer(Kind.SEVERAL if _many(groups) else Kind.FOUND, intent, ordered)
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


def _in_order(tasks: Sequence[Task], intent: Intent, index: Index) -> tuple[Task, ...]:
    """Put what is due first at the top where days are asked for, and what a unit leads first."""
    if intent.query.dues:
        return tuple(sorted(tasks, key=_first_due))
    unit = intent.query.unit_in_any_role
    if unit is None:
        return tuple(tasks)
    keys = unit.keys

    def role(task: Task) -> int:
        own = (PLACES[p.role] for p in task.parties if index.names.party_key(p) in keys)
        return min(own, default=len(PLACES))

    return tuple(sorted(tasks, key=role))


def _first_due(task: Task) -> date:
    return min((d.due for d in task.deadlines if d.due), default=date.max)


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
    """Tell who holds an office, or what the documents name a person as."""
    if intent.query.leaders:
        return _persons(intent, index)
    groups = tuple(
        Group(d.id)
        for d in index.scope(intent.query.documents)
        if any(intent.office == o.office for o in d.officials)
    )
    return Answer(Kind.FOUND if groups else Kind.OUTSIDE, intent, groups)


def _persons(intent: Intent, index: Index) -> Answer:
    """Give the documents that name a person with an office, or as the leader of tasks."""
    names = {n for leader in intent.query.leaders for n in leader.names}
    tasks = {g.document: g.tasks for g in answer_list(intent, index)}
    groups = tuple(
        Group(d.id, tasks.get(d.id, ()))
        for d in index.scope(intent.query.documents)
        if d.id in tasks or any(fold(o.name) in names for o in d.officials)
    )
    return Answer(Kind.FOUND if groups else Kind.OUTSIDE, intent, groups)


def _where(intent: Intent, index: Index) -> Answer:
    """Tell which documents name the unit, the person or the words."""
    found = answer_list(intent, index)
    return Answer(Kind.SEVERAL if found else Kind.OUTSIDE, intent, found)


def answer_list(intent: Intent, index: Index) -> tuple[Group, ...]:
    return find_groups(replace(intent, wants=(Want.LIST,)), index)

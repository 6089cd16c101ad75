"""Who has most: units, leaders, parts and documents by their tasks; tasks by day or by parties."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.model import Answer, Group, Intent, Kind, Order, Rank, Row, Thing, Want
from knowledge import ENDLESS, Document, Field, Index, Role, Task, count_of, fold, role_fits

PLACES = 3
"""Places that are told; those that tie for the last one share it."""
MOST_DOCUMENTS = 8
"""Documents ranked in one reply."""


def rank(intent: Intent, index: Index) -> Answer:
    """Order the things asked for; those that tie for a place share it."""
    asked = intent.rank
    if asked is None:
        return Answer(Kind.OUTSIDE, intent)
    documents = [d for d in index.scope(intent.query.documents) if d.tasks]
    if asked.thing == Thing.TASK:
        return _rank_tasks(intent, asked, documents, index)
    if asked.thing == Thing.DOCUMENT:
        rows = [Row(d.name, len(d.tasks), d.id) for d in documents]
        return _ranked(intent, asked, rows, per_document=False)
    rows = []
    for document in documents[:MOST_DOCUMENTS]:
        tasks = _tasks(document, intent, index)
        counted = Counter(n for t in tasks for n in _things(t, asked, index))
        if asked.most == 0:
            counted = _others(tasks, counted, asked, document, index)
        rows += [Row(n, c, document.id) for n, c in counted.items()]
    ranked = replace(asked, most=ENDLESS) if asked.most == 0 else asked
    return _ranked(intent, ranked, rows, per_document=True)


def _others(
    tasks: Sequence[Task], having: Counter[str], asked: Rank, document: Document, index: Index
) -> Counter[str]:
    """Count the tasks of those without the role; none where the document tells no roles."""
    if asked.role is None or all(c.field != asked.role.value for c in document.columns):
        return Counter()
    counted = Counter(n for t in tasks for n in _things(t, replace(asked, role=None), index))
    return Counter({n: c for n, c in counted.items() if n not in having})


def _tasks(document: Document, intent: Intent, index: Index) -> Sequence[Task]:
    if intent.query.is_empty():
        return document.tasks
    hits = index.find(replace(intent.query, documents=(document.id,)))
    return [h.entry for h in hits if isinstance(h.entry, Task)]


def _things(task: Task, asked: Rank, index: Index) -> set[str]:
    if asked.thing == Thing.LEADER:
        return {name for name in task.leaders if not name.startswith(("相关", "各"))}
    if asked.thing == Thing.SECTION:
        return set(task.headings[:1])
    if asked.thing in (Thing.DAY, Thing.MONTH):
        return {_span(d.due, asked.thing) for d in task.deadlines if d.due}
    return {
        index.names.display(index.names.party_key(p), task.document)
        for p in task.parties
        if role_fits(p.role, asked.role)
        and not p.collective
        and (not asked.endings or index.names.party_key(p).endswith(asked.endings))
    }


def _span(due: date, thing: Thing) -> str:
    """Word the day or the month of a deadline."""
    month = f"{due.year}年{due.month}月"
    return month if thing == Thing.MONTH else f"{month}{due.day}日"


def _ranked(intent: Intent, asked: Rank, rows: list[Row], *, per_document: bool) -> Answer:
    """Keep the first places; in a ranking of many documents each has its own first place."""
    kept: list[Row] = []
    for document in dict.fromkeys(r.document for r in rows) if per_document else [""]:
        own = [r for r in rows if r.document == document or not per_document]
        own.sort(key=lambda r: r.count, reverse=asked.order != Order.LEAST)
        kept += _chosen(own, asked)
    return Answer(Kind.FOUND if kept else Kind.OUTSIDE, intent, rows=tuple(kept))


def _chosen(rows: list[Row], asked: Rank) -> list[Row]:
    if asked.order == Order.JUST:
        return [r for r in rows if asked.least <= r.count <= asked.most]
    first = [r for r in rows if r.count == rows[0].count]
    others = [r for r in rows if r not in first]
    behind = others[: max(0, PLACES - len(first))]
    tied = [r for r in others[len(behind) :] if behind and r.count == behind[-1].count]
    return [*first, *behind, *tied]


def _rank_tasks(intent: Intent, asked: Rank, documents: Sequence[Document], index: Index) -> Answer:
    groups = []
    for document in documents[:MOST_DOCUMENTS]:
        tasks = _tasks(document, intent, index)
        if asked.field is not None:
            chosen = _by_parties(tasks, asked, asked.field)
        else:
            chosen = _by_day(tasks, latest=asked.order == Order.LATEST)
        if chosen:
            groups.append(Group(document.id, tuple(chosen)))
    kind = (
        Kind.OUTSIDE
        if not groups
        else Kind.FOUND
        if len(groups) == 1 and len(groups[0].tasks) == 1
        else Kind.SEVERAL
    )
    return Answer(kind, intent, tuple(groups))


def _by_parties(tasks: Iterable[Task], asked: Rank, field: Field) -> list[Task]:
    counts = {t.id: count_of(t, field) for t in tasks}
    counts = {i: c for i, c in counts.items() if c}
    if not counts:
        return []
    wanted = {Order.LEAST: min, Order.MOST: max}.get(asked.order)
    value = wanted(counts.values()) if wanted else None
    return [t for t in tasks if value is not None and counts.get(t.id) == value]


def _by_day(tasks: Iterable[Task], *, latest: bool) -> list[Task]:
    dated = [(t, [d.due for d in t.deadlines if d.due]) for t in tasks]
    dated = [(t, days) for t, days in dated if days]
    if not dated:
        return []
    edge = max(max(d) for _, d in dated) if latest else min(min(d) for _, d in dated)
    return [t for t, days in dated if edge in days]


def tally(intent: Intent, groups: Sequence[Group], index: Index) -> tuple[Row, ...]:
    """Count who or what the tasks of a set name: 归哪个区领导分管 of all of a unit's tasks."""
    rows = []
    for group in groups:
        counted: Counter[str] = Counter()
        for task in group.tasks:
            counted.update(_named(task, intent.wants, index))
        rows += [Row(n, c, group.document) for n, c in counted.most_common()]
    return tuple(rows)


def _named(task: Task, wants: Iterable[Want], index: Index) -> list[str]:
    if Want.LEADER in wants:
        return list(task.leaders)
    role = Role.SUPPORT if Want.SUPPORT in wants else Role.LEAD
    return [p.unit for p in task.parties if role_fits(p.role, role)]


def compare(intent: Intent, index: Index) -> Answer:
    """Count the tasks of each of the people or units that are compared."""
    query = intent.query
    counts: dict[str, Counter[str]] = {}
    for leader in query.leaders:
        hits = index.find(replace(query, leaders=(leader,)))
        counts[fold(leader.said)] = Counter(h.entry.document for h in hits)
    for unit in query.units:
        hits = index.find(replace(query, units=(unit,)))
        counts[fold(unit.said)] = Counter(h.entry.document for h in hits)
    rows = [
        Row(name, counts[name][document], document)
        for document in dict.fromkeys(d for found in counts.values() for d in found)
        for name in sorted(counts, key=lambda n: -counts[n][document])
    ]
    return Answer(Kind.FOUND if rows else Kind.OUTSIDE, intent, rows=tuple(rows))

"""Yes-or-no questions: what they suppose, held against what the document says."""

from dataclasses import replace

from bot.figures import clause_with_figure, stands_in
from bot.finding import find_groups
from bot.model import Answer, Claim, Group, Intent, Kind, Row, Want
from knowledge import Index, Query, Task, When, day_span, due_fits, has_leader, has_unit


def confirm(intent: Intent, index: Index) -> Answer:
    """Say whether what is supposed holds, and of which tasks it is told."""
    claim = intent.claim
    if claim is None:
        return Answer(Kind.OUTSIDE, intent)
    if claim.count is not None:
        return _counted(intent, claim, index)
    if claim.figure:
        return _figured(intent, claim.figure, index)
    groups = find_groups(replace(intent, wants=(Want.OWNER,)), index)
    tasks = [t for g in groups for t in g.tasks]
    if not tasks:
        return Answer(Kind.OUTSIDE, intent)
    if claim.day and (claim.is_forecast or not any(d.due for t in tasks for d in t.deadlines)):
        return Answer(Kind.FOUND, intent, groups)
    holding = [t for t in tasks if _holds(claim, t, index)]
    if claim.is_only and holding:
        return _only(intent, claim, holding, index)
    if holding and intent.query.words:
        return Answer(Kind.FOUND, intent, _with_only(groups, holding), holds=True)
    holds = None if 0 < len(holding) < len(tasks) else bool(holding)
    return Answer(Kind.FOUND, intent, groups, holds=holds)


def _counted(intent: Intent, claim: Claim, index: Index) -> Answer:
    """Hold a number against the item that it may name, and against how many tasks there are."""
    groups = find_groups(replace(intent, wants=(Want.COUNT,)), index)
    tasks = [t for g in groups for t in g.tasks]
    rows = tuple(Row("", len(g.tasks), g.document) for g in groups) or (Row("", 0),)
    right = {row.count == claim.count for row in rows}
    holds = right.pop() if len(right) == 1 else None
    if own := _with_only(groups, [t for t in tasks if t.number == claim.number]):
        return Answer(Kind.FOUND, intent, own, rows, holds=True)
    if holds is False and (others := _numbered(intent, groups, claim, index)):
        return Answer(Kind.FOUND, intent, others, rows, holds=False)
    return Answer(Kind.FOUND, intent, groups, rows, holds=holds)


def _numbered(
    intent: Intent, groups: tuple[Group, ...], claim: Claim, index: Index
) -> tuple[Group, ...]:
    """Find the item that a number may name in the documents that are spoken of."""
    if claim.number is None:
        return ()
    documents = tuple(g.document for g in groups) or intent.query.documents
    named = Query(documents, numbers=((claim.number, claim.number),))
    return find_groups(replace(intent, query=named, wants=(Want.OWNER,)), index)


def _figured(intent: Intent, figure: str, index: Index) -> Answer:
    """Hold a figure against the clauses that speak of its subject."""
    groups = find_groups(replace(intent, wants=(Want.TARGET,)), index)
    texts = [t.text for g in groups for t in g.tasks]
    texts += [p.text for g in groups for p in g.passages]
    if not texts:
        return Answer(Kind.OUTSIDE, intent)
    clauses = [clause_with_figure(text, intent.query.words) or text for text in texts]
    holds = {stands_in(figure, clause) for clause in clauses}
    return Answer(Kind.FOUND, intent, groups, holds=holds.pop() if len(holds) == 1 else None)


def _only(intent: Intent, claim: Claim, holding: list[Task], index: Index) -> Answer:
    """Hold 只牵头停车 against all that the unit or leader has."""
    whole = replace(
        intent.query,
        words=(),
        numbers=(),
        units=(claim.unit,) if claim.unit else (),
        leaders=(claim.leader,) if claim.leader else (),
    )
    groups = find_groups(replace(intent, query=whole, wants=(Want.COUNT,)), index)
    total = sum(len(g.tasks) for g in groups)
    return Answer(Kind.FOUND, intent, groups, (Row("", total),), holds=total == len(holding))


def _with_only(groups: tuple[Group, ...], tasks: list[Task]) -> tuple[Group, ...]:
    kept = (replace(g, tasks=tuple(t for t in g.tasks if t in tasks)) for g in groups)
    return tuple(g for g in kept if g.tasks)


def _holds(claim: Claim, task: Task, index: Index) -> bool:
    if claim.unit:
        alone = not claim.is_alone or len(task.parties) == 1
        return alone and has_unit(task, claim.unit, index.names)
    if claim.leader:
        return has_leader(task, claim.leader) and not (claim.is_alone and len(task.leaders) > 1)
    day = day_span(claim.day, index.documents[task.document])
    when = claim.when or (When.EXACTLY if day and day.before else When.WITHIN)
    days = [d.due for d in task.deadlines if d.due is not None]
    return day is not None and any(due_fits(due, day, when) for due in days)

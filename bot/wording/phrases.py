"""Pieces of text that several kinds of reply are made of."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.model import Intent
from knowledge import (
    ENDLESS,
    Deadline,
    Document,
    DueIs,
    Field,
    Index,
    Many,
    Passage,
    Query,
    Role,
    Task,
    UnitIs,
    When,
    fold,
)

ROLE_WORDS = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: "责任单位"}
FIELD_WORDS = {
    Field.LEAD: "牵头单位",
    Field.SUPPORT: "配合单位",
    Field.RESPONSIBLE: "责任单位",
    Field.LEADER: "分管领导",
    Field.DEADLINE: "完成时限",
}
MOST = 4096
"""Characters of one reply."""
MOST_QUOTED = 30
"""Texts that a reply quotes, at most; what comes after them is not shown."""
LINE = 56
"""Characters of a task's text in a list, at most."""


def shorten(text: str, most: int = LINE) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def column_title(document: Document, field: Field) -> str:
    """Name a field as the document heads it."""
    return next(
        (c.title for c in document.columns if c.field == field and c.title), FIELD_WORDS[field]
    )


def has_column(document: Document, field: Field) -> bool:
    return any(c.field == field for c in document.columns)


def tells_lead(document: Document) -> bool:
    return has_column(document, Field.LEAD)


def units_of(task: Task, *roles: Role) -> str:
    return "、".join(p.unit for p in task.parties if not roles or p.role in roles)


def name_number(task: Task) -> str:
    part = f"（第{task.part}次出现）" if task.part > 1 else ""
    return f"第{task.number}项{part}"


def address(document: Document, task: Task | None = None, note: str = "") -> str:
    """Tell where a fact stands: document, number, column."""
    parts = [document.name]
    if document.reference:
        parts.append(document.reference)
    where = " · ".join(parts)
    if task is not None:
        where += f" {name_number(task)}"
    return f"{where} {note}".rstrip()


def day(due: date | None) -> str:
    return f"（{due.isoformat()}）" if due else ""


def left(due: date, today: date) -> str:
    """Say how long it still is, or has been past."""
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"已过{-days}天"


def bare_words(deadline: Deadline) -> str:
    """Give a deadline's words without the clause that a cell repeats."""
    return deadline.text.removeprefix(deadline.clause).lstrip("，, ") or deadline.text


def deadline_line(deadline: Deadline) -> str:
    return f"{deadline.text}{day(deadline.due)}"


def passage_place(document: Document, passage: Passage) -> str:
    headings = " > ".join(shorten(h, 24) for h in passage.headings[:2]) or "正文"
    return f"{document.name} · {headings}"


def quoted(words: Iterable[str]) -> str:
    return "、".join(f"“{shorten(w, 30)}”" for w in words)


def describe(query: Query, index: Index) -> str:
    """Say the conditions of a query in one line: 分管领导：孙晓光；牵头：区住建委；10月底前."""
    parts: list[str] = []
    if query.numbers:
        parts.append("、".join(_range(a, b) for a, b in query.numbers))
    parts += [f"{'不是' if x.negated else ''}{'、'.join(x.names)}分管" for x in query.leaders]
    parts += [_unit(u, index, query) for u in query.units]
    parts += [_due(due) for due in query.dues]
    if query.under:
        parts.append(f"“{shorten(query.under.said, 24)}”")
    if query.words:
        parts.append(quoted(w.text for w in query.words))
    parts += [_many(m) for m in query.counts]
    return "；".join(parts)


def _due(due: DueIs) -> str:
    later = "以后" if due.when == When.AFTER else ""
    what = due.what.value if due.what else ""
    if what and due.words and due.when == When.EXACTLY and not due.negated:
        return f"时限写着“{due.words}{what}”"
    return f"{'时限不是' if due.negated else ''}{due.words}{later}{what}"


def _range(first: int, last: int) -> str:
    if last >= ENDLESS:
        return f"第{first}项起"
    return f"第{first}项" if first == last else f"第{first}–{last}项"


def _unit(unit: UnitIs, index: Index, query: Query) -> str:
    name = unit_name(unit, index, query.documents)
    role = f" {ROLE_WORDS[unit.role]}" if unit.role else ""
    return f"{'不是' if unit.negated else ''}{name}{role}"


def unit_name(unit: UnitIs, index: Index, documents: Sequence[str] = ()) -> str:
    """Name a unit as the first document in scope that has it writes it."""
    if unit.endings:
        return unit.said
    named = (
        index.names.name_of(k, documents) for k in unit.keys if index.names.is_in(k, documents)
    )
    return next(named, unit.said)


def _many(many: Many) -> str:
    if many.field is None:
        return "独自承担"
    field = FIELD_WORDS[many.field]
    if many.most == 0:
        return f"没有{field}"
    if many.most >= ENDLESS:
        return f"{field}至少{many.least}个" if many.least > 1 else f"有{field}"
    if many.least == many.most:
        return f"{field}{many.least}个"
    return f"{field}最多{many.most}个"


def documents_line(index: Index) -> str:
    names = [d.name for d in index.documents.values()]
    shown = "、".join(names[:12])
    return f"{shown}等{len(names)}份" if len(names) > 12 else shown


def notes_of(intent: Intent, index: Index, texts: Sequence[str] = ()) -> list[str]:
    """Say what was read into the question and not typed; `texts` are what the reply quotes."""
    notes = [*intent.readings, *_other_words(intent.query, texts)]
    if intent.inherited and (said := describe(intent.query, index)):
        notes.append(f"接着上一句：{said}")
    if intent.ignored:
        notes.append(f"没有用到{quoted(intent.ignored[:3])}")
    return [f"（{'；'.join(notes)}）"] if notes else []


def _other_words(query: Query, texts: Sequence[str]) -> Iterator[str]:
    """Say which words of the documents stand for one that was typed: 停车 for 停车难."""
    words = [word for word in query.words if word.same or word.wider]
    shown = [fold(t) for t in texts[:MOST_QUOTED]] if words else []
    for word in words:
        if any(word.text in t for t in shown):
            continue
        if way := next((w for w in (*word.same, *word.wider) if any(w in t for t in shown)), ""):
            yield f"“{word.text.upper()}”按“{way.upper()}”找"


def matched(query: Query, texts: Sequence[str]) -> list[str]:
    """Give the words of a query, or those that stand for them, as the texts write them."""
    shown = texts[:MOST_QUOTED]
    found = []
    for word in query.words:
        ways = (word.text, *word.same, *word.wider)
        spans = (_written(way, text) for text in shown for way in ways)
        found += [span for span in spans if span]
    return list(dict.fromkeys(found))


def _written(way: str, text: str) -> str:
    """Give the piece of a text that folds to a word; empty where its length is not kept."""
    folded = fold(text)
    place = folded.find(way)
    return text[place : place + len(way)] if place >= 0 and len(folded) == len(text) else ""


def scope_name(intent: Intent, index: Index) -> str:
    """Name the documents that a question is asked of."""
    documents = index.scope(intent.query.documents)
    return documents[0].name if len(documents) == 1 else "这几份文件"


def fit(text: str) -> str:
    """Keep a reply within one message."""
    return text if len(text) <= MOST else text[: MOST - 8].rstrip() + "…（未完）"

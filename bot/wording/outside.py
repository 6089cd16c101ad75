"""Replies that say what the documents do not hold, and what is nearest."""

from dataclasses import replace

from bot.model import Answer, Button, Intent, Order, Reply, Unknown, Want
from bot.wording.phrases import (
    ROLE_WORDS,
    column_title,
    describe,
    documents_line,
    fit,
    has_column,
    notes_of,
    scope_name,
    shorten,
    unit_name,
)
from knowledge import Document, DocumentKind, Field, Index, Query, Role, Under, ordinal_of

NO_DOCUMENTS = Index(())
LONGEST_BUTTON = 24
"""Characters of a question that a button can hold."""


def outside_reply(answer: Answer, index: Index) -> Reply:
    intent = answer.intent
    lines: list[str] = []
    buttons: list[Button] = []
    for unknown in intent.unknown[:3]:
        said, offered = _unknown_lines(unknown, intent, index)
        lines += said
        buttons += offered
    if not intent.unknown:
        lines += _empty_lines(intent, index)
    if answer.groups:
        lines.append("相近的有：")
        for group in answer.groups:
            name = index.documents[group.document].name
            lines += [f" {name} 第{t.number}项 {shorten(t.text, 40)}" for t in group.tasks[:3]]
    lines += notes_of(intent, index) if not intent.unknown else []
    return Reply(
        fit("\n".join(dict.fromkeys(lines))), (), False, tuple(buttons[:4]), is_unanswered=True
    )


def _unknown_lines(
    unknown: Unknown, intent: Intent, index: Index
) -> tuple[list[str], list[Button]]:
    scope, text = scope_name(intent, index), shorten(unknown.text, 40)
    match unknown.kind:
        case "place":
            return [f"这几份文件里没有“{text}”。", f"现有：{documents_line(index)}。"], []
        case "document":
            return [f"没有{text}的文件。", f"现有：{documents_line(index)}。"], []
        case "members":
            button = Button(f"{text}有哪些任务")
            return [f"{scope}只写“{text}”，没有列出是哪些单位。"], [button]
        case "unit":
            return _unknown_unit(unknown, intent, index)
        case "surname":
            return _surname_lines(unknown, scope)
        case "person":
            near = f"是不是{'、'.join(unknown.near)}？" if unknown.near else ""
            return [
                f"{scope}里没有叫“{text}”的领导。{near}",
                *_elsewhere_person(unknown.text, index),
            ], [Button(f"{n}分管哪些") for n in unknown.near]
    elsewhere = [
        d.name
        for d in index.documents.values()
        if intent.query.documents
        and d.id not in intent.query.documents
        and index.holds(unknown.text, (d.id,))
    ]
    lines = [f"{scope}没有提到“{text}”。"]
    if elsewhere:
        lines.append(f"{'、'.join(elsewhere[:5])}里有，要看就说“看{elsewhere[0]}”。")
    return lines, []


def _surname_lines(unknown: Unknown, scope: str) -> tuple[list[str], list[Button]]:
    """Say that nobody of a surname is named, or which of several may be meant."""
    if not unknown.near:
        return [f"{scope}没有写“{unknown.text}”是谁，里面没有这个姓的领导。"], []
    people = "、".join(unknown.near)
    buttons = [Button(f"{name}分管哪些") for name in unknown.near]
    return [f"{scope}里“{unknown.text}”可能是：{people}。要查哪一位？"], buttons


def _unknown_unit(unknown: Unknown, intent: Intent, index: Index) -> tuple[list[str], list[Button]]:
    documents = index.scope(intent.query.documents)
    if documents and all(d.kind == DocumentKind.REPORT for d in documents):
        name, text = scope_name(intent, index), shorten(unknown.text, 40)
        return [f"{name}是叙述性报告，没有写责任单位，查不到“{text}”的任务。"], []
    lines = [f"{scope_name(intent, index)}里没有叫“{shorten(unknown.text, 40)}”的单位。"]
    names = [index.names.name_of(key, intent.query.documents) for key in unknown.near]
    if names:
        lines.append(f"你要找的是：{'、'.join(names)}？")
    elsewhere = [
        d.name for d in index.documents.values() if index.names.unit(unknown.text, (d.id,))
    ]
    if elsewhere:
        lines.append(f"{'、'.join(elsewhere[:5])}里有这个单位，要看就说“看{elsewhere[0]}”。")
    return lines, [Button(_asked_of(name, unknown, intent)) for name in names]


def _asked_of(name: str, unknown: Unknown, intent: Intent) -> str:
    """Give the question with a unit that there is in the place of one that there is not."""
    asked = intent.text.replace(unknown.text, name, 1)
    is_clear = asked != intent.text and len(asked) <= LONGEST_BUTTON
    return asked if is_clear else f"{name}有哪些任务"


def _elsewhere_person(name: str, index: Index) -> list[str]:
    found = [index.documents[d].name for d in index.names.people.get(name, ())]
    return [f"{'、'.join(sorted(found)[:5])}里有{name}。"] if found else []


def _empty_lines(intent: Intent, index: Index) -> list[str]:
    """Say why nothing was found where every word was understood."""
    query = intent.query
    documents = index.scope(query.documents)
    if query.numbers or query.tasks:
        return _no_such_number(intent, documents, index)
    if intent.wants[0] == Want.OFFICIAL:
        return [f"{scope_name(intent, index)}没有写{intent.office}是谁。"]
    if (
        documents
        and all(d.kind == DocumentKind.REPORT for d in documents)
        and (query.units or query.leaders or query.dues or intent.rank)
    ):
        return [f"{scope_name(intent, index)}是叙述性报告，没有逐项的责任单位、领导和时限。"]
    if intent.rank and intent.rank.most == 0 and intent.rank.role:
        return [_nobody_without(intent.rank.role, intent, documents, index)]
    if query.under and (missing_part := _no_such_part(query.under, documents)):
        return missing_part
    lacking = [m.field for m in query.counts if m.most == 0 and m.field]
    lacking += [intent.rank.field] if intent.rank and intent.rank.field else []
    for document in documents if len(documents) == 1 else ():
        if missing := [f for f in lacking if not has_column(document, f)]:
            return [_no_such_column(missing[0], document)]
    if query.dues and not any(
        has_column(d, Field.DEADLINE) or any(t.deadlines for t in d.tasks) for d in documents
    ):
        return [f"{scope_name(intent, index)}没有写完成时限。"]
    if intent.rank and intent.rank.order in (Order.EARLIEST, Order.LATEST) and index.find(query):
        return [
            f"{scope_name(intent, index)}没有写这些任务（{describe(query, index)}）的完成时限。"
        ]
    if query.leaders and not any(has_column(d, Field.LEADER) for d in documents):
        return [f"{scope_name(intent, index)}没有分管领导一栏。"]
    lines = [f"0项（{describe(query, index)}）：{scope_name(intent, index)}没有同时符合的任务。"]
    return lines + _loosened(intent, index)


def _no_such_number(intent: Intent, documents: tuple[Document, ...], index: Index) -> list[str]:
    query = intent.query
    by_number = Query(query.documents, numbers=query.numbers, tasks=query.tasks)
    if index.find(by_number):
        rest = describe(replace(query, numbers=(), tasks=()), index)
        said = describe(by_number, index) or "这几项"
        return [f"{said}里没有符合的（{rest}）。"]
    lines = []
    for document in documents[:8]:
        if document.tasks:
            lines.append(f"{document.name} {_extent(document)}。")
        else:
            lines.append(f"{document.name}是叙述性报告，没有编号的任务。")
    numbers = intent.query.numbers
    said = f"没有{describe(intent.query, NO_DOCUMENTS)}。" if numbers else "没有这一项。"
    if numbers and all(last < 1 for _, last in numbers):
        said = "没有这个编号，编号从第1项起。"
    return [said, *lines]


def _nobody_without(
    role: Role, intent: Intent, documents: tuple[Document, ...], index: Index
) -> str:
    name, word = scope_name(intent, index), ROLE_WORDS[role]
    if any(has_column(d, Field(role.value)) for d in documents):
        return f"{name}里没有这样的单位：每个单位都有{word}任务。"
    return f"{name}没有区分牵头和配合，看不出哪些单位没有{word}任务。"


def _no_such_column(field: Field, document: Document) -> str:
    """Say that a field is not stated; where owners are told as lead and support, say so."""
    count = len(document.tasks)
    if field == Field.RESPONSIBLE and has_column(document, Field.LEAD):
        unled = sum(not any(p.role == Role.LEAD for p in t.parties) for t in document.tasks)
        return f"{document.name}分列牵头单位和配合单位，没有写牵头单位的有{unled}项。"
    return f"{document.name}没有{column_title(document, field)}一栏，全部{count}项都没有写。"


def _no_such_part(under: Under, documents: tuple[Document, ...]) -> list[str]:
    """Say how many parts there are where none has the number asked for."""
    lines: list[str] = []
    if under.ordinal is None:
        return lines
    for document in documents[:8]:
        parts = {t.headings[0] for t in document.tasks if t.headings}
        if under.ordinal in map(ordinal_of, parts):
            return []
        if parts:
            lines.append(f"{document.name}没有{under.said}，共{len(parts)}个部分。")
    return lines


def _extent(document: Document) -> str:
    """Say how far the numbers go; some documents skip or repeat some."""
    last, count = max(t.number for t in document.tasks), len(document.tasks)
    return f"只有{count}项" if last == count else f"共{count}项，编号到第{last}项"


def _loosened(intent: Intent, index: Index) -> list[str]:
    """Offer what there is with one condition less."""
    query = intent.query
    offers = []
    if query.dues and query.units:
        count = len(index.find(replace(query, dues=())))
        offers.append(f"不限时间的有{count}项（{describe(replace(query, dues=()), index)}）。")
    if len(query.units) > 1:
        counts = ((u, len(index.find(replace(query, units=(u,))))) for u in query.units)
        told = (f"{unit_name(u, index, query.documents)}{n}项" for u, n in counts)
        offers.append(f"分开看：{'，'.join(told)}。")
    if query.units and query.units[0].role:
        free = replace(query, units=tuple(replace(u, role=None) for u in query.units))
        if count := len(index.find(free)):
            offers.append(f"不分牵头和配合有{count}项（{describe(free, index)}）。")
    return offers[:1]

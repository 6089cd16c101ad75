"""Replies that say what the documents do not hold, and what is nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.model import Button, Reply, Unknown
from bot.wording.conditions import adjective
from bot.wording.facts import lacking_lines, lacks_columns
from bot.wording.notes import notes_of
from bot.wording.nothing import nothing_lines
from bot.wording.phrases import documents_line, fit, scope_name, shorten
from bot.wording.questions import in_chinese
from bot.wording.view import View
from knowledge import (
    PARTIES,
    DocumentKind,
    Field,
    Is,
    documents_of,
    fold,
    is_of_document,
)

LONGEST_BUTTON = 24
"""Characters of a question that a button can hold."""
OF_DOCUMENT = (Field.DOCUMENT, Field.DISTRICT, Field.YEAR)


def outside_reply(view: View) -> Reply:
    """Say what was not found: a name that there is not, or the condition that left nothing."""
    lines: list[str] = []
    buttons: list[Button] = []
    named = {one.text for one in view.reading.unknown}
    unknown = (*view.reading.unknown, *(u for u in _unmatched(view) if u.text not in named))
    for one in unknown[:3]:
        said, offered = _unknown_lines(one, view)
        lines += said
        buttons += offered
    if not unknown:
        lines, buttons = (lacking_lines(view), []) if lacks_columns(view) else nothing_lines(view)
        lines += _spoken_elsewhere(view)
    is_of_subjects = bool(view.words) and all(one.kind == "subject" for one in unknown)
    if unknown and is_of_subjects and view.found.tasks:
        lines += _near(view)
    lines += notes_of(view, ()) if not unknown else []
    told = fit("\n".join(dict.fromkeys(lines)))
    return Reply(told, (), False, tuple(buttons[:4]), is_unanswered=True)


def _spoken_elsewhere(view: View) -> list[str]:
    """Name the documents that were not asked and speak of what no document asked does."""
    words = [w.text for w in view.words]
    there = [w for w in words if not view.index.holds(w, view.found.documents)]
    others = _elsewhere(view) if there and view.found.documents else []
    return _look_at([d for d in others if all(view.index.holds(w, (d,)) for w in there)], view)


def _near(view: View) -> list[str]:
    lines = ["相近的有："]
    for group in view.found.groups[:3]:
        name = view.document(group.document).name
        lines += [f" {name} 第{t.number}项 {shorten(t.text, 40)}" for t in group.tasks[:3]]
    return lines


# --- names that there are not


def _unmatched(view: View) -> Iterator[Unknown]:
    """Give the names of the question that no document has, with near ones."""
    found = view.found
    districts = [u.value for u in found.unmatched if u.cell.field == Field.DISTRICT]
    if not found.documents and districts:
        yield Unknown(districts[0], "place")
        return
    if not found.documents and (said := "".join(_document_said(view))):
        yield Unknown(said, "document")
        return
    for one in () if found.groups else found.unmatched:
        ids, names = found.documents, view.index.names
        if one.cell.field in PARTIES:
            yield Unknown(one.value, "unit", names.near(one.value, ids))
        elif one.cell.field == Field.LEADER:
            yield Unknown(one.value, "person", names.near_people(fold(one.value), ids))
        elif one.cell.field == Field.YEAR:
            yield Unknown(f"{one.value}年", "document")
        else:
            yield Unknown(one.value, "place" if one.cell.field == Field.DISTRICT else "document")


def _document_said(view: View) -> Iterator[str]:
    """Name the documents that were asked for and are not there: 西青2023年."""
    for condition in view.question.where:
        if isinstance(condition, Is) and is_of_document(condition):
            known = documents_of((condition,), view.index)
            if condition.cell.field != Field.DOCUMENT or not known:
                yield adjective(condition, view.index)


def _unknown_lines(unknown: Unknown, view: View) -> tuple[list[str], list[Button]]:
    index = view.index
    scope, text = scope_name(view.found.documents, index), shorten(unknown.text, 40)
    there = f"现有：{documents_line(index)}。"
    match unknown.kind:
        case "place":
            return [f"这几份文件里没有“{text}”。", there], []
        case "document":
            return [f"没有{text}的文件。", there], []
        case "members":
            button = Button(f"{text}有哪些任务")
            return [f"{scope}只写“{text}”，没有列出是哪些单位。"], [button]
        case "unit":
            return _unknown_unit(unknown, view)
        case "surname":
            return _surname_lines(unknown, scope)
        case "person":
            return _unknown_person(unknown, scope, view)
    elsewhere = [d for d in _elsewhere(view) if index.holds(unknown.text, (d,))]
    return [f"{scope}没有提到“{text}”。", *_look_at(elsewhere, view)], []


def _elsewhere(view: View) -> list[str]:
    """Give the documents that were not asked."""
    return [d for d in view.index.documents if d not in view.found.documents]


def _look_at(documents: Sequence[str], view: View, what: str = "") -> list[str]:
    if not documents:
        return []
    names = [view.document(d).name for d in documents[:5]]
    return [f"{'、'.join(names)}里有{what}，要看就说“看{names[0]}”。"]


def _surname_lines(unknown: Unknown, scope: str) -> tuple[list[str], list[Button]]:
    """Say that nobody of a surname is named, or which of several may be meant."""
    if not unknown.near:
        return [f"{scope}没有写“{unknown.text}”是谁，里面没有这个姓的领导。"], []
    people = "、".join(unknown.near)
    buttons = [Button(f"{name}分管哪些") for name in unknown.near]
    return [f"{scope}里“{unknown.text}”可能是：{people}。要查哪一位？"], buttons


def _unknown_person(unknown: Unknown, scope: str, view: View) -> tuple[list[str], list[Button]]:
    near = f"是不是{'、'.join(unknown.near)}？" if unknown.near else ""
    lines = [f"{scope}里没有叫“{unknown.text}”的领导。{near}"]
    found = view.index.names.people.get(unknown.text, ())
    names = sorted(view.document(d).name for d in found)
    lines += [f"{'、'.join(names[:5])}里有{unknown.text}。"] if names else []
    return lines, [Button(f"{n}分管哪些") for n in unknown.near]


def _unknown_unit(unknown: Unknown, view: View) -> tuple[list[str], list[Button]]:
    index, ids = view.index, view.found.documents
    documents = [index.documents[d] for d in ids]
    scope, text = scope_name(ids, index), shorten(unknown.text, 40)
    if documents and all(d.kind == DocumentKind.REPORT for d in documents):
        return [f"{scope}是叙述性报告，没有写责任单位，查不到“{text}”的任务。"], []
    lines = [f"{scope}里没有叫“{text}”的单位。"]
    names = [index.names.name_of(key, ids) for key in unknown.near]
    if names:
        lines.append(f"你要找的是：{'、'.join(names)}？")
    elsewhere = [d for d in _elsewhere(view) if index.names.unit(unknown.text, (d,))]
    lines += _look_at(elsewhere, view, "这个单位")
    return lines, [_asked_of(name, unknown, view) for name in names]


def _asked_of(name: str, unknown: Unknown, view: View) -> Button:
    """Give the question with a unit that there is in the place of one that there is not."""
    text = view.reading.text
    asked = text.replace(unknown.text, name, 1)
    if asked != text and len(asked) <= LONGEST_BUTTON:
        return Button(asked)
    where = tuple(
        replace(c, values=(name,)) if isinstance(c, Is) and unknown.text in c.values else c
        for c in view.itself.where
    )
    if where != view.itself.where:
        return Button(name, in_chinese(replace(view.itself, where=where), view.index))
    return Button(f"{name}有哪些任务")

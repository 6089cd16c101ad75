"""What is said where nothing holds: the condition that left nothing, and what is nearest."""

from collections.abc import Sequence

from bot.model import Button
from bot.wording.conditions import adjective, holding, set_of
from bot.wording.nearest import nearest_day, nearest_told
from bot.wording.phrases import (
    FIELD_WORDS,
    has_column,
    in_numerals,
    scope_name,
)
from bot.wording.questions import in_chinese
from bot.wording.view import View
from knowledge import (
    PARTIES,
    Ask,
    Cell,
    Cells,
    Condition,
    Document,
    DocumentKind,
    DueIs,
    Empty,
    Field,
    How,
    Is,
    Many,
    Not,
    Numbered,
    Origin,
    Picked,
    Question,
    Role,
    Says,
    Speaks,
    Under,
    is_of_document,
    ordinal_of,
)

Told = tuple[list[str], list[Button]]


def nothing_lines(view: View) -> Told:
    """Say why nothing was found where every name is known."""
    for attempt in (_of_terms, _no_such_number, _of_reports, _no_column, _no_such_part):
        if lines := attempt(view):
            return lines, []
    return _emptied(view)


def _documents(view: View) -> list[Document]:
    return [view.document(d) for d in view.found.documents]


def _scope(view: View) -> str:
    return scope_name(view.found.documents, view.index)


def _where(view: View) -> list[Condition]:
    return [c for c in view.itself.where if not is_of_document(c)]


def _of_terms(view: View) -> list[str]:
    """Say that a term is not explained, an office not named."""
    for ask in view.question.asks:
        if ask.how == How.OFFICE:
            return [f"{_scope(view)}没有写{ask.term}是谁。"]
        if ask.how == How.MEANING:
            return [f"{_scope(view)}没有解释“{ask.term}”。"]
    return []


def _no_such_number(view: View) -> list[str]:
    """Say how far the numbers go where none was found by its number alone."""
    numbered = [c for c in _where(view) if isinstance(c, Numbered)]
    if not numbered or _is_there(numbered, view):
        return []
    ranges = numbered[0].ranges
    if all(last < 1 for _, last in ranges) and any(last == 0 for _, last in ranges):
        said = "没有这个编号，编号从第1项起。"
    else:
        said = f"没有{adjective(numbered[0], view.index)}。"
    return [said, *(_extent(d) for d in _documents(view)[:8])]


def _is_there(conditions: Sequence[Condition], view: View) -> bool:
    scope = tuple(c for c in view.itself.where if is_of_document(c))
    return bool(view.run((*scope, *conditions), of=view.itself.of).groups)


def _extent(document: Document) -> str:
    """Say how far the numbers go; some documents skip or repeat some."""
    if not document.tasks:
        return f"{document.name}是叙述性报告，没有编号的任务。"
    last, count = max(t.number for t in document.tasks), len(document.tasks)
    if last == count:
        return f"{document.name} 只有{count}项。"
    return f"{document.name} 共{count}项，编号到第{last}项。"


def _of_reports(view: View) -> list[str]:
    """Say that a narrative report has neither owners nor days for single tasks."""
    documents = _documents(view)
    if not documents or any(d.kind != DocumentKind.REPORT for d in documents):
        return []
    speaks = [c for c in _where(view) if isinstance(c, Speaks | Says)]
    if view.question.of.origin != Origin.TASKS and len(speaks) == len(_where(view)):
        return []
    if speaks and len(speaks) == len(_where(view)):
        return [f"{_scope(view)}没有写{_worded(speaks)}的任务。"] if _of_text(view) else []
    return [f"{_scope(view)}是叙述性报告，没有逐项的责任单位、领导和时限。"]


def _of_text(view: View) -> bool:
    return view.question.of.origin == Origin.EVERYTHING


def _worded(conditions: Sequence[Condition]) -> str:
    return holding(conditions)


def _no_column(view: View) -> list[str]:
    """Say that no document asked has the column that a condition is about."""
    documents, order = _documents(view), view.question.order
    by_day = bool(order and order.cell and order.cell.field == Field.DEADLINE)
    if by_day and not any(map(_dated, documents)):
        return [f"{_scope(view)}没有写完成时限。"]
    for condition in _where(view):
        inner = condition.condition if isinstance(condition, Not) else condition
        match inner:
            case DueIs():
                has = any(has_column(d, Field.DEADLINE) or _dated(d) for d in documents)
                if not has:
                    return [f"{_scope(view)}没有写完成时限。"]
            case Empty(cell) | Many(cell) | Says(cell) | Is(cell):
                if lines := _lacking(cell, inner, documents, view):
                    return lines
    return []


def _dated(document: Document) -> bool:
    return any(t.deadlines for t in document.tasks)


def _lacking(
    cell: Cell, condition: Condition, documents: Sequence[Document], view: View
) -> list[str]:
    if cell.field in PARTIES and cell.field != Field.SUPPORT and isinstance(condition, Is | Says):
        return []
    if any(Cells(d, view.index.names).has(cell) for d in documents):
        return []
    if cell.field == Field.RESPONSIBLE and any(has_column(d, Field.LEAD) for d in documents):
        return [_no_responsible(d) for d in documents if has_column(d, Field.LEAD)]
    if cell.field in (Field.LEAD, Field.SUPPORT):
        return [f"{_scope(view)}只列责任单位，没有区分牵头和配合。"]
    if cell.field == Field.OTHER:
        return [f"{_scope(view)}没有“{cell.title}”一栏。{_columns(documents)}"]
    title, count = FIELD_WORDS[cell.field], sum(len(d.tasks) for d in documents)
    if cell.field == Field.LEADER and isinstance(condition, Is):
        return [f"{_scope(view)}没有写分管领导。"]
    return [f"{_scope(view)}没有{title}一栏，全部{count}项都没有写。"]


def _columns(documents: Sequence[Document]) -> str:
    titles = dict.fromkeys(c.title for d in documents for c in d.columns if c.title)
    return f"有的栏目是：{'、'.join(titles)}。" if titles and len(documents) == 1 else ""


def _no_responsible(document: Document) -> str:
    unled = sum(not any(p.role == Role.LEAD for p in t.parties) for t in document.tasks)
    return f"{document.name}分列牵头单位和配合单位，没有写牵头单位的有{unled}项。"


def _no_such_part(view: View) -> list[str]:
    """Say how many parts there are where none has the number asked for."""
    lines: list[str] = []
    for under in (c for c in _where(view) if isinstance(c, Under)):
        for document in _documents(view)[:8]:
            parts = {t.headings[0] for t in document.tasks if t.headings}
            if under.ordinals[0] in map(ordinal_of, parts):
                return _no_such_section(under, document) if len(under.ordinals) > 1 else []
            if parts:
                lines.append(
                    f"{document.name}没有第{in_numerals(under.ordinals[0])}部分，共{len(parts)}个部分。"
                )
    return lines


def _no_such_section(under: Under, document: Document) -> list[str]:
    first = under.ordinals[0]
    inside = [
        t.headings for t in document.tasks if t.headings and ordinal_of(t.headings[0]) == first
    ]
    sections = dict.fromkeys(h[1] for h in inside if len(h) > 1)
    if under.ordinals[1] in map(ordinal_of, sections):
        return []
    told = f"共{len(sections)}节" if sections else "没有分节"
    return [f"{document.name}没有{adjective(under, None)}，第{in_numerals(first)}部分{told}。"]


# --- the condition that left nothing


def _emptied(view: View) -> Told:
    """Name the condition that left nothing, of how many, with what is nearest."""
    left = view.found.left
    place = next((i for i, one in enumerate(left) if one.count == 0), None)
    inherited = [c for c in view.itself.where if c not in view.question.where]
    if place is None:
        where = {Origin.BEFORE: "任务表前面", Origin.AFTER: "任务表后面"}.get(
            view.question.of.origin
        )
        told = f"的{where}没有别的文字。" if where else "没有写这方面的内容。"
        return [f"{_scope(view)}{told}"], []
    held = (*inherited, *(one.condition for one in left[:place]))
    count = left[place - 1].count if place else view.found.asked_of
    plain = [c for c in held if not is_of_document(c)]
    condition, ids = left[place].condition, view.found.documents
    if not plain:
        return [_with_earliest(_none_at_all(condition, view), condition, view)], []
    before = set_of(plain, count, view.index, ids)
    scope = tuple(c for c in view.itself.where if is_of_document(c))
    question = Question((Ask(How.LIST),), tuple(dict.fromkeys((*scope, *held))), view.itself.of)
    rest = view.run(question.where, of=question.of)
    zero = "0项。" if view.asks(How.COUNT) else ""
    lines = [f"{zero}{before}里，{_none_of(condition, view)}。"]
    nearest = nearest_told(condition, rest.tasks, view)
    if nearest.startswith("最"):
        lines = [f"{lines[0].removesuffix('。')}，{nearest}。"]
    elif nearest:
        lines.append(nearest)
    return lines, [Button(f"看这{count}项", in_chinese(question, view.index))]


def _with_earliest(told: str, condition: Condition, view: View) -> str:
    """Add the nearest day of the one document that is asked."""
    if not isinstance(condition, DueIs) or condition.what or len(view.found.documents) > 1:
        return told
    scope = tuple(c for c in view.itself.where if is_of_document(c))
    nearest = nearest_day(condition, view.run(scope).tasks) if condition.words else ""
    return f"{told.removesuffix('。')}，{nearest}。" if nearest.startswith("最") else told


def _none_at_all(condition: Condition, view: View) -> str:
    scope, said = _scope(view), adjective(condition, view.index, view.found.documents)
    match condition:
        case Speaks(word):
            return _unspoken(word.text.upper(), scope, view)
        case Says(cell) if cell.field in (Field.TEXT, Field.SOURCE):
            return f"{scope}的{_text_of(view)}里没有{said}的。"
        case Picked():
            return "没有这一项。"
        case Empty(_, False) | Many(_, _, 0):
            return f"{scope}的每一项都{_stated(condition)}。"
        case Not(inner) if not isinstance(inner, Speaks | Says):
            return f"{scope}的每一项都是{adjective(inner, view.index, view.found.documents)}的。"
        case _ if said.startswith("有"):
            return f"{scope}没有哪一项{said}。"
        case _:
            return f"{scope}没有{said}的任务。"


def _unspoken(word: str, scope: str, view: View) -> str:
    match view.question.of.origin:
        case Origin.RESULTS:
            return f"{scope}没有写与“{word}”有关的结果。"
        case Origin.PLANS:
            return f"{scope}没有写与“{word}”有关的计划。"
        case Origin.BEFORE | Origin.AFTER:
            where = "前面" if view.question.of.origin == Origin.BEFORE else "后面"
            return f"{scope}任务表{where}的文字没有提到“{word}”。"
        case _:
            return f"{scope}没有提到“{word}”。"


def _stated(condition: Condition) -> str:
    return adjective(Not(condition), None) if isinstance(condition, Empty) else "有"


def _none_of(condition: Condition, view: View) -> str:
    """Say of a set that a condition leaves nothing: 没有6月底前到期的."""
    said = adjective(condition, view.index, view.found.documents)
    match condition:
        case Numbered() | Picked() | Under():
            return f"没有在{said}的"
        case Empty(_, False) | Many(_, _, 0):
            return f"每一项都{_stated(condition)}"
        case Not(inner) if not isinstance(inner, Speaks | Says):
            return f"每一项都是{adjective(inner, view.index, view.found.documents)}的"
        case _:
            return f"没有一项{said}" if said.startswith("有") else f"没有{said}的"


def _text_of(view: View) -> str:
    return "任务" if view.question.of.origin == Origin.TASKS else "文字"

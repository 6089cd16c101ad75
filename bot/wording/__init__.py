"""From what was found to the words of a reply: every Chinese string that a person reads is here."""

from datetime import date

from bot.memory import Memory, items_of
from bot.model import Reading, Reply
from bot.wording.buttons import list_buttons, one_or_list, task_buttons, these_button
from bot.wording.chat import NOTHING_BEFORE, talk_reply
from bot.wording.conditions import describe
from bot.wording.days import is_over, time_left
from bot.wording.english import in_english, list_in_english
from bot.wording.examples import NO_DOCUMENTS
from bot.wording.facts import card, fact_lines, lacks_columns, note_of_empty, repair_note
from bot.wording.lists import count_lines, list_lines
from bot.wording.notes import notes_of
from bot.wording.others import (
    OWNERS,
    about_lines,
    office_lines,
    outcome_lines,
    passage_lines,
    result_lines,
    section_lines,
    term_lines,
    where_lines,
)
from bot.wording.outside import outside_reply
from bot.wording.phrases import address, fit, matched, name_number
from bot.wording.questions import in_chinese
from bot.wording.rankings import ordered_lines, row_lines
from bot.wording.several import fact_list_lines
from bot.wording.sides import side_lines
from bot.wording.values import value_lines
from bot.wording.view import PAGE, Body, View
from bot.wording.whether import fields_of, whether_lines
from knowledge import (
    Answer,
    Ask,
    Document,
    Field,
    Found,
    How,
    Index,
    Numbered,
    Speaks,
    Task,
    Total,
    is_of_document,
)

__all__ = ["describe", "fit", "in_chinese", "render", "too_long"]

OF_DOCUMENTS = (How.ABOUT, How.CONTENTS)
LISTED = (How.LIST, How.COUNT)
DAYS = (Field.DEADLINE, Field.DAY, Field.MONTH)
FEW_CARDS = 5


def render(
    reading: Reading,
    found: Found,
    memory: Memory,
    index: Index,
    page_size: int = PAGE,
    today: date | None = None,
) -> Reply:
    """Word what was found; with a day, also how long it still is till a deadline."""
    if reading.talk is not None:
        return talk_reply(reading, memory, index)
    if not index.documents:
        return Reply(NO_DOCUMENTS, found=False)
    if found.lacks_list:
        return NOTHING_BEFORE
    view = View(reading, found, memory, index, page_size, today)
    return outside_reply(view) if _is_outside(view) else _told(view)


def too_long(limit: int) -> str:
    return f"（消息太长，只读了前{limit}个字）"


def _is_outside(view: View) -> bool:
    found, asks = view.found, view.question.asks
    if view.reading.unknown or not found.documents or lacks_columns(view):
        return True
    if all(ask.how in OF_DOCUMENTS for ask in asks):
        return False
    if view.question.sides:
        return not any(s.groups for a in found.answers for s in a.sides)
    if any(isinstance(c, Total) for ask in asks for c in ask.supposed) and not found.unmatched:
        return False
    return not any(g.entries or g.terms or g.officials for g in found.groups)


def _told(view: View) -> Reply:
    """Put the fact first, then what was read into the question, then where it stands."""
    body = _body(view)
    texts = [e.text for g in view.found.groups for e in g.entries]
    lines = [*body.lines, *_time_left(view), *result_lines(view)]
    notes = notes_of(view, texts)
    told = [*lines[:1], *notes, *lines[1:]] if len(lines) > 3 else [*lines, *notes]
    strong = (*body.strong, *matched(view.words, texts))
    items = items_of(view.found) if body.found and _is_about_tasks(view) else ()
    return Reply(fit("\n".join(told)), items, body.found, body.buttons, strong=strong)


def _is_about_tasks(view: View) -> bool:
    """Tell whether a reply is about certain tasks, not about documents or whole tables."""
    return not all(ask.how in OF_DOCUMENTS for ask in view.question.asks)


# --- which kind of reply


def _body(view: View) -> Body:
    asks = view.question.asks
    if not (view.question.sides or view.question.each):
        if all(ask.how == How.TELL for ask in asks):
            return _facts(view, asks)
        if all(ask.how in LISTED for ask in asks):
            return _listed(view)
    bodies = [_one_asked(answer, view) for answer in view.found.answers]
    lines = list(dict.fromkeys(line for body in bodies for line in body.lines))
    buttons = tuple(dict.fromkeys(b for body in bodies for b in body.buttons))
    told = lines if len(bodies) > 1 else bodies[0].lines
    return Body(told, buttons[:6], bodies[0].strong, any(body.found for body in bodies))


def _one_asked(answer: Answer, view: View) -> Body:
    ask = answer.ask
    if view.question.sides:
        lines = side_lines(answer, view)
        return Body(lines, strong=(lines[0],))
    if view.question.each:
        return Body(row_lines(answer, view), found=bool(answer.rows))
    match ask.how:
        case How.WHICH | How.HOW_MANY:
            return Body(value_lines(answer, view), these_button(view), found=bool(answer.values))
        case How.WHETHER | How.CAN:
            lines = whether_lines(answer, view)
            return Body(lines, one_or_list(view), (lines[0],))
        case How.OUTCOME:
            return Body(outcome_lines(answer, view), list_buttons(view))
        case How.WHERE:
            return Body(where_lines(view), list_buttons(view))
        case How.ABOUT:
            ids = view.found.documents[:10]
            return Body([line for d in ids for line in about_lines(view.document(d))])
        case How.CONTENTS:
            return Body(section_lines(view))
        case How.MEANING:
            return Body(term_lines(view))
        case How.OFFICE:
            return Body(office_lines(ask, view))
        case How.TELL:
            return _facts(view, (ask,))
        case _:
            return _listed(view)


def _listed(view: View) -> Body:
    """Show the one task that a subject finds in full, several as a list."""
    order = view.question.order
    where = [c for c in view.itself.where if not is_of_document(c)]
    if order and order.cell and view.found.tasks:
        return Body(ordered_lines(view, order, order.cell), list_buttons(view))
    if view.asks(How.COUNT):
        lines = count_lines(view)
        buttons = list_buttons(view) if where or len(view.found.groups) > 1 else ()
        return Body(_framed(lines, view), buttons, (lines[0],))
    tasks, passages = view.found.tasks, view.found.passages
    if len(tasks) == 1 and not passages and where and all(isinstance(c, Speaks) for c in where):
        document = view.document(tasks[0].document)
        buttons = task_buttons(tasks[0], view.index, whole=True)
        return Body(card(document, tasks[0]), buttons, (name_number(tasks[0]),))
    return Body(_framed(list_lines(view), view), list_buttons(view))


def _framed(lines: list[str], view: View) -> list[str]:
    return list_in_english(lines, view) if view.reading.english and view.found.tasks else lines


def _facts(view: View, asks: tuple[Ask, ...]) -> Body:
    tasks, passages = view.found.tasks, view.found.passages
    if len(tasks) == 1 and not passages:
        whole = asks_whole(asks)
        quoted = view.asks_field(Field.SOURCE)
        lines = _one_task(tasks[0], view, asks)
        strong = name_number(tasks[0]) if whole or quoted else lines[0]
        return Body(
            lines, task_buttons(tasks[0], view.index, whole=whole, quoted=quoted), (strong,)
        )
    if not tasks:
        owns = all(ask.cell and ask.cell.field in OWNERS for ask in asks)
        return Body(passage_lines(view), found=not owns)
    if asks_whole(asks) and not passages and len(tasks) <= FEW_CARDS:
        cards = [line for t in tasks for line in (*card(view.document(t.document), t), "")]
        return Body(cards[:-1], list_buttons(view))
    return Body([*_head(view), *fact_list_lines(view, asks)], list_buttons(view))


def _head(view: View) -> list[str]:
    """Say over several facts what they are facts of."""
    said, groups = describe(view.itself, view.index), view.found.groups
    if len(groups) > 1:
        return [f"{len(groups)}份文件都有{said}："] if said and _is_numbered(view) else []
    return [f"{said}　共{len(groups[0].tasks)}项"] if said and len(groups[0].tasks) > 2 else []


def _is_numbered(view: View) -> bool:
    return any(isinstance(c, Numbered) for c in view.itself.where)


def asks_whole(asks: tuple[Ask, ...]) -> bool:
    return all(ask.cell and ask.cell.field == Field.TEXT for ask in asks)


def _one_task(task: Task, view: View, asks: tuple[Ask, ...]) -> list[str]:
    document = view.document(task.document)
    if asks_whole(asks):
        lines = card(document, task)
        return [*lines[:-1], f"{lines[-1]}{_repaired(document, task)}"]
    if view.reading.english and (lines := in_english(document, task, asks)):
        return [*lines, task.text, address(document, task)]
    note = note_of_empty(document, task, asks)
    return [
        *fact_lines(document, task, asks, view),
        f"{name_number(task)} {task.text}",
        f"{address(document, task, note)}{_repaired(document, task)}",
    ]


def _repaired(document: Document, task: Task) -> str:
    place = document.tasks.index(task)
    is_last = place + 1 >= len(document.tasks)
    following = task.line + 20 if is_last else document.tasks[place + 1].line
    note = repair_note(document, task, following)
    return f" · {note}" if note else ""


def _time_left(view: View) -> list[str]:
    """Say how long a task still has; of a year that is over only where time was asked for."""
    tasks, today = view.found.tasks, view.today
    if today is None or len(tasks) != 1 or view.found.passages:
        return []
    asks = view.question.asks
    supposed = [f for a in asks for f in fields_of(a.supposed)]
    asks_day = view.asks_field(*DAYS) or any(f in DAYS for f in supposed)
    is_shown = asks_whole(asks) and not is_over(view.document(tasks[0].document), today)
    told = time_left(tasks[0], today) if asks_day or is_shown else ""
    return [f"（{told}，按{today.isoformat()}算）"] if told else []

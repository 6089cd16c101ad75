"""From the facts to the words of a reply: every Chinese string that a person reads is here."""

from datetime import date

from bot.model import FACTS, Answer, Button, Intent, Kind, Reply, Session, Want
from bot.wording.chat import chat_reply
from bot.wording.english import in_english
from bot.wording.examples import NO_DOCUMENTS
from bot.wording.facts import card, fact_lines, note_of_empty, repair_note, time_left
from bot.wording.lists import (
    count_lines,
    fact_list_lines,
    list_buttons,
    list_lines,
)
from bot.wording.others import (
    about_lines,
    confirm_lines,
    official_lines,
    passage_lines,
    section_lines,
    term_lines,
    where_lines,
)
from bot.wording.outside import outside_reply
from bot.wording.phrases import address, describe, fit, matched, name_number, notes_of
from bot.wording.rankings import compare_lines, rank_lines, tally_lines
from bot.wording.view import PAGE, View
from knowledge import Document, Index, Role, Task, Tense

__all__ = ["fit", "render", "too_long"]


def render(
    answer: Answer,
    session: Session,
    index: Index,
    page_size: int = PAGE,
    today: date | None = None,
) -> Reply:
    """Word an answer; with a day, also how long it still is till a deadline."""
    match answer.kind:
        case Kind.CHAT:
            return chat_reply(answer.intent, session, index)
        case _ if not index.documents:
            return Reply(NO_DOCUMENTS, found=False)
        case Kind.OUTSIDE:
            return outside_reply(answer, index)
        case _:
            return _found(answer, View(index, page_size, today))


def too_long(limit: int) -> str:
    return f"（消息太长，只读了前{limit}个字）"


def _found(answer: Answer, view: View) -> Reply:
    intent, index = answer.intent, view.index
    lines, buttons = _found_lines(answer, view)
    texts = [t.text for t in answer.tasks] + [p.text for g in answer.groups for p in g.passages]
    notes = notes_of(intent, index, texts)
    if intent.query.tense == Tense.RESULT and answer.tasks and intent.claim is None:
        notes.append("（任务分解只写了要做什么，没有写完成得怎样）")
    lines += _time_left(answer, view.today)
    text = "\n".join([*notes, *lines] if notes and len(lines) > 3 else [*lines, *notes])
    told = _facts_told(answer, lines)
    return Reply(
        fit(text),
        tuple(t.id for t in answer.tasks),
        True,
        buttons,
        strong=(*told, *matched(intent.query, texts)),
    )


def _time_left(answer: Answer, today: date | None) -> list[str]:
    """Say how long a task still has, where its deadline or the whole of it is shown."""
    intent = answer.intent
    asks_day = Want.DEADLINE in intent.wants or bool(intent.claim and intent.claim.day)
    if today is None or len(answer.tasks) != 1 or not (asks_day or _asks_whole(intent)):
        return []
    told = time_left(answer.tasks[0], today)
    return [f"（{told}，按{today.isoformat()}算）"] if told else []


def _facts_told(answer: Answer, lines: list[str]) -> list[str]:
    """Give what is the answer itself: the fact of one task, or the number of a whole one."""
    if len(answer.tasks) != 1:
        return []
    asks_fact = bool(set(answer.intent.wants) & {*FACTS, Want.CONFIRM} - {Want.SOURCE})
    number = name_number(answer.tasks[0])
    return [lines[0]] if asks_fact else [line for line in (number,) if lines[0].startswith(line)]


def _found_lines(answer: Answer, view: View) -> tuple[list[str], tuple[Button, ...]]:
    intent, index = answer.intent, view.index
    match intent.wants[0]:
        case Want.RANK:
            return rank_lines(answer, view), ()
        case Want.COMPARE:
            return compare_lines(answer, index), ()
        case Want.CONFIRM:
            return confirm_lines(answer, index), _buttons_of_one(answer, index)
        case Want.WHERE:
            return where_lines(answer, index), list_buttons(answer, view)
        case Want.OFFICIAL:
            return official_lines(answer, index), ()
        case Want.ABOUT:
            return [
                line
                for g in answer.groups[:10]
                for line in about_lines(index.documents[g.document])
            ], ()
        case Want.SECTIONS:
            return section_lines(answer, index), ()
    if any(g.terms for g in answer.groups):
        return term_lines(answer, index), ()
    if answer.rows:
        return tally_lines(answer, index), ()
    if Want.COUNT in intent.wants:
        return count_lines(answer, view), list_buttons(answer, view)
    if Want.LIST in intent.wants:
        return _listed(answer, view)
    return _fact_reply(answer, view)


def _buttons_of_one(answer: Answer, index: Index) -> tuple[Button, ...]:
    return _task_buttons(answer.tasks[0], index) if len(answer.tasks) == 1 else ()


def _listed(answer: Answer, view: View) -> tuple[list[str], tuple[Button, ...]]:
    """Show the one task that a keyword finds in full, several as a list."""
    query, index = answer.intent.query, view.index
    if answer.kind == Kind.FOUND and len(answer.tasks) == 1 and query.words and not query.units:
        task = answer.tasks[0]
        return card(index.documents[task.document], task), _task_buttons(task, index, whole=True)
    return list_lines(answer, view), list_buttons(answer, view)


def _fact_reply(answer: Answer, view: View) -> tuple[list[str], tuple[Button, ...]]:
    intent, index = answer.intent, view.index
    passages = [p for g in answer.groups for p in g.passages]
    if len(answer.tasks) == 1 and not passages:
        task, whole = answer.tasks[0], _asks_whole(intent)
        quoted = Want.SOURCE in intent.wants
        buttons = _task_buttons(task, index, whole=whole, quoted=quoted)
        return _one_task(task, intent, index), buttons
    if not answer.tasks:
        return passage_lines(answer, index), ()
    if Want.TEXT in intent.wants and not passages and len(answer.tasks) <= 5:
        cards = [line for t in answer.tasks for line in (*card(index.documents[t.document], t), "")]
        return cards[:-1], list_buttons(answer, view)
    head = []
    if len(answer.groups) > 1 and intent.query.numbers:
        head = [f"{len(answer.groups)}份文件都有{describe(intent.query, index)}："]
    return head + fact_list_lines(answer, view), list_buttons(answer, view)


def _asks_whole(intent: Intent) -> bool:
    return Want.TEXT in intent.wants and not set(intent.wants) & set(FACTS)


def _one_task(task: Task, intent: Intent, index: Index) -> list[str]:
    document = index.documents[task.document]
    if _asks_whole(intent):
        lines = card(document, task)
        note = _repaired(document, task)
        return [*lines[:-1], f"{lines[-1]}{note}"]
    if intent.english and (lines := in_english(document, task, intent.wants)):
        return [*lines, task.text, address(document, task)]
    note = note_of_empty(document, task, intent.wants)
    return [
        *fact_lines(document, task, intent),
        f"{name_number(task)} {task.text}",
        f"{address(document, task, note)}{_repaired(document, task)}",
    ]


def _repaired(document: Document, task: Task) -> str:
    place = document.tasks.index(task)
    following = (
        document.tasks[place + 1].line if place + 1 < len(document.tasks) else task.line + 20
    )
    note = repair_note(document, task, following)
    return f" · {note}" if note else ""


def _task_buttons(
    task: Task, index: Index, *, whole: bool = False, quoted: bool = False
) -> tuple[Button, ...]:
    """Offer what is asked next of a task; every button says it in full."""
    document = index.documents[task.document]
    name, place = document.name, document.tasks.index(task)
    lead = next(iter(task.parties), None)
    this = f"{name}第{task.number}项"
    buttons = [] if whole else [Button("完整信息", this)]
    if whole and any(p.role == Role.SUPPORT for p in task.parties):
        buttons.append(Button("配合单位", f"{this}配合单位"))
    if not quoted:
        buttons.append(Button("原文", f"{this}原文"))
    if lead and not lead.collective:
        buttons.append(Button(f"{lead.unit}的任务", f"{name}{lead.unit}有哪些任务"))
    if place:
        before = document.tasks[place - 1].number
        buttons.append(Button("上一项", f"{name}第{before}项", is_step=True))
    if place + 1 < len(document.tasks):
        behind = document.tasks[place + 1].number
        buttons.append(Button("下一项", f"{name}第{behind}项", is_step=True))
    return tuple(buttons)

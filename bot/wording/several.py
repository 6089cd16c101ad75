"""A fact of each of several tasks."""

from collections.abc import Sequence

from bot.wording.facts import clause_of, fact_lines
from bot.wording.lists import MOST_DOCUMENTS, page_of, tense_of, told_left, years_over
from bot.wording.phrases import (
    address,
    name_number,
    numbers_told,
    passage_place,
    shorten,
)
from bot.wording.view import View
from knowledge import (
    Ask,
    Document,
    Field,
    Group,
    Passage,
    Tense,
)


def fact_list_lines(view: View, asks: Sequence[Ask]) -> list[str]:
    """Give a fact of each of several tasks, each under its document's name."""
    groups = view.found.groups
    lines: list[str] = []
    for group in groups[:MOST_DOCUMENTS]:
        document = view.document(group.document)
        lines += _same_for_all(group, asks, view) or _each_fact(group, asks, view)
        for passage in group.passages[:2]:
            clauses = _clauses(passage, view)
            lines.append(f"{document.name}　{clauses or shorten(passage.text, 140)}")
            lines.append(f" {passage_place(document, passage)}{told_of(document, passage, view)}")
    if len(groups) > MOST_DOCUMENTS:
        lines.append(f"…另有{len(groups) - MOST_DOCUMENTS}份文件，说出区名可只看一份")
    where = [address(view.document(groups[0].document))] if len(groups) == 1 else []
    return [*lines, *years_over(view), *where]


def _same_for_all(group: Group, asks: Sequence[Ask], view: View) -> list[str]:
    """Say once what is so of all the tasks of a document."""
    if len(group.tasks) < 3 or view.asks_field(Field.FIGURE):
        return []
    document = view.document(group.document)
    told = [fact_lines(document, t, asks, view) for t in group.tasks]
    if any(t != told[0] or not t for t in told):
        return []
    if any(f"第{group.tasks[0].number}项" in line for line in told[0]):
        return []
    first, *rest = told[0]
    name = f"{document.name} " if len(view.found.groups) > 1 else ""
    return [f"{name}这{len(told)}项都是：{first}", *rest, f" {numbers_told(group.tasks)}"]


def _each_fact(group: Group, asks: Sequence[Ask], view: View) -> list[str]:
    document, lines = view.document(group.document), []
    page, pages = page_of(view, len(group.tasks))
    shown = group.tasks[(page - 1) * view.page_size : page * view.page_size]
    for task in shown:
        told_lines = fact_lines(document, task, asks, view) or [shorten(task.text, 80)]
        if len(told_lines) == len(asks) > 1:
            told_lines = ["；".join(line.rstrip("。") for line in told_lines)]
        first, *rest = told_lines
        first = first.removeprefix(name_number(task)).removeprefix("的") or first
        if view.asks_field(Field.DEADLINE) and (told := told_left(task, view)):
            first += f"，{told}"
        name = f"{document.name} " if len(view.found.groups) > 1 else ""
        lines += [f"{name}第{task.number}项　{first}", *rest]
        if first != shorten(task.text, 80):
            lines.append(f" {shorten(task.text, 80)}")
    if pages > 1:
        rest_told = "，说“下一页”看其余" if page < pages else "（最后一页）"
        lines.append(f"第{page}/{pages}页{rest_told}")
    return lines


def _clauses(passage: Passage, view: View) -> str:
    """Give the clause of a passage with the figure asked for."""
    quotes = [q for a in view.found.answers for q in a.quotes if q.entry == passage and q.figure]
    return clause_of(quotes[0]) if quotes else ""


def told_of(document: Document, passage: Passage, view: View) -> str:
    """Say of a result that it is one, and that it is no target where results were not asked for."""
    told = tense_of(document, passage)
    if passage.tense == Tense.RESULT and view.question.best.tense != Tense.RESULT:
        return told.replace("）", "，不是目标）")
    return told

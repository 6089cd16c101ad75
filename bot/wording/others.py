"""Replies about running text, documents, terms, and what was supposed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.figures import clause_with_figure
from bot.model import Answer, Claim, Intent, Want
from bot.wording.facts import leader_line, owner_line, support_line
from bot.wording.lists import figure_of, told_of
from bot.wording.phrases import (
    address,
    column_title,
    deadline_line,
    describe,
    name_number,
    passage_place,
    shorten,
)
from knowledge import Document, Field, Index, Query, Task, Tense, When, Word, fold


def passage_lines(answer: Answer, index: Index) -> list[str]:
    """Quote running text; it names no owners and no numbers."""
    intent = answer.intent
    lines: list[str] = []
    tenses = {p.tense for g in answer.groups for p in g.passages}
    if intent.query.tense == Tense.PLAN and tenses == {Tense.RESULT}:
        names = "、".join(index.documents[g.document].name for g in answer.groups[:6])
        lines.append(f"{names}没有写今年的目标，只写了已取得的结果：")
    if intent.query.tense == Tense.RESULT and tenses == {Tense.PLAN}:
        names = "、".join(index.documents[g.document].name for g in answer.groups[:6])
        lines.append(f"{names}没有写取得的结果，只写了当年的目标：")
    if set(intent.wants) & {Want.OWNER, Want.LEAD, Want.SUPPORT, Want.LEADER}:
        names = "、".join(index.documents[g.document].name for g in answer.groups[:6])
        lines.append(f"{names}没有写由谁负责，只写到：")
    for group in answer.groups[:8]:
        document = index.documents[group.document]
        for passage in group.passages[:3]:
            clause = figure_of(passage, intent)
            lines += [clause] if clause and len(clause) < len(passage.text) - 1 else []
            lines += [
                shorten(passage.text, 300),
                passage_place(document, passage) + told_of(passage, intent),
            ]
    if Want.DEADLINE in intent.wants:
        lines.append("报告没有另写完成时限。")
    return lines


def confirm_lines(answer: Answer, index: Index) -> list[str]:
    """Say yes or no, and the fact."""
    intent, claim = answer.intent, answer.intent.claim
    verdict = _verdict(answer)
    counted = _counted(answer, index)
    if counted and not (claim and any(t.number == claim.number for t in answer.tasks)):
        where = [address(index.documents[g.document]) for g in answer.groups[:5]]
        return [f"{verdict}{counted[0]}", *counted[1:], *where]
    lines: list[str] = []
    for task in answer.tasks[:5]:
        document = index.documents[task.document]
        truth = _truth(document, task, claim, intent.query.words)
        lines += [f"{verdict}{truth}", f"{name_number(task)} {shorten(task.text, 120)}"]
        lines.append(address(document, task))
        verdict = ""
    if counted:
        return [*lines, *counted]
    if lines:
        return lines
    figured = replace(intent, wants=(Want.TARGET,))
    first, *rest = passage_lines(replace(answer, intent=figured), index)
    return [f"{verdict}{first}", *rest]


def _verdict(answer: Answer) -> str:
    asks_whether_past = answer.intent.claim and answer.intent.claim.when == When.BY
    no = "没有。" if asks_whether_past else "不是。"
    return {True: "是的。", False: no, None: ""}[answer.holds]


def _counted(answer: Answer, index: Index) -> list[str]:
    """Say how many tasks there are of what is supposed; of several documents, of each."""
    said = describe(_whole(answer.intent), index)
    if len(answer.rows) < 2:
        return [f"{said}共{row.count}项。" for row in answer.rows]
    names = [index.documents[row.document].name for row in answer.rows]
    rows = zip(names, answer.rows, strict=True)
    return [f"{name}　{said}共{row.count}项。" for name, row in rows]


def _whole(intent: Intent) -> Query:
    """Give all that a claim about a unit or leader is held against."""
    claim, query = intent.claim, intent.query
    if claim is None or claim.count is not None:
        return query
    units = (claim.unit,) if claim.unit else ()
    leaders = (claim.leader,) if claim.leader else ()
    return replace(query, words=(), numbers=(), units=units, leaders=leaders)


def _truth(document: Document, task: Task, claim: Claim | None, words: Sequence[Word]) -> str:
    if claim and claim.figure:
        clause = clause_with_figure(task.text, words, "")
        return clause or task.text
    if claim and claim.leader:
        return leader_line(document, task)
    if claim and claim.day:
        said = "；".join(map(deadline_line, task.deadlines))
        if claim.is_forecast and said:
            return f"文件定的是{said}，能不能完成没有写。"
        return said or f"{name_number(task)}没有写完成时限。"
    if claim and claim.unit and claim.unit.role == "support":
        return support_line(document, task)
    owner = owner_line(document, task)
    support = support_line(document, task)
    return (
        f"{owner}；{support}"
        if support.startswith("配合单位") and not (claim and claim.unit and claim.unit.role)
        else owner
    )


def where_lines(answer: Answer, index: Index) -> list[str]:
    said = describe(answer.intent.query, index)
    names = "、".join(index.documents[g.document].name for g in answer.groups[:20])
    lines = [f"{said} 出现在：{names}"]
    for group in answer.groups[:8]:
        numbers = "、".join(str(t.number) for t in group.tasks[:20])
        told = f"第{numbers}项" if numbers else f"正文{len(group.passages)}处"
        lines.append(f" {index.documents[group.document].name}　{told}")
    return lines


def official_lines(answer: Answer, index: Index) -> list[str]:
    if answer.intent.query.leaders:
        return _person_lines(answer, index)
    lines = []
    for group in answer.groups[:10]:
        document = index.documents[group.document]
        names = "、".join(o.name for o in document.officials if o.office == answer.intent.office)
        lines += [f"{answer.intent.office}　{names}", address(document)]
    return lines


def _person_lines(answer: Answer, index: Index) -> list[str]:
    """Say what each document names a person as: the office, or the column and how many tasks."""
    lines = []
    names = answer.intent.query.leaders[0].names
    for group in answer.groups[:10]:
        document = index.documents[group.document]
        lines += [f"{o.name}　{o.office}" for o in document.officials if fold(o.name) in names]
        if group.tasks:
            title = column_title(document, Field.LEADER)
            lines.append(f"{'、'.join(names)}　{title}，分管{len(group.tasks)}项")
        lines.append(address(document))
    return lines


def about_lines(document: Document) -> list[str]:
    lines = [document.title or document.name]
    if document.reference:
        lines.append(f"文号　{document.reference}")
    if document.issuer:
        lines.append(f"发文单位　{document.issuer}")
    lines += [f"{o.office}　{o.name}" for o in document.officials]
    lines.append(f"日期　{document.issued.isoformat() if document.issued else '文件没有写'}")
    return lines


def section_lines(answer: Answer, index: Index) -> list[str]:
    lines = []
    for group in answer.groups[:8]:
        document = index.documents[group.document]
        entries = document.tasks or document.passages
        paths = [entry.headings for entry in entries]
        headings = dict.fromkeys(path[0] for path in paths if path)
        lines += [
            f"{document.name}　{len(headings)}个部分",
            *(f" {shorten(h, 40)}" for h in list(headings)[:20]),
        ]
    return lines


def term_lines(answer: Answer, index: Index) -> list[str]:
    lines = []
    for group in answer.groups[:5]:
        for term in group.terms[:3]:
            lines += [
                f"{term.name}：{shorten(term.meaning, 600)}",
                f"{index.documents[group.document].name} · 注释",
            ]
    return lines

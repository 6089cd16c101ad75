"""Replies about running text, documents, terms and officials, and a plan beside its result."""

from collections.abc import Sequence

from bot.wording.conditions import describe
from bot.wording.facts import clause_of
from bot.wording.phrases import (
    address,
    column_title,
    name_number,
    names_of,
    passage_place,
    shorten,
)
from bot.wording.several import told_of
from bot.wording.view import View
from knowledge import (
    Answer,
    Ask,
    Document,
    Field,
    Group,
    Passage,
    Quote,
    Speaks,
    Task,
    Tense,
    fold,
)

OWNERS = (Field.OWNER, Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE, Field.UNIT, Field.LEADER)

FEW = 3
"""Tasks of which each plan is told."""


def passage_lines(view: View) -> list[str]:
    """Quote running text; it names no owners and no numbers."""
    groups = [g for g in view.found.groups if g.passages]
    lines: list[str] = []
    tenses = {p.tense for g in groups for p in g.passages}
    names = names_of([g.document for g in groups], view.index)
    if view.asks_field(*OWNERS):
        lines.append(f"{names}没有写由谁负责，只写到：")
    elif view.question.best.tense != Tense.RESULT and tenses == {Tense.RESULT} and _asks_plan(view):
        lines.append(f"{names}没有写今年的目标，只写了已取得的结果：")
    elif view.question.best.tense == Tense.RESULT and tenses == {Tense.PLAN}:
        lines.append(f"{names}没有写取得的结果，只写了当年的目标：")
    for group in groups[:8]:
        lines += _quoted(group, view)
    if view.asks_field(Field.DEADLINE):
        lines.append("报告没有另写完成时限。")
    return lines


def _asks_plan(view: View) -> bool:
    return view.question.best.tense == Tense.PLAN or view.asks_field(Field.FIGURE)


def _quoted(group: Group, view: View) -> list[str]:
    document, lines = view.document(group.document), []
    quotes = {id(q.entry): q for a in view.found.answers for q in a.quotes}
    most = 3 if len(view.found.groups) > 1 or view.words else 10
    for passage in group.passages[:most]:
        quote = quotes.get(id(passage))
        clause = clause_of(quote) if quote and quote.figure else ""
        if clause and len(clause) < len(passage.text) - 1:
            lines.append(clause)
        lines.append(shorten(passage.text, 300))
        lines.append(passage_place(document, passage) + told_of(document, passage, view))
    if len(group.passages) > most:
        lines.append(f"…{document.name}另有{len(group.passages) - most}处写到")
    return list(dict.fromkeys(lines))


# --- plan and result


def outcome_lines(answer: Answer, view: View) -> list[str]:
    """Put what was planned beside what a later report says, each labelled."""
    quotes = answer.quotes
    plans = [q for q in quotes if not _is_result(q)]
    results = [q for q in quotes if _is_result(q)]
    lines = [line for q in plans[:6] for line in _told("目标", q, view)]
    if not view.words and len(view.found.tasks) > FEW and not results:
        said = describe(view.itself, view.index)
        lines = [f"{said}　共{len(view.found.tasks)}项，任务分解只写了要做什么。"]
    lines += [line for q in results[:6] for line in _told("结果", q, view)]
    if not results:
        lines += _later_told([q.entry for q in plans if isinstance(q.entry, Task)], view) or [
            "现有文件没有写完成得怎样。"
        ]
    if not plans:
        lines.append("现有文件没有写定的目标。")
    return lines


def _is_result(quote: Quote) -> bool:
    return isinstance(quote.entry, Passage) and quote.entry.tense == Tense.RESULT


def _told(label: str, quote: Quote, view: View) -> list[str]:
    document, entry = view.document(quote.entry.document), quote.entry
    clause = (
        clause_of(quote) if quote.figure or len(quote.clause) < 60 else shorten(quote.clause, 80)
    )
    year = document.year and document.year - (label == "结果")
    when = f"{label}（{year}年）" if year else label
    if isinstance(entry, Task):
        return [f"{when}　{clause}", f" {document.name} {name_number(entry)}"]
    return [f"{when}　{clause}", f" {passage_place(document, entry)}"]


def later_results(task: Task, view: View) -> list[tuple[Document, Passage]]:
    """Find what a later report of the same district says of the subject that was asked for."""
    document = view.document(task.document)
    where = tuple(c for c in view.itself.where if isinstance(c, Speaks))
    return [(d, p) for d in later_reports(document, view) for p in _speaking(d, where, view)]


def later_reports(document: Document, view: View) -> list[Document]:
    """Give the reports of a district on the year that a document's tasks were for."""
    return [
        d
        for d in view.index.documents.values()
        if d.passages and d.district == document.district and d.district
        if d.year and document.year and d.year == document.year + 1
    ]


def _speaking(document: Document, where: tuple[Speaks, ...], view: View) -> list[Passage]:
    if not where:
        return []
    words = [{c.word.text, *c.word.same} for c in where]
    results = (p for p in document.passages if p.tense == Tense.RESULT)
    return [p for p in results if all(any(w in fold(p.text) for w in ws) for ws in words)]


def result_lines(view: View) -> list[str]:
    """Say what became of tasks where results are asked for: what later reports say, or none."""
    if view.question.best.tense != Tense.RESULT or not view.found.tasks:
        return []
    return _later_told(view.found.tasks, view) or ["（任务分解只写了要做什么，没有写完成得怎样）"]


def _later_told(tasks: Sequence[Task], view: View) -> list[str]:
    """Give what later reports say of the subject, or which report may say what became of it."""
    told = [r for t in tasks[:3] for r in later_results(t, view)]
    lines = []
    for document, passage in dict.fromkeys((d.id, p) for d, p in told):
        year = view.document(document).year
        when = f"（{year - 1}年）" if year else ""
        lines.append(f"结果{when}　{shorten(passage.text, 160)}")
        lines.append(f" {passage_place(view.document(document), passage)}")
    if lines:
        return lines[:6]
    reports = [
        r for d in {t.document for t in tasks} for r in later_reports(view.document(d), view)
    ]
    if reports and not view.words:
        return [f"（完成得怎样要看{reports[0].name}，说出是哪件事可以查）"]
    return []


# --- documents


def where_lines(view: View) -> list[str]:
    said = describe(view.itself, view.index)
    groups = view.found.groups
    lines = [f"{said} 出现在：{names_of([g.document for g in groups], view.index, 20)}"]
    for group in groups[:8]:
        numbers = "、".join(str(t.number) for t in group.tasks[:20])
        more = f"等{len(group.tasks)}项" if len(group.tasks) > 20 else "项"
        told = [f"第{numbers}{more}"] if numbers else []
        told += [f"正文{len(group.passages)}处"] if group.passages else []
        lines.append(f" {view.document(group.document).name}　{'，'.join(told)}")
    return lines


def office_lines(ask: Ask, view: View) -> list[str]:
    """Tell who holds an office, or what each document names a person as."""
    lines = []
    for group in view.found.groups[:10]:
        document = view.document(group.document)
        told = [f"{ask.term}　{o.name}" for o in group.officials if o.office == ask.term]
        told += [f"{o.name}　{o.office}" for o in group.officials if o.name == ask.term]
        if tasks := [t for t in group.tasks if ask.term in t.leaders]:
            title = column_title(document, Field.LEADER)
            told.append(f"{ask.term}　{title}，分管{len(tasks)}项")
        lines += [*told, address(document)] if told else []
    return lines


def about_lines(document: Document) -> list[str]:
    lines = [document.title or document.name]
    if document.reference:
        lines.append(f"文号　{document.reference}")
    if document.issuer:
        lines.append(f"发文单位　{document.issuer}")
    lines += [f"{o.office}　{o.name}" for o in document.officials]
    lines.append(f"日期　{document.issued.isoformat() if document.issued else '文件没有写'}")
    size = f"{len(document.tasks)}项任务" if document.tasks else f"{len(document.passages)}段"
    return [*lines, f"篇幅　{size}"]


def section_lines(view: View) -> list[str]:
    lines = []
    for id in view.found.documents[:8]:
        document = view.document(id)
        paths = [entry.headings for entry in (document.tasks or document.passages)]
        headings = dict.fromkeys(path[0] for path in paths if path)
        counts = [sum(p[:1] == (h,) for p in paths) for h in headings]
        unit = "项" if document.tasks else "段"
        lines.append(f"{document.name}　{len(headings)}个部分")
        told = list(zip(headings, counts, strict=True))[:20]
        lines += [f" {shorten(h, 40)}（{count}{unit}）" for h, count in told]
    return lines


def term_lines(view: View) -> list[str]:
    lines = []
    for group in view.found.groups[:5]:
        for term in group.terms[:3]:
            lines += [
                f"{term.name}：{shorten(term.meaning, 600)}",
                f"{view.document(group.document).name} · 注释",
            ]
    return lines

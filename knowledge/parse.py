"""Source -> Document: the layout that fits, the imprint, the checks."""

from dataclasses import replace

from knowledge import imprint
from knowledge.check import CHECKS
from knowledge.layouts import LAYOUTS, Content, Frame
from knowledge.layouts.prose import paragraphs, plain_passages
from knowledge.model import Document, DocumentKind, Problem
from knowledge.reading import Source

NO_CONTENT = "没有读到任务：这份文件既不像任务分解，也不像政府工作报告，请检查内容或另存为文本"
LONGEST_NAME = 16


def parse(source: Source, document_id: str) -> Document:
    """Never raises: what cannot be read is in `problems`."""
    lines = imprint.plain_lines(source.lines)
    source = imprint.without_colophon(source)
    reference = imprint.find_reference(lines)
    issued = imprint.find_issued(lines)
    title = imprint.find_title(lines, report=False)
    year = imprint.find_year(lines, title, reference, issued)
    content = content_of(source, Frame(document_id, year, issued))
    report = content.kind == DocumentKind.REPORT and bool(content.layout)
    document = Document(
        id=document_id,
        name=document_id,
        kind=content.kind,
        title=imprint.find_title(lines, report=True) if report else title,
        reference=reference,
        year=year,
        issued=issued,
        layout=content.layout,
        stated_count=None if report else stated_count(content),
        columns=content.columns,
        tasks=content.tasks,
        passages=content.passages,
        terms=content.terms,
        officials=imprint.find_officials(lines),
        problems=content.problems,
    )
    return checked(named(document, lines))


def content_of(source: Source, frame: Frame) -> Content:
    """Take the first layout that fits; a text of no known shape is kept sentence by sentence."""
    for layout in LAYOUTS:
        if content := layout(source, frame):
            return content
    passages = plain_passages(paragraphs(source.lines), frame)
    problem = Problem(1, NO_CONTENT)
    return Content("", DocumentKind.REPORT, passages=passages, problems=(problem,))


def stated_count(content: Content) -> int | None:
    first = min((task.line for task in content.tasks), default=0)
    return imprint.find_stated_count(p.text for p in content.passages if p.line < first)


def named(document: Document, lines: list[str]) -> Document:
    """Add district, issuer and the short name: 东丽2023, 河东2023报告."""
    units = [party.unit for task in document.tasks for party in task.parties]
    district, kind = imprint.find_region(lines, document.reference, units)
    report = "报告" if document.layout == "report" else ""
    title = document.title
    short = title if len(title) <= LONGEST_NAME else title[:LONGEST_NAME] + "…"
    return replace(
        document,
        district=district,
        issuer=imprint.find_issuer(lines, district, kind),
        name=f"{district}{document.year or ''}{report}" if district else short or document.id,
    )


def checked(document: Document) -> Document:
    """Put the findings of the checks beside those of the layout, by line."""
    found = [problem for check in CHECKS for problem in check(document)]
    problems = sorted([*document.problems, *found], key=lambda problem: problem.line)
    return replace(document, problems=tuple(problems))

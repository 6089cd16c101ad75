"""Rules for the documents that are asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.ground import Ground
from bot.understanding.patterns import Composer, of_kind
from bot.understanding.stretch import Span
from knowledge import Cell, Condition, Document, DocumentKind, Field, Is

OF_BREAKDOWNS = ("item", "target", "lead", "support", "responsible", "unit", "person", "leader")
"""Kinds of what a report does not tell: of whom, and what was aimed at."""
Pair = tuple[str | None, int | None]
"""A district and a year; either may be open."""


def documents(c: Composer) -> None:
    """Districts, years and names of documents choose what is asked of."""
    said = [r[0] for r in c.taking("<district|year|document|report|all_documents|place>")]
    if c.take("<whole>"):
        c.frame.cues.add("whole")
    if c.take("<file>"):
        c.frame.cues.add("file")
    if strangers := of_kind(said, "place"):
        c.frame.documents.append(Is(Cell(Field.DISTRICT), tuple(s.text for s in strangers)))
        return
    c.frame.cues |= {s.kind for s in of_kind(said, "all_documents", "report")}
    reports, tense = _told_in_report(said, c.spans, c.ground)
    if reports:
        c.frame.cues.add(tense)
        is_scope = set(reports) == set(c.ground.scope) and not of_kind(said, "district")
        c.frame.documents += [] if is_scope else [_named(reports)]
        return
    c.frame.documents += _chosen(said, c.ground)


def _named(ids: Sequence[str]) -> Condition:
    return Is(Cell(Field.DOCUMENT), tuple(ids))


def _told_in_report(
    said: Sequence[Span], others: Sequence[Span], ground: Ground
) -> tuple[list[str], str]:
    """Give the reports that tell of a year that no document is of: those of the year after."""
    years = {s.number for s in of_kind(said, "year")}
    if of_kind(others, *OF_BREAKDOWNS):
        return [], ""
    districts = {s.name for s in of_kind(said, "district")}
    if len(years) != 1 or of_kind(said, "document"):
        return [], ""
    year, known = years.pop(), ground.index.documents
    if ground.scope and not districts:
        near = [known[i] for i in ground.scope]
    else:
        near = [d for d in known.values() if not districts or d.district in districts]
    reports = [d for d in near if d.kind == DocumentKind.REPORT]
    if reports == near and any(d.year == year for d in reports):
        return [d.id for d in reports if d.year == year], "this_year"
    is_told = reports == near or all(d.year != year for d in near)
    return [d.id for d in reports if is_told and d.year == year + 1], "last_year"


def _chosen(said: Sequence[Span], ground: Ground) -> list[Condition]:
    """Give the documents that were meant, or the district or year that has none."""
    ids = [s.name for s in of_kind(said, "document")]
    wants_report = bool(of_kind(said, "report"))
    pairs = _pairs(said) or ([(None, None)] if wants_report else [])
    for district, year in pairs:
        found = _documents_of(district, year, wants_report, ground)
        if not found and (district or year):
            return list(_wanting(district, year))
        ids += [d for d in found if d not in ids]
    return [_named(ids)] if ids else []


def _wanting(district: str | None, year: int | None) -> Iterator[Condition]:
    if district:
        yield Is(Cell(Field.DISTRICT), (district,))
    if year:
        yield Is(Cell(Field.YEAR), (str(year),))


def _pairs(said: Sequence[Span]) -> list[Pair]:
    """Pair each district with the years said of it: 东丽2023和2024, 2023年东丽和西青."""
    pairs: list[Pair] = []
    district: str | None = None
    waiting: int | None = None
    for span in said:
        if span.kind == "district":
            district = span.name
            pairs.append((district, waiting))
        elif span.kind == "year" and district is not None:
            pairs = [p for p in pairs if p != (district, None)]
            pairs.append((district, span.number))
        elif span.kind == "year":
            waiting = span.number
            if not of_kind(said, "district"):
                pairs.append((None, waiting))
    return list(dict.fromkeys(pairs))


def _documents_of(
    district: str | None, year: int | None, wants_report: bool, ground: Ground
) -> list[str]:
    """Find the documents of a district and year; a year alone keeps to the district in scope."""
    homes = set(ground.homes) or {ground.index.documents[d].district for d in ground.scope}
    fitting = [
        d
        for d in ground.index.documents.values()
        if (d.district == district if district else not homes or d.district in homes)
        and (year is None or d.year == year)
    ]
    if wants_report:
        return [d.id for d in _with_reports(fitting, year, {district, *homes}, ground)]
    inside = [d for d in fitting if d.id in ground.scope]
    return [d.id for d in (inside if district and not year and inside else fitting)]


def _with_reports(
    fitting: Sequence[Document], year: int | None, districts: set[str | None], ground: Ground
) -> list[Document]:
    """Give the reports among documents; of a year without one, those of the districts besides."""
    reports = [d for d in fitting if d.kind == DocumentKind.REPORT]
    if reports or year is None:
        return reports
    others = ground.index.documents.values()
    known = [d for d in others if d.kind == DocumentKind.REPORT and d.district in districts]
    return [*fitting, *known]

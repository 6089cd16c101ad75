"""Which documents a question is about: a district or a year in it chooses them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Unknown
from bot.understanding.marks import Mark, Token
from knowledge import Document, DocumentKind, Index


@dataclass(frozen=True, slots=True)
class Chosen:
    documents: tuple[str, ...] = ()
    """Ids; empty for all."""
    is_typed: bool = False
    """Named in the question itself."""
    unknown: tuple[Unknown, ...] = ()


def choose_documents(tokens: Sequence[Token], index: Index, scope: str | None) -> Chosen:
    """Read districts, years and kinds of document in a question."""
    before = (scope,) if scope and scope in index.documents else ()
    if any(t.mark in (Mark.ALL_DOCUMENTS, Mark.WHERE) for t in tokens):
        before = ()
    pairs = _pairs(tokens)
    named = tuple(dict.fromkeys(t.value for t in tokens if t.mark == Mark.DOCUMENT))
    if named and not pairs:
        return Chosen(named, is_typed=True)
    if before and _is_past_year(tokens, pairs, index.documents[before[0]]):
        return Chosen(before)
    wants_report = any(t.mark == Mark.REPORT for t in tokens)
    if not pairs and not wants_report:
        return Chosen(before, is_typed=any(t.mark == Mark.ALL_DOCUMENTS for t in tokens))
    found: list[str] = list(named)
    unknown: list[Unknown] = []
    for district, year in pairs or [(None, None)]:
        ids = _matching(index, district, year, before, wants_report)
        if not ids and wants_report:
            ids = _matching(index, district, year, before, False)
        if not ids:
            unknown.append(Unknown(f"{district or ''}{year or ''}", "document"))
        found += [i for i in ids if i not in found]
    return Chosen(tuple(found) or before, True, tuple(unknown))


def _is_past_year(
    tokens: Sequence[Token], pairs: Sequence[tuple[str | None, int | None]], chosen: Document
) -> bool:
    """Tell whether a report is asked for what it tells of the year before its own."""
    if chosen.kind != DocumentKind.REPORT or chosen.year is None:
        return False
    says_result = any(t.mark == Mark.RESULT for t in tokens)
    return says_result and list(pairs) == [(None, chosen.year - 1)]


def _pairs(tokens: Sequence[Token]) -> list[tuple[str | None, int | None]]:
    """Pair each district with the years said of it: 东丽2023和2024, 2023年东丽和西青."""
    pairs: list[tuple[str | None, int | None]] = []
    district: str | None = None
    waiting: int | None = None
    for token in tokens:
        if token.mark == Mark.DISTRICT:
            district = token.value
            if (district, None) not in pairs:
                pairs.append((district, waiting))
        elif token.mark == Mark.YEAR and district is not None:
            pairs = [p for p in pairs if p != (district, None)]
            pairs.append((district, token.value))
        elif token.mark == Mark.YEAR:
            waiting = token.value
    if not pairs and waiting is not None:
        years = [t.value for t in tokens if t.mark == Mark.YEAR]
        return [(None, y) for y in years]
    return pairs


def _matching(
    index: Index, district: str | None, year: int | None, before: tuple[str, ...], report: bool
) -> list[str]:
    """Find the documents of a district and year; a year alone keeps to the district before."""
    fitting = [
        d
        for d in index.documents.values()
        if (district is None or d.district == district)
        and (year is None or d.year == year)
        and (not report or d.kind == DocumentKind.REPORT)
    ]
    if district is None and before:
        homes = {index.documents[d].district for d in before}
        near = [d for d in fitting if d.id in before] or [d for d in fitting if d.district in homes]
        fitting = near or fitting
    return [d.id for d in fitting]

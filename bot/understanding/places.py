"""Which documents a question is about: a district or a year in it chooses them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Unknown
from bot.understanding.marks import Mark, Token
from knowledge import Document, DocumentKind, Index, Tense

TOLD_IN_REPORTS = (None, Mark.AMOUNT, Mark.MEASURE, Mark.RESULT, Mark.WHAT)
NOT_IN_REPORTS = (
    Mark.ITEM,
    Mark.UNIT,
    Mark.PERSON,
    Mark.CHOOSE,
    Mark.FILE,
    Mark.OWNER,
    Mark.LEAD,
    Mark.SUPPORT,
    Mark.LEADER,
    Mark.OVERSEE,
    Mark.DEADLINE,
)
"""Who asks of these means another document of that year."""


@dataclass(frozen=True, slots=True)
class Chosen:
    documents: tuple[str, ...] = ()
    """Ids; empty for all."""
    is_typed: bool = False
    """Named in the question itself."""
    unknown: tuple[Unknown, ...] = ()
    tense: Tense | None = None
    """What a year typed of a report asks for: its results, or its plans."""


def choose_documents(tokens: Sequence[Token], index: Index, scope: str | None) -> Chosen:
    """Read districts, years and kinds of document in a question."""
    before = (scope,) if scope and scope in index.documents else ()
    if any(t.mark in (Mark.ALL_DOCUMENTS, Mark.WHERE) for t in tokens):
        before = ()
    pairs = _pairs(tokens)
    named = tuple(dict.fromkeys(t.value for t in tokens if t.mark == Mark.DOCUMENT))
    if named and not pairs:
        return Chosen(named, is_typed=True)
    if before and (tense := _of_report(tokens, pairs, index.documents[before[0]], index)):
        return Chosen(before, tense=tense)
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


def _of_report(
    tokens: Sequence[Token],
    pairs: Sequence[tuple[str | None, int | None]],
    chosen: Document,
    index: Index,
) -> Tense | None:
    """Read a year as what the chosen report tells of it: results of the year before, own plans."""
    if chosen.kind != DocumentKind.REPORT or chosen.year is None or len(pairs) != 1:
        return None
    (district, year), asks_result = pairs[0], any(t.mark == Mark.RESULT for t in tokens)
    is_told = any(t.mark in TOLD_IN_REPORTS or t.text == "呢" for t in tokens)
    if not is_told or district not in (None, chosen.district):
        return None
    if any(t.mark in NOT_IN_REPORTS for t in tokens):
        return None
    if year == chosen.year:
        return Tense.PLAN
    asks_target = any("目标" in t.text for t in tokens)
    names_another = district is not None and bool(_matching(index, district, year, (), False))
    asks_other = (asks_target or names_another) and not asks_result
    return Tense.RESULT if year == chosen.year - 1 and not asks_other else None


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

"""The clause of a sentence that holds the figure asked for."""

import re
from collections.abc import Sequence

from knowledge import Word, fold, measures

RE_FIGURE = re.compile(r"(?<![\d.A-Za-z])\d+(?:\.\d+)?(?![\d.]|年|月|号线|[Gg](?![A-Za-z]))")
"""A number that is no year, month, line or generation."""
RE_CLAUSE = re.compile(r"[^，,；;。：:]+[，,；;。：:]?")


def has_figure(text: str) -> bool:
    """Tell whether a text holds a number that counts or measures something."""
    return bool(RE_FIGURE.search(text))


def clause_with_figure(text: str, words: Sequence[Word], measure: str = "") -> str:
    """Give the clause that speaks of the words and holds a figure; the best there is, or none."""
    clauses: list[str] = [c.strip() for c in RE_CLAUSE.findall(text) if c.strip()]
    ranked = sorted(clauses, key=lambda c: -_worth(c, words, measure))
    if not ranked or _worth(ranked[0], words, measure) <= 0:
        return ""
    return ranked[0].rstrip("，,；;。：:")


def _worth(clause: str, words: Sequence[Word], measure: str) -> float:
    folded = fold(clause)
    spoken = sum(
        any(w in folded for w in (word.text, *word.same))
        + 0.5 * any(p in folded for p in word.parts)
        for word in words
    )
    if not spoken:
        spoken = 0.5 * sum(any(w in folded for w in word.wider) for word in words)
    if not spoken:
        return 0
    return spoken + 0.8 * has_figure(clause) + 0.6 * (bool(measure) and measures(folded, measure))


def stands_in(figure: str, text: str) -> bool:
    """Tell whether a figure stands in a text as a whole: 50场 not in 150场."""
    return bool(re.search(rf"(?<![\d.]){re.escape(fold(figure))}", fold(text)))

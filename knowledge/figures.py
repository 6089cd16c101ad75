"""Figures in running text: which clause holds the one asked for, and what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from knowledge.question import Word
from knowledge.text import fold

RE_FIGURE = re.compile(r"(?<![\d.A-Za-z])\d+(?:\.\d+)?(?![\d.]|年|月|号线|[Gg](?![A-Za-z]))")
"""A number that is no year, month, line or generation."""
RE_CLAUSE = re.compile(r"[^，,；;。：:]+[，,；;。：:]?")
RE_VALUE = re.compile(
    r"(?P<about>不低于|不少于|不超过|超过|突破|达到|约|近|超)?"
    r"(?P<number>(?<![\d.A-Za-z])\d{1,12}(?:\.\d{1,6})?)(?P<scale>[万亿]{0,2})"
    r"(?P<more>余|多)?(?P<unit>个百分点|平方公里|平方米|公里|%|[^\W\d]{1,2})?"
    r"(?P<after>左右|以上|以下|以内)?"
)
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text states it."""

    words: str
    value: Fraction
    """In the unit, 万 and 亿 multiplied in."""
    unit: str
    about: str = ""
    """左右, 以上, 突破 …; empty for exactly."""


def has_figure(text: str) -> bool:
    """Tell whether a text holds a number that counts or measures something."""
    return bool(RE_FIGURE.search(text))


def figures(text: str) -> tuple[Figure, ...]:
    """Give every number of a text that counts or measures something."""
    counted = {m.start() for m in RE_FIGURE.finditer(text)}
    found = RE_VALUE.finditer(text)
    return tuple(_figure(m) for m in found if m.start("number") in counted)


def _figure(found: re.Match[str]) -> Figure:
    about = "".join(filter(None, (found["about"], found["more"], found["after"])))
    value = Fraction(found["number"]) * SCALES.get(found["scale"], 1)
    return Figure(found[0], value, found["unit"] or "", about.removeprefix("达到"))


def clause_with_figure(text: str, words: Sequence[Word], measure: str = "") -> str:
    """Give the clause that speaks of the words and holds a figure; the best there is, or none."""
    clauses: list[str] = [c.strip() for c in RE_CLAUSE.findall(text) if c.strip()]
    worths = [_worth(clause, words, measure) for clause in clauses]
    best = max(worths, default=0)
    return clauses[worths.index(best)].rstrip("，,；;。：:") if best > 0 else ""


def clause_in_measure(text: str, measure: str) -> str:
    """Give the one clause that holds a figure in a measure, or none."""
    clauses = [c.strip().rstrip("，,；;。：:") for c in RE_CLAUSE.findall(text)]
    exact = [c for c in clauses if any(f.unit == measure for f in figures(c))]
    alike = [c for c in clauses if any(f.unit.startswith(measure) for f in figures(c))]
    fitting = exact or alike
    return fitting[0] if measure and len(fitting) == 1 else ""


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


def measures(text: str, measure: str) -> bool:
    """Tell whether a text holds a figure in that measure: 6850户."""
    return bool(re.search(rf"\d[万亿]?(?:多|余)?{re.escape(measure)}", text))


def stands_in(figure: str, text: str) -> bool:
    """Tell whether a figure stands in a text as a whole: 50场 not in 150场."""
    return bool(re.search(rf"(?<![\d.]){re.escape(fold(figure))}", fold(text)))

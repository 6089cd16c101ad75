"""The glossary of English terms leads to the Chinese words of the documents."""

import tomllib
from importlib import resources

import pytest

from knowledge import Document, fold

TERMS: dict[str, list[str]] = tomllib.loads(
    resources.files("bot").joinpath("language", "english.toml").read_text("utf-8")
)["terms"]
"""A term that is there twice does not load: TOML forbids it."""
SHORT = {"mu", "household", "yuan", "ton", "tonne", "percent", "district", "town"}
"""Measures and kinds of place are single characters; nothing else may be, it is in too much."""
OF_THE_SAMPLES = (
    "kindergarten",
    "school place",
    "primary school",
    "preschool place",
    "compulsory education",
    "vocational education",
    "double reduction",
    "teacher",
    "hospital",
    "family doctor",
    "community health center",
    "traditional chinese medicine",
    "medical insurance",
    "elderly care bed",
    "elderly canteen",
    "nursing home",
    "home-based elderly care",
    "disabled person",
    "veteran",
    "social assistance",
    "new job",
    "job fair",
    "vocational training",
    "unpaid wage",
    "migrant worker",
    "talent apartment",
    "affordable housing",
    "old residential community",
    "urban renewal",
    "urban village",
    "unfinished building",
    "property management",
    "parking space",
    "smart parking",
    "subway",
    "rural road",
    "charging pile",
    "heating",
    "gas safety",
    "water supply",
    "sewage plant",
    "pocket park",
    "greening",
    "air quality",
    "noise",
    "cooking fume",
    "surface water",
    "garbage sorting",
    "kitchen waste",
    "zero-waste city",
    "solar power",
    "fire station",
    "work safety",
    "food safety",
    "flood storage area",
    "high-standard farmland",
    "grain output",
    "lantern show",
    "business environment",
    "economic census",
    "fixed asset investment",
    "education bureau",
    "square meter",
    "dongli",
)


def plurals(term: str) -> set[str]:
    """Give the simple plurals of a term's last word."""
    forms = {term + "s", term + "es"}
    return forms | {term[:-1] + "ies"} if term.endswith("y") else forms


def test_there_are_enough_terms() -> None:
    assert len(TERMS) >= 600


def test_a_term_is_lower_case_english() -> None:
    for term in TERMS:
        assert term.isascii() and term == term.lower().strip() and "  " not in term, term


def test_no_term_is_the_plural_of_another() -> None:
    assert [term for term in TERMS if plurals(term) & TERMS.keys()] == []


def test_every_term_leads_to_chinese_words_as_they_are_compared() -> None:
    for term, words in TERMS.items():
        assert words and len(words) == len(set(words)), term
        for word in words:
            assert word == fold(word), f"{term}: {word}"
            assert len(word) > 1 or term in SHORT, f"{term}: {word}"


@pytest.mark.parametrize("term", OF_THE_SAMPLES)
def test_the_samples_speak_of_a_term(documents: tuple[Document, ...], term: str) -> None:
    texts = [fold(text) for d in documents for text in said_by(d)]
    assert any(word in text for word in TERMS[term] for text in texts)


def said_by(document: Document) -> list[str]:
    """Give all that a document says, with its name and the units of its tasks."""
    units = [p.unit for t in document.tasks for p in t.parties]
    entries = [e.text for e in (*document.tasks, *document.passages)]
    return [document.title, document.district, *entries, *units]

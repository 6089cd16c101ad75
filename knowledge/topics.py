"""Everyday words and the official ones for the same thing."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _topics() -> dict[str, Any]:
    return tomllib.loads(resources.files("knowledge").joinpath("topics.toml").read_text("utf-8"))


@cache
def _same() -> dict[str, tuple[str, ...]]:
    groups: list[list[str]] = _topics()["same"]
    return {word: tuple(w for w in group if w != word) for group in groups for word in group}


def same_as(word: str) -> tuple[str, ...]:
    """Give other words for the very same thing."""
    return _same().get(word, ())


def wider_than(word: str) -> tuple[str, ...]:
    """Give the official words that an everyday word usually means."""
    found: tuple[str, ...] = tuple(_topics()["wider"].get(word, ()))
    return found


def meant_by(word: str) -> str:
    """Give the one thing that a word always means, whatever else is spelled with it; or nothing."""
    meant: str = _topics()["means"].get(word, "")
    return meant


def topic_words() -> set[str]:
    """Give all words with another word for them, for the cutter to keep whole."""
    return {*_same(), *_topics()["wider"], *_topics()["means"]}

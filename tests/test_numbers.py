"""What is counted and numbered in a question."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.marks import Mark, Token
from bot.understanding.numbers import find_numbers
from knowledge import normalize

CORPUS = tomllib.loads((Path(__file__).parent / "numbers.toml").read_text("utf-8"))


def tokens(text: str) -> list[Token]:
    return [token for _, _, token in find_numbers(normalize(text))]


@pytest.mark.parametrize(("text", "ranges"), CORPUS["items"].items())
def test_item_numbers(text: str, ranges: list[list[int]]) -> None:
    found = [r for t in tokens(text) if t.mark == Mark.ITEM for r in t.value]
    assert found == [tuple(r) for r in ranges]


@pytest.mark.parametrize(("text", "expected"), CORPUS["others"].items())
def test_other_numbers(text: str, expected: dict[str, Any]) -> None:
    found = {t.mark.value: t.value for t in tokens(text) if t.mark}
    for mark, value in expected.items():
        assert found[mark] == (tuple(value) if isinstance(value, list) else value)


def test_what_is_found_never_overlaps() -> None:
    text = normalize("东丽2023第59项和60项6月底前超过三家单位第六部分多少套")
    spans = [(start, end) for start, end, _ in find_numbers(text)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))

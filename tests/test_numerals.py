"""The corpus numerals.toml is the spec."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import chinese_number

CORPUS = tomllib.loads((Path(__file__).parent / "numerals.toml").read_text("utf-8"))
NUMBERS = [(int(n), words) for n, spellings in CORPUS["numbers"].items() for words in spellings]
DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_a_number_is_read(number: int, words: str) -> None:
    assert chinese_number(words) == number


@pytest.mark.parametrize("words", CORPUS["none"]["words"])
def test_what_is_no_number(words: str) -> None:
    assert chinese_number(words) is None


@given(st.integers(0, 9999))
def test_every_number_is_read_as_it_is_said(number: int) -> None:
    assert chinese_number(said(number)) == number


@given(st.text(alphabet="零〇一二两三十百千万亿廿oO0123９壹拾 "))
def test_any_words_are_a_number_or_none(words: str) -> None:
    number = chinese_number(words)
    assert number is None or number >= 0


def said(number: int) -> str:
    """Say a number below ten thousand, with 零 for what is left out between."""
    words = ""
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += DIGITS[digit] + unit
        elif words and number >= size // 10 and number and not words.endswith("零"):
            words += "零"
    return words or "零"

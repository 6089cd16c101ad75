"""The corpus deadlines.toml is the spec."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deadline import deadlines_in_text, find_days, is_deadline_phrase, read_deadlines

CORPUS = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text(encoding="utf-8"))
ISSUED = date(2022, 12, 27)


def cases(section: str) -> list[tuple[str, str]]:
    return [(day, phrase) for day, phrases in CORPUS[section].items() for phrase in phrases]


@pytest.mark.parametrize(("day", "phrase"), cases("last"))
def test_last_day_that_counts(day: str, phrase: str) -> None:
    assert [str(span.last) for span in find_days(phrase, 2023, ISSUED)] == [day]


@pytest.mark.parametrize(("day", "phrase"), cases("first"))
def test_first_day_of_the_period(day: str, phrase: str) -> None:
    assert [str(span.first) for span in find_days(phrase, 2023, ISSUED)] == [day]


@pytest.mark.parametrize("phrase", CORPUS["none"]["phrases"])
def test_names_no_day(phrase: str) -> None:
    assert find_days(phrase, 2023, ISSUED) == ()


@pytest.mark.parametrize("cell", CORPUS["cells"])
def test_cell(cell: str) -> None:
    found = [
        [one.text, str(one.due or ""), str(one.what or ""), one.clause]
        for one in read_deadlines(cell, 2023, ISSUED)
    ]
    assert found == CORPUS["cells"][cell]
    assert is_deadline_phrase(cell)


@pytest.mark.parametrize("text", CORPUS["texts"])
def test_inside_a_text(text: str) -> None:
    found = deadlines_in_text(text, 2023, ISSUED)
    assert [[one.text, str(one.due), one.clause] for one in found] == CORPUS["texts"][text]
    assert all(one.in_text for one in found)


def test_words_and_place_are_those_of_the_text() -> None:
    (span,) = find_days("请问 6月底前 要完成的有哪些", 2023)
    assert ("请问 6月底前 要完成的有哪些"[span.start : span.end], span.before) == ("6月底前", True)
    assert span.words == "6月底前"


def test_next_year_counts_from_the_date_of_the_document() -> None:
    assert find_days("明年7月份", 2023, date(2022, 12, 27))[0].last == date(2023, 7, 31)
    assert find_days("明年7月份", 2023, date(2023, 1, 9))[0].last == date(2024, 7, 31)
    assert find_days("明年7月份", 2023)[0].last == date(2024, 7, 31)


def test_without_a_year_only_words_with_a_year_name_a_day() -> None:
    assert read_deadlines("6月底前完成", None)[0].due is None
    assert read_deadlines("2031年6月底前完成", None)[0].due == date(2031, 6, 30)
    assert deadlines_in_text("10月底前供热。", None)[0].text == "10月底前"


def test_a_task_is_no_deadline_cell() -> None:
    assert not is_deadline_phrase("2020年底前开展涉企收费专项治理，对公用事业等领域开展检查")
    assert not is_deadline_phrase("区发改委")
    assert not is_deadline_phrase("")


@given(
    st.text(alphabet="年月日底前末内季度半上下明今去一二十1230-至到Q第春节国庆 ."),
    st.integers(1, 9999),
)
def test_any_text_has_ordered_spans(text: str, year: int) -> None:
    for span in find_days(text, year):
        assert span.first <= span.last
        assert text[span.start : span.end].strip() == span.words

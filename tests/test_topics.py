"""What people say leads to what offices write of the same thing, and to nothing else."""

import tomllib
from importlib import resources
from itertools import chain
from pathlib import Path

import pytest

from knowledge import Document, Word, fold, meant_by, normalize, same_as, wider_than
from knowledge.holds import speaks_of

SAID = tomllib.loads((Path(__file__).parent / "topics.toml").read_text("utf-8"))
TOPICS = tomllib.loads(resources.files("knowledge").joinpath("topics.toml").read_text("utf-8"))


def speaks(text: str, said: str) -> bool:
    """Tell whether a text speaks of what was said, itself or by a topic."""
    said = meant_by(said) or said
    text = fold(text)
    return speaks_of(text, text, Word(said, same_as(said), wider_than(said)))[0] >= 2


@pytest.mark.parametrize(("said", "tasks"), SAID["finds"].items())
def test_what_is_said_finds_the_tasks(
    documents: tuple[Document, ...], said: str, tasks: list[str]
) -> None:
    texts = {t.id: t.text for d in documents for t in d.tasks}
    assert [task for task in tasks if not speaks(texts[task], said)] == []


@pytest.mark.parametrize(("said", "texts"), SAID["never"].items())
def test_what_is_said_is_not_taken_for_another_thing(said: str, texts: list[str]) -> None:
    assert [text for text in texts if speaks(text, said)] == []


def test_there_are_words_for_all_fields_of_life() -> None:
    assert len(TOPICS["wider"]) >= 400


def test_every_word_is_written_as_it_is_compared() -> None:
    words = chain(
        *TOPICS["same"], TOPICS["wider"], *TOPICS["wider"].values(), *TOPICS["means"].items()
    )
    for word in words:
        assert word == fold(word) == normalize(word), word


def test_no_word_is_in_two_groups_or_twice_in_one_entry() -> None:
    words = list(chain(*TOPICS["same"]))
    assert sorted(words) == sorted(set(words))
    for said, written in TOPICS["wider"].items():
        assert len(written) == len(set(written)), said


def test_no_official_word_is_a_single_character() -> None:
    """One character is a part of far too many words: 站 of 消防站 and of 火车站."""
    for said, written in TOPICS["wider"].items():
        assert written, said
        assert min(map(len, written)) > 1, said

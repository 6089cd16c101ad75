"""The README tells the truth: its conversations are held, its commands are there."""

import re
from pathlib import Path

import pytest
from readme import PAGES, README, filled, questions

from bot.__main__ import main

TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)
MOST = 10_000
"""Bytes of README.md."""
RE_COMMAND = re.compile(r"^zeren (?P<name>[a-z]+)", re.M)


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_conversations_are_as_the_bot_holds_them_now(page: Path) -> None:
    text = page.read_text("utf-8")
    assert filled(text) == text


def test_there_are_conversations() -> None:
    assert len(questions(TEXT)) >= 10
    assert "你 点 [下一页]" in TEXT


def test_the_first_page_is_short() -> None:
    assert len(README.read_bytes()) <= MOST


@pytest.mark.parametrize("name", sorted(set(RE_COMMAND.findall(TEXT))))
def test_the_commands_are_there(name: str) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0


def test_the_files_that_it_names_are_there() -> None:
    root = Path(README).parent
    named = re.findall(r"`((?:bot|knowledge|tests)/[\w./-]+)`", TEXT)
    assert named
    assert not [name for name in named if not (root / name).exists()]

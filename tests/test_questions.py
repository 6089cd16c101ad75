"""Questions as people type them, with what a right reply shows.

Each line of a corpus is one question; `items` are all tasks that the reply is about, `items_any`
several sets of which one is right, `items_min` some that must be among them, `top` where the
first must be; `must`, `any` and `must_not` are about the text; `not_found` is a plain no.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot
from bot.model import Message, Reply
from knowledge import Cutter, Document

CORPORA = Path(__file__).parent / "corpora" / "questions"


NOT_YET = tomllib.loads((CORPORA / "not_yet.toml").read_text("utf-8"))


def questions(name: str) -> list[dict[str, Any]]:
    lines = (CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def conversations(name: str) -> list[Any]:
    """Put the questions of one chat together; every other one is a conversation of its own."""
    chats: dict[str, list[dict[str, Any]]] = {}
    for question in questions(name):
        chats.setdefault(question.get("chat") or question["id"], []).append(question)
    return [pytest.param(asked, id=chat) for chat, asked in chats.items()]


def is_said(words: str, text: str) -> bool:
    """Tell whether the words stand in the text; a figure must stand whole."""
    words, text = ("".join(s.split()) for s in (words, text))
    before = r"(?<![\d.])" if words[0].isdigit() else ""
    after = r"(?!\d)" if words[-1].isdigit() else ""
    return bool(re.search(before + re.escape(words) + after, text))


def faults(question: dict[str, Any], reply: Reply) -> Iterable[str]:
    items, text = set(reply.items), reply.text
    if not 0 < len(text.strip()) <= 4096:
        yield f"{len(text)} characters"
    if "items" in question and items != set(question["items"]):
        yield f"items {sorted(items)[:5]} instead of {question['items'][:5]}"
    if "items_any" in question and all(items != set(s) for s in question["items_any"]):
        yield f"items {sorted(items)[:5]} are no accepted set"
    if not set(question.get("items_min", ())) <= items:
        yield f"items lack {sorted(set(question['items_min']) - items)[:5]}"
    if "top" in question and reply.items[:1] not in [(t,) for t in question["top"]]:
        yield f"{reply.items[:1]} comes first"
    yield from (f"{w} is not said" for w in question.get("must", ()) if not is_said(w, text))
    yield from (f"{w} is said" for w in question.get("must_not", ()) if is_said(w, text))
    for words in question.get("any", ()):
        if not any(is_said(w, text) for w in words):
            yield f"none of {words} is said"
    if question.get("not_found") and (reply.found or reply.items):
        yield "is said to be found"


def check(bot: Bot, chat: str, asked: list[dict[str, Any]]) -> None:
    """Hold a conversation; what `not_yet.toml` names is answered wrongly, and only that."""
    bot.forget(chat)
    wrong = []
    for question in asked:
        bot.choose(chat, question.get("scope"))
        reply = bot.reply(Message(chat, question["question"]))
        if found := list(faults(question, reply)):
            wrong.append(f"{question['question']}\n{reply.text}\n{found}")
    name = asked[0].get("chat") or asked[0]["id"]
    assert bool(wrong) == (name in NOT_YET[chat]), wrong or f"{name} is answered right now"


@pytest.mark.parametrize("asked", conversations("samples"))
def test_questions_about_the_samples(bot: Bot, asked: list[dict[str, Any]]) -> None:
    check(bot, "samples", asked)


@pytest.fixture(scope="module")
def wider_bot(
    documents: tuple[Document, ...], other_documents: tuple[Document, ...], cutter: Cutter
) -> Bot:
    return Bot((*documents, *other_documents), cutter)


@pytest.mark.parametrize("asked", conversations("others"))
def test_questions_about_documents_of_other_places(
    wider_bot: Bot, asked: list[dict[str, Any]]
) -> None:
    check(wider_bot, "others", asked)


def test_the_judge_notices_a_wrong_reply() -> None:
    wrong = Reply("15项", ("a#1",))
    question = {"items": ["a#2"], "must": ["5项"], "top": ["a#2"], "not_found": True}
    assert len(list(faults(question, wrong))) == 4

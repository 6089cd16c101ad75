"""What a reply says: exact questions with the pieces that must stand in it, in order."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wording_documents import MADE_UP

from bot.memory import Memory, after
from bot.model import Chat, Reading, Reply, Unknown
from bot.wording import describe, in_chinese, render
from knowledge import Document, Index, read_exact, run

CORPORA = Path(__file__).parent / "corpora" / "wording"
ENTRIES = [
    entry
    for path in sorted(CORPORA.glob("*.toml"))
    for entry in tomllib.loads(path.read_text("utf-8")).get("reply", ())
]


@pytest.fixture(scope="module")
def known(documents: tuple[Document, ...]) -> Index:
    return Index(documents)


@pytest.fixture(scope="module")
def more(documents: tuple[Document, ...]) -> Index:
    return Index((*documents, *MADE_UP))


def replies(entry: dict[str, Any], index: Index, page_size: int = 10) -> Iterator[Reply]:
    """Answer the questions of an entry one after the other, in one chat."""
    memory, today = Memory(), entry.get("today")
    for line in (*entry.get("before", ()), entry["exact"]):
        question = read_exact(line)
        last = line == entry["exact"]
        reading = Reading(
            question,
            assumed=tuple(entry.get("assumed", ())) if last else (),
            skipped=tuple(entry.get("skipped", ())) if last else (),
            leans=last and entry.get("leans", False),
            page=entry.get("page", 1) if last else 1,
            english=entry.get("english", False),
        )
        found = run(question, index, memory.items)
        yield render(reading, found, memory, index, page_size, today)
        memory = after(memory, reading, found)


@pytest.mark.parametrize("entry", ENTRIES, ids=[e["exact"] for e in ENTRIES])
def test_reply_says(entry: dict[str, Any], known: Index, more: Index) -> None:
    *_, reply = replies(entry, more if entry.get("made_up") else known)
    at = 0
    for piece in entry["says"]:
        place = reply.text.find(piece, at)
        assert place >= 0, f"没有“{piece}”：\n{reply.text}"
        at = place + len(piece)
    for piece in ("同时符合", *entry.get("never", ())):
        assert piece not in reply.text, reply.text
    assert reply.found == entry.get("found", True), reply.text
    assert 0 < len(reply.text) <= 4096
    if "items" in entry:
        numbers = [int(item.partition("#")[2]) for item in reply.items]
        assert numbers == entry["items"], reply.text
    for label, says in entry.get("buttons", {}).items():
        assert says in [b.says for b in reply.buttons if b.label == label], reply.buttons


ASKED = tomllib.loads((CORPORA / "asked.toml").read_text("utf-8"))


@pytest.mark.parametrize("exact", ASKED["in_chinese"])
def test_a_question_is_one_sentence(exact: str, more: Index) -> None:
    assert in_chinese(read_exact(exact), more) == ASKED["in_chinese"][exact]


@pytest.mark.parametrize("exact", ASKED["describe"])
def test_conditions_are_repeated_back(exact: str, more: Index) -> None:
    assert describe(read_exact(exact), more) == ASKED["describe"][exact]


def test_every_question_can_be_said(more: Index) -> None:
    for entry in ENTRIES:
        question = read_exact(entry["exact"])
        assert in_chinese(question, more)
        assert in_chinese(question)


def test_no_documents() -> None:
    question = read_exact("编号=59 -> 牵头")
    empty = Index(())
    reply = render(Reading(question), run(question, empty), Memory(), empty)
    assert reply == Reply("现在一份文件也没有，请先用 zeren add 读入。", found=False)


def test_unknown_words_are_named(known: Index) -> None:
    question = read_exact("文件=东丽2023 -> 清单")
    reading = Reading(question, "低空经济谁管", unknown=(Unknown("低空经济"),))
    reply = render(reading, run(read_exact("编号=999 -> 清单"), known), Memory(), known)
    assert reply.text.startswith("这几份文件没有提到“低空经济”")
    assert not reply.found and reply.is_unanswered


@pytest.mark.parametrize("talk", Chat)
def test_talk_is_answered(talk: Chat, known: Index) -> None:
    chosen = read_exact("文件=东丽2023; 单位=区城管委 -> 清单")
    reading = Reading(chosen, talk=talk)
    reply = render(reading, run(chosen, known), Memory(scope="dongli-2023"), known)
    assert reply.text and not reply.items


def test_choosing_and_own_unit(known: Index) -> None:
    chosen = read_exact("文件=东丽2023; 单位=区城管委 -> 清单")
    found = run(chosen, known)
    said = render(Reading(chosen, talk=Chat.CHOOSE), found, Memory(), known).text
    assert said == "现在看的是：东丽2023（92项）"
    said = render(Reading(chosen, talk=Chat.OWN_UNIT), found, Memory(), known).text
    assert said == "好，记住了：你在区城管委。以后说“我们单位”就是它。"
    assert "全部5份文件" in render(Reading(talk=Chat.CHOOSE), found, Memory(), known).text

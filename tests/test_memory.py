"""What a chat holds from turn to turn, held against memory/: no sentence is read here."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.memory import MOST_ITEMS, Memories, Memory, after, back_to, grounded, items_of, reading_of
from bot.model import Chat, Reading
from knowledge import Document, Found, Index, Question, open_store, read_exact, run, write_exact

FOLDER = Path(__file__).parent / "memory"
CHATS = [
    chat
    for path in sorted(FOLDER.glob("*.toml"))
    for chat in tomllib.loads(path.read_text("utf-8"))["chat"]
]


@pytest.fixture(scope="module")
def wider(documents: tuple[Document, ...], other_documents: tuple[Document, ...]) -> Index:
    return Index((*documents, *other_documents))


def numbers(items: tuple[str, ...]) -> list[int]:
    return [int(item.partition("#")[2]) for item in items]


def test_there_are_many() -> None:
    assert len(CHATS) >= 60 and len({chat["name"] for chat in CHATS}) == len(CHATS)


@pytest.mark.parametrize("chat", CHATS, ids=[chat["name"] for chat in CHATS])
def test_chat(wider: Index, tmp_path: Path, chat: dict[str, Any]) -> None:
    memory = Memory(scope=chat["scope"])
    for turn in chat["turns"]:
        if turn.get("restart"):
            open_store(tmp_path).records("memories", Memory).put("1", memory)
            kept = open_store(tmp_path).records("memories", Memory).get("1")
            assert kept == memory
            memory = back_to(kept, wider)
        memory = taken(turn, memory, wider)
        told = f"{turn}\n{memory.lists}"
        if "lists" in turn:
            assert [numbers(shown.items) for shown in memory.lists] == turn["lists"], told
        if "picked" in turn:
            assert numbers(memory.picked) == turn["picked"], told
        assert (memory.failed is not None) == turn.get("failed", False), told
        assert memory.first == turn.get("first", memory.first)
        assert memory.scope == turn.get("scope", memory.scope)
        assert memory.unit == turn.get("unit", memory.unit)


def taken(turn: dict[str, Any], memory: Memory, index: Index) -> Memory:
    """Take one turn, and hold what it finds against what is right."""
    if "talk" in turn:
        named = read_exact(turn["named"]) if "named" in turn else None
        return after(memory, Reading(named, talk=Chat(turn["talk"])), Found(Question()))
    question = read_exact(turn["exact"])
    found = run(question, index, memory.items)
    assert found.lacks_list == turn.get("lacks", False), turn
    if "items" in turn:
        assert numbers(items_of(found)) == turn["items"], turn
    if "asked" in turn:
        assert write_exact(grounded(question, memory)) == turn["asked"]
    assert write_exact(read_exact(write_exact(question))) == write_exact(question)
    return after(memory, Reading(question, page=turn.get("page", 1)), found)


def test_what_is_asked_of_a_list_finds_the_same_without_it(wider: Index) -> None:
    for chat in CHATS:
        memory = Memory(scope=chat["scope"])
        for turn in chat["turns"]:
            if "exact" in turn and not turn.get("lacks"):
                question = read_exact(turn["exact"])
                itself = run(grounded(question, memory), wider)
                assert set(items_of(itself)) == set(items_of(run(question, wider, memory.items)))
            memory = taken(turn, memory, wider)


def test_a_message_that_failed_is_the_last_one_all_the_same(wider: Index) -> None:
    memory = taken({"exact": "文件=dongli-2023; 编号=59 -> 牵头"}, Memory(), wider)
    memory = taken({"exact": "文件=dongli-2023; 编号=999 -> 牵头"}, memory, wider)
    last = reading_of(memory)
    assert last and last.question == read_exact("文件=dongli-2023; 编号=999 -> 牵头")
    assert memory.question == read_exact("文件=dongli-2023; 编号=59 -> 牵头")
    assert numbers(memory.picked) == [59]


def test_tasks_that_are_gone_are_forgotten(documents: tuple[Document, ...], wider: Index) -> None:
    memory = taken({"exact": "文件=dongli-2023; 编号=1..5 -> 清单"}, Memory("dongli-2023"), wider)
    without = Index([replace(documents[0], tasks=documents[0].tasks[3:])])
    kept = back_to(memory, without)
    assert (kept.lists, numbers(kept.picked), kept.scope) == ((), [4, 5], "dongli-2023")
    assert back_to(memory, Index(documents[1:])) == replace(memory, scope=None, lists=(), picked=())


def test_a_list_is_kept_up_to_a_length(documents: tuple[Document, ...]) -> None:
    task = documents[0].tasks[0]
    tasks = tuple(replace(task, number=n) for n in range(1, MOST_ITEMS + 500))
    index = Index([replace(documents[0], tasks=tasks)])
    memory = taken({"exact": "-> 清单"}, Memory(), index)
    assert len(memory.lists[0].items) == len(memory.picked) == MOST_ITEMS


def test_chats_that_were_silent_longest_are_forgotten_first() -> None:
    memories = Memories(most=2)
    for chat in ("1", "2", "1", "3"):
        memories.put(chat, Memory(unit=chat))
    assert memories.get("2") is None
    assert [memories.get(chat) for chat in ("1", "3")] == [Memory(unit="1"), Memory(unit="3")]
    memories.remove("1")
    assert memories.get("1") is None

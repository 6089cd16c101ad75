"""The parts of a messenger that know no network: texts in HTML, limits, links, what is kept."""

import re
from dataclasses import replace

import pytest
from bot_api.driver import units
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.app import Bot
from bot.channels.telegram.html import messages
from bot.channels.telegram.inbox import FULL, MOST_SEEN, Batch, Inbox
from bot.channels.telegram.keyboards import keyboard, new_key, tap
from bot.channels.telegram.patience import LONGEST_PAUSE, growing
from bot.commands import link_of, say, task_of
from bot.conversation import (
    MOST_BOARDS,
    MOST_SPEAKERS,
    Board,
    Conversation,
    Speaker,
    with_board,
    with_speaker,
)
from bot.limits import MOST_PEOPLE, Limiter, Verdict
from bot.model import Button
from knowledge import Cutter, Document, Index, MemoryStore, Records

TAGS = re.compile(r"</?b>")
ESCAPES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
texts = st.text(st.sampled_from("甲乙<>&b/\n 𠮷\ud83d"), min_size=1, max_size=60)


def plain(html: str) -> str:
    bare = TAGS.sub("", html)
    return re.sub("&(?:lt|gt|amp);", lambda found: ESCAPES[found[0]], bare)


@given(texts, st.integers(1, 300), st.lists(texts, max_size=3))
@settings(max_examples=150)
@example("甲" * 30 + "\n", 300, ["甲" * 40])
@example("𠮷", 5000, ["𠮷𠮷"])
def test_messages_hold_the_whole_text_within_the_limit(
    piece: str, times: int, strong: list[str]
) -> None:
    text = piece * times
    sent = messages(text, strong)
    assert all(0 < units(plain(html)) <= 4096 for html in sent)
    assert all(html.count("<b>") == html.count("</b>") <= 100 for html in sent)
    told = "".join("".join(map(plain, sent)).split())
    assert told == "".join(text.replace("\ud83d", "?").split())


def test_a_strong_piece_is_never_cut() -> None:
    sent = messages("长" * 4090 + "区城管委牵头八项任务" + "短" * 9, ["区城管委牵头八项任务"])
    assert [units(plain(html)) for html in sent] == [4090, 19]
    assert sent[1].startswith("<b>区城管委牵头八项任务</b>")


def test_the_longest_strong_piece_goes_first_and_none_stands_in_another() -> None:
    assert messages("停车楼停车", ["停车", "停车楼"]) == ["<b>停车楼</b><b>停车</b>"]
    assert messages("a<b", ["a<"]) == ["<b>a&lt;</b>b"]


def test_a_button_says_within_64_bytes_which_it_is() -> None:
    key = new_key()
    made = keyboard(key, [Button(f"按钮{n}" * 30) for n in range(40)])
    assert made is not None
    buttons = [b for row in made.inline_keyboard for b in row]
    assert all(len(str(b.callback_data).encode()) <= 64 for b in buttons)
    assert [t.place for b in buttons if (t := tap(str(b.callback_data)))] == list(range(40))
    assert keyboard(key, ()) is None


@pytest.mark.parametrize(
    "data", ["", "b:short:1", "b:12345678:", "b:12345678:123", "b:中文中文中文中文:1"]
)
def test_other_data_is_no_button(data: str) -> None:
    assert tap(data) is None


def test_pauses_grow_to_a_limit() -> None:
    pauses = [growing(tries) for tries in range(1, 40)]
    assert pauses[0] <= 0.5 and all(p <= LONGEST_PAUSE for p in pauses)
    assert min(pauses[10:]) >= LONGEST_PAUSE / 2
    assert growing(10**9) <= LONGEST_PAUSE


# --- limits


def test_a_person_is_told_once_and_heard_again_after_a_minute() -> None:
    limiter = Limiter(2)
    told = [limiter.admit("a", at) for at in (0, 1, 2, 3, 59, 60.5, 61.5, 62)]
    assert told == [
        Verdict.PASS, Verdict.PASS, Verdict.TELL, Verdict.SILENT,
        Verdict.SILENT, Verdict.PASS, Verdict.PASS, Verdict.TELL,
    ]  # fmt: skip
    assert limiter.admit("b", 3) == Verdict.PASS
    assert all(Limiter(0).admit("a", 0) == Verdict.PASS for _ in range(100))


def test_only_so_many_people_are_counted() -> None:
    limiter = Limiter(1)
    for person in range(MOST_PEOPLE + 1):
        limiter.admit(str(person), 0)
    assert limiter.admit("0", 0) == Verdict.PASS
    assert limiter.admit(str(MOST_PEOPLE), 0) == Verdict.TELL


# --- links and commands


def test_a_link_leads_to_its_task_in_every_document(
    index: Index, other_documents: tuple[Document, ...]
) -> None:
    known = Index((*index.documents.values(), *other_documents))
    tasks = [t for d in known.documents.values() for t in d.tasks]
    links = {link_of(task): task.id for task in tasks}
    assert len(links) == len(tasks)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", link) for link in links)
    assert all(task_of(link, known) == id for link, id in links.items())


def test_a_link_to_a_long_or_chinese_id_fits(documents: tuple[Document, ...]) -> None:
    for id in ("东丽" * 30, "x" * 64, "a_b-1", "2023.1"):
        tasks = tuple(replace(t, document=id) for t in documents[0].tasks)
        index = Index((replace(documents[0], id=id, tasks=tasks),))
        link = link_of(tasks[58])
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", link)
        assert task_of(link, index) == f"{id}#59"


def test_an_unknown_command_is_told_and_a_chinese_one_is_a_question(bot: Bot) -> None:
    chat = Conversation(scope="dongli-2023")
    assert "没有 /whatever 这个命令" in say(bot, chat, "1", "/whatever").reply.text
    assert say(bot, chat, "1", "/59项谁牵头").reply.items == ("dongli-2023#59",)
    assert say(bot, chat, "1", "/item@zeren_test_bot 59").reply.items == ("dongli-2023#59",)


def test_due_says_when_no_document_has_deadlines(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    bot = Bot(documents[2:3], cutter)
    assert "没有写完成时限" in say(bot, Conversation(), "1", "/due").reply.text


def test_a_conversation_keeps_the_newest_of_everything() -> None:
    chat = Conversation()
    for number in range(200):
        chat = with_board(chat, Board(str(number), "1", question=number % 150))
        chat = with_speaker(chat, Speaker(str(number)))
    assert (len(chat.boards), len(chat.speakers)) == (MOST_BOARDS, MOST_SPEAKERS)
    assert chat.board("0") is None and chat.board("199") is not None
    newest = chat.board_of(49)
    assert newest is not None and newest.key == "199"


# --- the inbox


@pytest.fixture
def records() -> Records[Batch]:
    return MemoryStore().records("inbox", Batch)


def test_what_is_taken_is_there_after_a_restart_until_it_is_settled(
    records: Records[Batch],
) -> None:
    inbox = Inbox(records)
    first, second = inbox.take([(7, {"update_id": 1}), (8, {"update_id": 2})])
    assert [w.chat for w in Inbox(records).waiting] == [7, 8]
    inbox.settle(first.number)
    (third,) = inbox.take([(7, {"update_id": 3})])
    again = Inbox(records)
    # the first one's chat has recorded that it is answered
    assert [w.number for w in again.waiting] == [first.number, second.number, third.number]
    assert third.number > second.number > first.number
    again.settle(first.number)
    again.settle(second.number)
    assert [w.number for w in Inbox(records).waiting] == [third.number]


def test_the_inbox_leaves_nothing_behind_but_what_was_seen_last(records: Records[Batch]) -> None:
    inbox = Inbox(records)
    for number in range(1, 30):
        for waiting in inbox.take([(7, {"update_id": number})]):
            inbox.settle(waiting.number)
    assert len(records.all()) == 1
    assert not any(Inbox(records).is_new(number) for number in range(1, 30))


def test_an_update_is_taken_once_also_after_a_restart(records: Records[Batch]) -> None:
    Inbox(records).take([(7, {"update_id": 5})])
    again = Inbox(records)
    assert (
        again.take([(7, {"update_id": 5}), (7, {"update_id": 4})])[0].update == '{"update_id": 4}'
    )
    assert not again.is_new(5)


def test_an_update_of_no_chat_is_not_answered_later(records: Records[Batch]) -> None:
    assert len(Inbox(records).take([(0, {"update_id": 5})])) == 1
    assert Inbox(records).waiting == () and not Inbox(records).is_new(5)


def test_the_inbox_is_bounded(records: Records[Batch]) -> None:
    inbox = Inbox(records)
    inbox.take([(1, {"update_id": n}) for n in range(FULL)])
    assert inbox.is_full
    for waiting in inbox.waiting[:2]:
        inbox.settle(waiting.number)
    assert not inbox.is_full
    inbox.take([(0, {"update_id": FULL + n}) for n in range(MOST_SEEN)])
    assert inbox.is_new(0) and not inbox.is_new(FULL)

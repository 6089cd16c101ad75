"""What the bot keeps between messages, and what happens when the documents change."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import Bot
from bot.memory import MOST_CHATS, Memory, back_to
from bot.model import Message
from knowledge import Cutter, Document, open_store


def test_chats_do_not_hear_each_other(documents: tuple[Document, ...], cutter: Cutter) -> None:
    bot = Bot(documents, cutter)
    bot.choose("one", "dongli-2023")
    bot.reply(Message("one", "59项谁牵头"))
    assert "还没有可以接着问的" in bot.reply(Message("two", "它什么时候完成")).text
    assert bot.reply(Message("one", "什么时候完成")).items == ("dongli-2023#59",)


def test_new_documents_are_answered_from_at_once(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    bot = Bot(documents[:1], cutter)
    assert "区城管委" in bot.reply(Message("one", "59项谁牵头")).text
    bot.use(documents[1:2])
    assert "区民政局" in bot.reply(Message("one", "59项谁牵头")).text


def test_without_documents_every_question_is_answered_plainly(cutter: Cutter) -> None:
    bot = Bot((), cutter)
    for question in ("59项谁牵头", "城管委有哪些任务", "停车谁管", "你好", "一共几项"):
        assert "一份文件也没有" in bot.reply(Message("one", question)).text, question


def test_every_example_that_is_offered_is_answered(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    for document in documents:
        bot = Bot(documents, cutter, scope=document.id)
        offered = bot.reply(Message("one", "你好")).text.splitlines()[1:-1]
        for question in (q for line in offered for q in line.split(" · ")):
            reply = bot.reply(Message("one", question))
            assert reply.found or "没有写完成时限" in reply.text, f"{question}\n{reply.text}"


def test_a_column_with_nothing_but_days_is_for_completion(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    # many tables write 6月底前 where others write 6月底前完成
    first = documents[0]
    tasks = tuple(
        replace(t, deadlines=tuple(replace(d, text="某日前", what=None) for d in t.deadlines))
        for t in first.tasks
    )
    bot = Bot((replace(first, tasks=tasks),), cutter, scope=first.id)
    for text in ("6月底前完成的有哪些", "6月底前要完成的有哪些"):
        found = {item.split("#")[1] for item in bot.reply(Message("one", text)).items}
        assert found == {"32", "40", "45", "65"}, text


def test_the_page_is_as_long_as_the_configuration_says(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    bot = Bot(documents, cutter, page_size=3, scope="dongli-2023")
    assert "第1/3页" in bot.reply(Message("one", "城管委牵头哪些")).text


def test_pages_do_not_run_past_the_last(documents: tuple[Document, ...], cutter: Cutter) -> None:
    bot = Bot(documents, cutter, scope="dongli-2023")
    told = [
        bot.reply(Message("one", q)).text for q in ("孙晓光分管哪些", *["下一页"] * 4, "上一页")
    ]
    pages = ["第1/3页", "第2/3页", "第3/3页", "第3/3页", "第3/3页", "第2/3页"]
    assert all(page in text for page, text in zip(pages, told, strict=True)), told


def test_a_memory_that_was_stored_is_gone_on_from(
    documents: tuple[Document, ...], cutter: Cutter, tmp_path: Path
) -> None:
    bot = Bot(documents, cutter)
    _, before = bot.turn("城管委牵头哪些", Memory(scope="dongli-2023"))
    open_store(tmp_path).records("memories", Memory).put("1", before)
    resumed = open_store(tmp_path).records("memories", Memory).get("1")
    assert resumed and resumed == before
    reply, _ = bot.turn("第二个呢", back_to(resumed, bot.index))
    assert reply.items == ("dongli-2023#51",)


def test_a_document_that_is_gone_is_chosen_no_more(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    bot = Bot(documents[1:], cutter)
    assert back_to(Memory(scope="dongli-2023"), bot.index) == Memory()


def test_a_task_is_shown_by_its_id(bot: Bot) -> None:
    reply, _ = bot.show("dongli-2023#59", Memory())
    assert reply.items == ("dongli-2023#59",)
    assert "牵头单位　区城管委" in reply.text
    assert not bot.show("dongli-2023#999", Memory())[0].found


def test_the_clock_tells_how_long_it_still_is(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    bot = Bot(documents, cutter, scope="dongli-2023", now=lambda: datetime(2023, 10, 24, 9))
    told = {q: bot.reply(Message("one", q)).text for q in ("59项什么时候完成", "59项", "32项")}
    assert "还有7天，按2023-10-24算" in told["59项什么时候完成"]
    assert "还有7天" in told["59项"] and "已过116天" in told["32项"]
    assert "还有7天" in bot.reply(Message("one", "59项还剩几天")).text
    assert bot.reply(Message("one", "这个月到期的有哪些")).items == ("dongli-2023#59",)
    assert "“下个月”按“2023年11月”理解" in bot.reply(Message("one", "下个月到期的有哪些")).text


def test_old_chats_are_forgotten_first(documents: tuple[Document, ...], cutter: Cutter) -> None:
    bot = Bot(documents[:1], cutter)
    for number in range(MOST_CHATS + 1):
        bot.choose(str(number), "dongli-2023")
    assert bot.memory("0").scope is None
    assert bot.memory(str(MOST_CHATS)).scope == "dongli-2023"


def test_buttons_say_what_they_ask(documents: tuple[Document, ...], cutter: Cutter) -> None:
    bot = Bot(documents, cutter, scope="dongli-2023")
    for button in bot.reply(Message("one", "城管委有哪些任务")).buttons:
        assert bot.reply(Message("one", button.says or button.label)).items


def test_two_spellings_of_one_body_count_as_one(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    dongli = documents[0]
    bot = Bot([replace(dongli, passages=())], cutter)
    assert "共4项" in bot.reply(Message("one", "国资委有哪些任务")).text

"""The bot in Telegram, as people meet it: against a Bot API server, by polling and webhook."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bot_api.driver import USERNAME, Seen, TelegramServer, units
from running import bot_running

from bot.channels.telegram import Service
from bot.members import Member, Standing
from knowledge import Cutter, Document, MemoryStore, Store, open_store

Runs = Callable[..., AbstractAsyncContextManager[Service]]
GROUP, SUPERGROUP = -100, -1_000_000_000_100
ADMIN, STRANGER = 9, 5


@pytest.fixture(params=["polling", "webhook"])
def runs(
    request: pytest.FixtureRequest,
    server: TelegramServer,
    documents: tuple[Document, ...],
    cutter: Cutter,
) -> Runs:
    """Run the bot on the samples, 东丽2023 chosen."""
    webhook = request.param == "webhook"

    def run(**changes: Any) -> AbstractAsyncContextManager[Service]:
        known = changes.pop("documents", documents)
        return bot_running(server, known, cutter, webhook=webhook, **changes)

    return run


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_store(tmp_path)


async def ask(server: TelegramServer, text: str, **how: Any) -> Seen:
    """Write a message and wait for the reply to it."""
    chat = how.get("chat", 1)
    before = len(await server.replies(chat))
    await server.say(text, **how)
    return (await server.wait_for(chat, before + 1))[-1]


async def tap(server: TelegramServer, label: str, chat: int = 1, person: int | None = None) -> Seen:
    """Tap a button and wait for the message to change."""
    shown = next(s for s in reversed(await server.replies(chat)) if label in s.labels)
    await server.tap(chat, label, message_id=shown.message_id, person=person)
    return await server.wait_edit(chat, shown.message_id, shown.text)


async def alert(server: TelegramServer, data: str, message_id: int, person: int = 1) -> str:
    tapped = await server.tap_data(1, data, message_id, person)
    return str((await server.callback_answer(tapped.query_id)).get("text", ""))


# --- cards, buttons, lists


async def test_a_task_is_a_card_whose_buttons_answer_in_place(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        card = await ask(server, "60项")
        assert card.text.splitlines() == [
            "第60项 推进2座污水处理厂新建扩建工程加快建设。",
            "牵头单位　区水务局",
            "配合单位　区住建委、东丽湖街",
            "分管区领导　孙晓光",
            "完成时限　年底前取得明显进展（2023-12-31）",
            "所属　六、坚持共建共享，聚焦品质提升，努力打造宜居、韧性、文明城区",
            "东丽2023 · 东丽政发〔2023〕4号 第60项",
        ]
        assert card.html and "<b>第60项</b>" in card.html
        assert card.labels == [
            "配合单位", "原文", "区水务局的任务", "🔔 提醒我", "上一项", "下一项",
        ]  # fmt: skip
        assert [len(row) for row in card.buttons] == [3, 1, 2]
        assert (await tap(server, "配合单位")).text.startswith("配合单位：区住建委、东丽湖街\n")
        assert "原文第512行" in (await tap(server, "原文")).text
        assert (await tap(server, "下一项")).text.startswith("第61项")
        assert (await tap(server, "上一项")).text.startswith("第60项")
        listed = await tap(server, "区水务局的任务")
        assert listed.text.startswith("区水务局　共")
        assert len(await server.replies(1)) == 1


async def test_a_fact_stands_in_bold(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        told = await ask(server, "停车难谁管")
    assert told.html and told.html.startswith("<b>区城管委 牵头</b>\n")
    assert "<b>停车</b>建设" in told.html


async def test_what_documents_and_people_write_is_escaped(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    first, *rest = documents[0].tasks
    task = replace(first, text="建设<b>A&B</b>园区 &lt; \ud83d 10个<script>")
    altered = replace(documents[0], tasks=(task, *rest))
    async with runs(documents=(altered,)):
        card = await ask(server, "1项")
        assert "建设<b>A&B</b>园区 &lt; ? 10个<script>" in card.text
        assert "没有 /a&b<i>&amp; 这个命令" in (await ask(server, "/a&b<i>&amp;")).text


async def test_a_list_is_paged_in_place_also_after_a_restart_and_other_questions(
    server: TelegramServer, runs: Runs, store: Store
) -> None:
    async with runs(store=store):
        listed = await ask(server, "孙晓光分管哪些")
        assert "第1/3页" in listed.text and listed.labels == ["🔔 提醒我", "下一页"]
    async with runs(store=store):
        second = await tap(server, "下一页")
        assert "第2/3页" in second.text and second.labels == ["🔔 提醒我", "上一页", "下一页"]
        await ask(server, "59项谁牵头")
        await server.tap(1, "下一页", message_id=listed.message_id)
        third = await server.wait_edit(1, listed.message_id, second.text)
        assert "第3/3页" in third.text and third.labels == ["🔔 提醒我", "上一页"]
        # what was tapped last is what is spoken of now
        assert "第2/3页" in (await ask(server, "上一页")).text


async def test_without_a_document_chosen_the_documents_are_buttons(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs(scope=None):
        told = await ask(server, "第59项谁负责")
        assert told.text.startswith("3份文件都有第59项：")
        assert told.labels[:3] == ["只看东丽2023", "只看下陆2023", "只看西青2024"]
        chosen = await tap(server, "只看下陆2023")
    assert "区民政局" in chosen.text and "区城管委" not in chosen.text


async def test_a_unit_that_is_not_there_is_suggested_by_buttons(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        told = await ask(server, "城管局有哪些任务")
        assert "没有叫“城管局”的单位" in told.text and told.labels == ["区城管委有哪些任务"]
        assert (await tap(server, "区城管委有哪些任务")).text.startswith("区城管委　共11项")


async def test_a_reply_too_long_for_one_message_is_split_between_lines(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    long = [replace(t, text=f"{t.number}{'𠮷' * 500}") for t in documents[0].tasks[:5]]
    async with runs(documents=(replace(documents[0], tasks=tuple(long)),)):
        await server.say("1-5项")
        shown = await server.wait_for(1, 2)
        assert all(units(s.text) <= 4096 for s in shown)
        assert [len(re.findall(r"^第\d项", s.text, re.M)) for s in shown] == [3, 2]
        assert not shown[0].labels


# --- what buttons may not do


async def test_a_tampered_or_expired_button_says_so(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        card = await ask(server, "60项")
        key = card.buttons[0][0].data or ""
        for data in (f"{key}9", key.replace("b:", "c:"), "b:AAAAAAAA:0", "b:" + "甲" * 20, "x"):
            assert "过期" in await alert(server, data, card.message_id), data
        assert (await server.replies(1))[0].text == card.text


async def test_a_button_acts_for_the_one_who_asked_only(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "孙晓光分管哪些", chat=GROUP, person=1, mention=True)
        tapped = await server.tap(GROUP, "下一页", person=2)
        assert "提问人" in (await server.callback_answer(tapped.query_id))["text"]
        assert "第2/3页" in (await tap(server, "下一页", GROUP, person=1)).text


async def test_two_quick_taps_turn_one_page(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        listed = await ask(server, "孙晓光分管哪些")
        data = listed.buttons[-1][0].data or ""
        for _ in range(2):
            tapped = await server.tap_data(1, data, listed.message_id)
        assert not (await server.callback_answer(tapped.query_id)).get("text")
        assert "第2/3页" in (await server.wait_edit(1, listed.message_id, listed.text)).text
        await ask(server, "你好")
        assert "第2/3页" in (await server.replies(1))[0].text


# --- questions that change, and things that are no questions


async def test_an_edited_question_gets_its_reply_edited(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "59项谁牵头")
        sent = await server.say("配合单位呢")
        follow_up = (await server.wait_for(1, 2))[1]
        await server.say("什么时候完成", edit=sent.message_id)
        edited = await server.wait_edit(1, follow_up.message_id, follow_up.text)
        assert edited.text.startswith("10月底前完成（2023-10-31）\n第59项")
        await server.say("60项谁牵头", edit=sent.message_id)
        assert "第60项" in (await server.wait_edit(1, edited.message_id, edited.text)).text
        assert len(await server.replies(1)) == 2


async def test_an_edit_that_changes_nothing_changes_nothing(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        sent = await server.say("60项")
        before = await server.wait_for(1, 1)
        await server.say("60项", edit=sent.message_id)
        await ask(server, "你好")
        assert (await server.replies(1))[0].text == before[0].text
        assert not any("没有答成" in s.text for s in await server.replies(1))


async def test_a_reply_that_grows_and_shrinks_with_its_question(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    long = [replace(t, text=f"{t.number}{'𠮷' * 500}") for t in documents[0].tasks[:9]]
    async with runs(documents=(replace(documents[0], tasks=tuple(long)),)):
        sent = await server.say("1项")
        await server.wait_for(1, 1)
        await server.say("1-5项", edit=sent.message_id)
        await server.wait_for(1, 2)
        await server.say("2项", edit=sent.message_id)

        async def is_one() -> bool:
            return len(await server.replies(1)) == 1

        await server.wait_until(is_one)
        assert (await server.replies(1))[0].text.startswith("第2项")


async def test_what_is_not_text_gets_one_friendly_line(server: TelegramServer, runs: Runs) -> None:
    media = {
        "voice": {"file_id": "v", "file_unique_id": "v", "duration": 3},
        "photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}],
        "location": {"latitude": 39.1, "longitude": 117.3},
    }
    person = {"id": 1, "is_bot": False, "first_name": "甲"}
    frame = {"chat": {"id": 1, "type": "private", "first_name": "甲"}, "from": person}
    async with runs():
        for number, (kind, value) in enumerate(media.items(), 1):
            await server.post({"message": {**frame, kind: value}})
            assert "只看得懂文字" in (await server.wait_for(1, number))[-1].text
        document = {"file_id": "d", "file_unique_id": "d", "file_name": "任务分解.docx"}
        await server.post({"message": {**frame, "document": document}})
        assert "zeren add" in (await server.wait_for(1, 4))[-1].text
        asked = {"photo": media["photo"], "caption": "60项谁牵头"}
        await server.post({"message": {**frame, **asked}})
        assert (await server.wait_for(1, 5))[-1].text.startswith("区水务局 牵头")
        for _ in range(3):
            album = {"media_group_id": "a", "photo": media["photo"]}
            await server.post({"message": {**frame, **album}})
        assert (await ask(server, "59项谁牵头")).text.startswith("区城管委 牵头")
        assert len(await server.replies(1)) == 7


# --- groups


async def test_a_group_hears_the_bot_only_when_it_is_meant(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        await server.say("59项谁牵头", chat=GROUP)
        await server.say("@other_bot 59项谁牵头", chat=GROUP)
        await server.say("/item@other_bot 59", chat=GROUP)
        await server.say("/weather 天津", chat=GROUP)
        mentioned = await ask(server, "59项谁牵头", chat=GROUP, mention=True)
        assert mentioned.text.startswith("区城管委 牵头")
        replied = await ask(server, "配合单位呢", chat=GROUP, reply_to=mentioned.message_id)
        assert "没有列配合单位" in replied.text
        by_command = await ask(server, f"/item@{USERNAME} 60", chat=GROUP)
        assert by_command.text.startswith("第60项")
        glued = await ask(server, f"@{USERNAME.upper()}第58项谁牵头", chat=GROUP)
        assert "第58项" in glued.text
        assert len(await server.replies(GROUP)) == 4


async def test_a_reply_in_a_group_quotes_its_question_and_keeps_to_the_topic(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        asked = await server.say("60项", chat=SUPERGROUP, topic=77, mention=True)
        told = (await server.wait_for(SUPERGROUP, 1))[0]
    assert (told.thread, told.reply_to) == (77, asked.message_id)


async def test_a_bare_mention_asks_what_the_message_replied_to_says(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        asked = await server.say("59项谁牵头啊", chat=GROUP, person=2)
        told = await ask(server, f"@{USERNAME}", chat=GROUP, reply_to=asked.message_id)
        assert told.text.startswith("区城管委 牵头")
        assert "同一条消息" in (await ask(server, f"@{USERNAME}", chat=GROUP)).text


async def test_the_document_belongs_to_the_group_and_follow_ups_to_the_person(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs(scope=None):
        await ask(server, "看东丽2023", chat=GROUP, person=1, mention=True)
        await ask(server, "59项谁牵头", chat=GROUP, person=1, mention=True)
        second = await ask(server, "60项谁牵头", chat=GROUP, person=2, mention=True)
        assert second.text.startswith("区水务局 牵头")
        first = await ask(server, "什么时候完成", chat=GROUP, person=1, mention=True)
        assert "第59项" in first.text
        third = await ask(server, "什么时候完成", chat=GROUP, person=3, mention=True)
        assert "第59项" not in third.text and "第60项" not in third.text


async def test_a_group_that_becomes_a_supergroup_goes_on(
    server: TelegramServer, runs: Runs, store: Store
) -> None:
    async with runs(scope=None, store=store):
        await ask(server, "看西青2024", chat=GROUP, mention=True)
        await ask(server, "59项谁负责", chat=GROUP, mention=True)
        group = {"id": GROUP, "type": "group", "title": "群"}
        person = {"id": 1, "is_bot": False, "first_name": "甲"}
        moved = {"chat": group, "from": person, "migrate_to_chat_id": SUPERGROUP}
        await server.post({"message": moved})
        told = await ask(server, "完整信息", chat=SUPERGROUP, mention=True)
    assert "西青2024" in told.text and "第59项" in told.text


async def test_a_supergroup_knows_what_it_was_whoever_made_it_one_and_however_late(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs(scope=None, access="members", admins=(ADMIN,), questions_per_minute=2):
        await ask(server, "看西青2024", chat=GROUP, person=ADMIN, mention=True)
        supergroup = {"id": SUPERGROUP, "type": "supergroup", "title": "群"}
        stranger = {"id": STRANGER, "is_bot": False, "first_name": "甲"}
        moved = {"chat": supergroup, "from": stranger, "migrate_from_chat_id": GROUP}
        await server.post({"message": moved})
        told = await ask(server, "59项谁负责", chat=SUPERGROUP, person=ADMIN, mention=True)
        assert told.text.startswith("区市场监管局")
        assert len(await server.replies(SUPERGROUP)) == 1


async def test_a_question_from_before_the_move_is_answered_where_the_group_is_now(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        await ask(server, "59项谁牵头", chat=GROUP, mention=True)
        await server.declare(SUPERGROUP, type="supergroup", title="群")
        await server.migrate(GROUP, SUPERGROUP)
        await server.say("60项", chat=GROUP, mention=True)
        assert (await server.wait_for(SUPERGROUP, 1))[0].text.startswith("第60项")


async def test_a_group_that_lets_the_bot_in_is_greeted(server: TelegramServer, runs: Runs) -> None:
    me = {"id": 123456, "is_bot": True, "first_name": "责任通", "username": USERNAME}
    change = {
        "chat": {"id": GROUP, "type": "group", "title": "群"},
        "from": {"id": 1, "is_bot": False, "first_name": "甲"},
        "date": 1_700_000_000,
        "old_chat_member": {"status": "left", "user": me},
        "new_chat_member": {"status": "member", "user": me},
    }
    async with runs():
        await server.declare(GROUP, type="group", title="群")
        await server.post({"my_chat_member": change})
        assert "@我" in (await server.wait_for(GROUP, 1))[0].text


# --- commands, links, inline


async def test_the_menu_is_in_chinese_and_per_place(server: TelegramServer, runs: Runs) -> None:
    async with runs(admins=(ADMIN,)):
        await server.declare(ADMIN, type="private")

        async def all_set() -> list[Any] | None:
            menus = await server.commands()
            return menus if len(menus) >= 6 else None

        menus = await server.wait_until(all_set)
    named = {
        (m["scope"]["type"], m["language_code"]): [c["command"] for c in m["commands"]]
        for m in menus or []
    }
    everybody = ["help", "use", "item", "due", "my", "settings", "cancel"]
    assert named["default", ""] == named["default", "zh"] == ["start", *everybody]
    assert named["all_group_chats", ""] == ["help", "use", "item", "due", "my", "settings"]
    assert named["chat", "zh"] == ["start", *everybody, "members"]


async def test_start_greets_with_questions_to_tap(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        greeting = await ask(server, "/start")
        assert "责任通" in greeting.text and "现在看的是：东丽2023（92项）" in greeting.text
        for label in greeting.labels:
            await ask(server, "/start")
            assert "没看懂" not in (await tap(server, label)).text


async def test_a_deep_link_shows_its_task(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    other = replace(documents[0], id="东丽（2023）", name="东丽2023")
    tasks = tuple(replace(t, document=other.id) for t in other.tasks)
    async with runs(scope=None, documents=(*documents[1:3], replace(other, tasks=tasks))):
        inline = await server.ask_inline("军秀园热力管道")
        card = (await server.inline_answer(inline))["results"][0]
        link = card["reply_markup"]["inline_keyboard"][0][0]["url"]
        start = link.partition("?start=")[2]
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start)
        assert (await ask(server, f"/start {start}")).text.startswith("第59项")
        assert (await ask(server, "/start d-xialu-2023-59")).text.startswith("第59项 开启新型公墓")
        for broken in ("d-dongli-2023-999", "d-x-1", "d-xialu-2023-999999999999"):
            assert "链接" in (await ask(server, f"/start {broken}")).text


async def test_the_document_is_chosen_by_buttons(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        offered = await ask(server, "/use")
        assert offered.labels[:3] == ["东丽2023", "下陆2023", "西青2024"]
        assert "现在看的是：下陆2023" in (await tap(server, "下陆2023")).text
        assert "下陆2023" in (await ask(server, "第36项")).text
        assert "西青2024" in (await ask(server, "/use 西青2024")).text


async def test_item_asks_for_a_number_and_can_be_cancelled(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        assert "看第几项" in (await ask(server, "/item")).text
        assert (await ask(server, "59")).text.startswith("第59项")
        assert (await ask(server, "/item 60")).text.startswith("第60项")
        await ask(server, "/item")
        assert "取消了" in (await ask(server, "/cancel")).text
        assert "没有要取消的" in (await ask(server, "/cancel")).text


async def test_due_offers_the_days_that_the_document_names(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        offered = await ask(server, "/due")
        assert offered.labels[:2] == ["3月31日前 1项", "6月30日前 4项"]
        assert "共4项" in (await tap(server, "6月30日前 4项")).text
        assert (await tap(server, "换个时限")).labels == offered.labels
        assert "共4项" in (await ask(server, "/due 6月底前")).text


async def test_my_remembers_the_persons_unit(
    server: TelegramServer, runs: Runs, store: Store
) -> None:
    async with runs(store=store):
        assert "哪个单位" in (await ask(server, "/my")).text
        near = await ask(server, "城管局")
        assert "没有叫“城管局”的单位" in near.text and near.labels == ["区城管委", "取消"]
        told = await tap(server, "区城管委")
        assert told.text.startswith("好，记住了：你在区城管委。") and "共11项" in told.text
    async with runs(store=store):
        assert "8项" in (await ask(server, "我们局牵头几项")).text
        assert "你的单位：区城管委" in (await ask(server, "/settings")).text
        await tap(server, "换单位")
        assert "区住建委" in (await ask(server, "住建委")).text
        assert "区住建委" in (await ask(server, "/my")).text


async def test_a_prompt_holds_nobody_who_asks_something_else(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        await ask(server, "/my")
        assert (await ask(server, "59项谁牵头")).text.startswith("区城管委 牵头")
        await ask(server, "/my")
        assert "记住了：你在区教育局" in (await ask(server, "我在教育局")).text
        await tap(server, "我们单位有哪些任务")
        await ask(server, "/item")
        assert "取消了" in (await ask(server, "算了")).text
        await ask(server, "/item")
        assert "取消了" in (await tap(server, "取消")).text
        assert "没有 /foo 这个命令" in (await ask(server, "/foo")).text


async def test_a_reply_to_an_answer_is_asked_of_that_answer(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        first = await ask(server, "60项谁牵头", chat=GROUP, person=1, mention=True)
        await ask(server, "89项谁牵头", chat=GROUP, person=2, mention=True)
        told = await ask(server, "配合单位呢", chat=GROUP, person=2, reply_to=first.message_id)
        assert "第60项" in told.text and "区住建委、东丽湖街" in told.text
        older = await ask(server, "59项")
        await ask(server, "61项")
        assert "第59项" in (await ask(server, "谁分管", reply_to=older.message_id)).text


async def test_who_cannot_reach_an_admin_is_told(server: TelegramServer, runs: Runs) -> None:
    async with runs(access="members", admins=(ADMIN,)):
        line = await ask(server, "你好", chat=STRANGER)
        tapped = await server.tap(STRANGER, "申请使用", message_id=line.message_id)
        assert "收不到申请" in (await server.callback_answer(tapped.query_id))["text"]
        await ask(server, "你好", chat=ADMIN)
        assert "已发给管理员" in (await tap(server, "申请使用", STRANGER)).text


async def test_inline_cards_are_paged(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        first = await server.inline_answer(await server.ask_inline("孙晓光分管哪些"))
        assert len(first["results"]) == 20 and first["is_personal"]
        assert first["cache_time"] <= 60
        title = first["results"][0]["title"]
        assert title.startswith("东丽2023 第") and "牵头" in title
        content = first["results"][0]["input_message_content"]
        assert content["parse_mode"] == "HTML" and "分管区领导　孙晓光" in content["message_text"]
        query = await server.ask_inline("孙晓光分管哪些", offset=first["next_offset"])
        second = await server.inline_answer(query)
        assert 0 < len(second["results"]) <= 20 and not second["next_offset"]
        titles = [r["title"] for r in (*first["results"], *second["results"])]
        assert len(set(titles)) == len(titles)


async def test_inline_says_when_there_is_nothing(server: TelegramServer, runs: Runs) -> None:
    async with runs(scope=None):
        nothing = await server.inline_answer(await server.ask_inline("低空经济"))
        assert nothing["results"] == [] and "没有找到" in nothing["button"]["text"]
        empty = await server.inline_answer(await server.ask_inline(""))
        assert empty["results"] == [] and "输入" in empty["button"]["text"]
        ranked = await server.inline_answer(await server.ask_inline("哪个单位任务最多"))
        assert len(ranked["results"]) == 1 and not ranked["is_personal"]


# --- who may ask


async def test_a_stranger_asks_to_be_let_in_and_is(server: TelegramServer, runs: Runs) -> None:
    async with runs(access="members", admins=(ADMIN,)):
        assert (await ask(server, "59项谁牵头", chat=ADMIN)).text.startswith("区城管委")
        refused = await ask(server, "59项谁牵头", chat=STRANGER)
        assert "管理员同意" in refused.text and refused.labels == ["申请使用"]
        asked = await tap(server, "申请使用", STRANGER)
        assert "已发给管理员" in asked.text
        wish = (await server.wait_for(ADMIN, 2))[-1]
        assert "用户5（5）申请使用" in wish.text and wish.labels == ["同意", "拒绝"]
        assert "已经替你申请" in (await ask(server, "快点", chat=STRANGER)).text
        assert "已同意：用户5（5）" in (await tap(server, "同意", ADMIN)).text
        assert "管理员同意了" in (await server.wait_for(STRANGER, 3))[-1].text
        assert (await ask(server, "59项谁牵头", chat=STRANGER)).text.startswith("区城管委")
        await ask(server, "/members", chat=ADMIN)
        line = (await server.wait_for(ADMIN, 4))[-1]
        assert "可以用" in line.text and line.labels == ["移除"]
        assert "已移除" in (await tap(server, "移除", ADMIN)).text
        assert "管理员同意" in (await ask(server, "59项谁牵头", chat=STRANGER)).text


async def test_a_refused_person_is_told_and_asks_no_more(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs(access="members", admins=(ADMIN,)):
        await ask(server, "你好", chat=ADMIN)
        await ask(server, "你好", chat=STRANGER)
        await tap(server, "申请使用", STRANGER)
        await server.wait_for(ADMIN, 2)
        await tap(server, "拒绝", ADMIN)
        again = await ask(server, "你好", chat=STRANGER)
        assert "没有同意" in again.text and not again.labels


async def test_nobody_lets_themself_in(server: TelegramServer, runs: Runs) -> None:
    async with runs(access="members", admins=(ADMIN,)):
        await ask(server, "你好", chat=ADMIN)
        line = await ask(server, "你好", chat=STRANGER)
        for data in (f"m:yes:{STRANGER}", f"m:yes:{ADMIN}", "m:out:9", "b:AAAAAAAA:0", "m:yes:x"):
            tapped = await server.tap_data(STRANGER, data, line.message_id)
            assert (await server.callback_answer(tapped.query_id)).get("text"), data
        await tap(server, "申请使用", STRANGER)
        tapped = await server.tap_data(STRANGER, f"m:yes:{STRANGER}", line.message_id)
        assert (await server.callback_answer(tapped.query_id)).get("text")
        assert "已经替你申请" in (await ask(server, "/members", chat=STRANGER)).text
        inline = await server.inline_answer(await server.ask_inline("热力", person=STRANGER))
        assert inline["results"] == []


async def test_the_gate_holds_when_it_cannot_speak(server: TelegramServer, runs: Runs) -> None:
    async with runs(access="members", admins=(ADMIN,)):
        await server.fail("sendMessage", status=400, times=2, description="Bad Request: strange")
        await server.say("59项谁牵头", chat=STRANGER)
        assert (await ask(server, "59项谁牵头", chat=ADMIN)).text.startswith("区城管委")
        assert not any("城管委" in s.text for s in await server.replies(STRANGER))


async def test_who_is_let_in_meanwhile_is_told_so_by_the_old_button(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs(access="members", admins=(ADMIN,)) as service:
        line = await ask(server, "你好", chat=STRANGER)
        service.desk.members.put(
            Member(STRANGER, "王\x1b[2J五", Standing.GRANTED, date(2024, 1, 2))
        )
        tapped = await server.tap(STRANGER, "申请使用", message_id=line.message_id)
        assert "管理员同意了" in (await server.callback_answer(tapped.query_id))["text"]


async def test_a_name_is_shown_without_what_could_forge_a_line(
    server: TelegramServer, runs: Runs
) -> None:
    person = {"id": STRANGER, "is_bot": False, "first_name": "甲\n已同意：\u202e\x1b[2J"}
    chat = {"id": STRANGER, "type": "private", "first_name": "甲"}
    async with runs(access="members", admins=(ADMIN,)):
        await ask(server, "你好", chat=ADMIN)
        await server.post({"message": {"chat": chat, "from": person, "text": "你好"}})
        line = (await server.wait_for(STRANGER, 1))[0]
        data = line.buttons[0][0].data
        query = {
            "from": person,
            "data": data,
            "message": {"message_id": line.message_id, "chat": chat},
        }
        await server.post({"callback_query": query})
        wish = (await server.wait_for(ADMIN, 2))[-1]
    assert wish.text == "甲已同意：[2J（5）申请使用责任通。"


async def test_a_stranger_in_a_group_is_shown_the_way(server: TelegramServer, runs: Runs) -> None:
    async with runs(access="members", admins=(ADMIN,)):
        told = await ask(server, "59项", chat=GROUP, person=STRANGER, mention=True)
        assert told.buttons[0][0].url == f"https://t.me/{USERNAME}?start=join"
        await server.say("59项", chat=GROUP, person=STRANGER)
        known = await ask(server, "59项谁牵头", chat=GROUP, person=ADMIN, mention=True)
        assert known.text.startswith("区城管委")
        assert len(await server.replies(GROUP)) == 2


async def test_too_many_questions_are_told_off_once(server: TelegramServer, runs: Runs) -> None:
    async with runs(questions_per_minute=3):
        for number in range(1, 7):
            await server.say(f"{number}项")
        await server.say("59项谁牵头", chat=2)
        await server.wait_for(2, 1)
        texts = [s.text for s in await server.wait_for(1, 4)]
    assert len(texts) == 4
    assert sum("问得太快了" in t for t in texts) == 1
    assert [t[:3] for t in texts if t.startswith("第")] == ["第1项", "第2项", "第3项"]


# --- under stress


async def test_a_flood_is_answered_once_and_in_order(server: TelegramServer, runs: Runs) -> None:
    chats, each = 50, 4
    async with runs():
        await server.fail("sendMessage", status=429, every=9, retry_after=1)
        for number in range(1, each + 1):
            await asyncio.gather(*(server.say(f"{number}项", chat=c) for c in range(1, chats + 1)))
        for chat in range(1, chats + 1):
            told = await server.wait_for(chat, each, seconds=60)
            assert [s.text.split()[0] for s in told] == [f"第{n}项" for n in range(1, each + 1)]
        refused = [c for c in await server.calls("sendMessage") if c.status == 429]
    assert refused


@pytest.mark.parametrize("status", [500, 502, 0, -1])
async def test_trouble_at_telegram_is_waited_out(
    server: TelegramServer, runs: Runs, status: int
) -> None:
    async with runs():
        await server.fail("sendMessage", status=status, times=2)
        await server.say("59项谁牵头")
        told = await server.wait_for(1, 1)
        assert told[-1].text.startswith("区城管委 牵头")


async def test_an_outage_ends_without_a_restart(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "59项谁牵头")
        await server.outage(True)
        for chat in (1, 2, 3):
            await server.say("60项", chat=chat)
        await asyncio.sleep(1)
        await server.outage(False)
        for chat, count in ((1, 2), (2, 1), (3, 1)):
            told = await server.wait_for(chat, count, seconds=30)
            assert told[-1].text.startswith("第60项")


async def test_who_blocked_the_bot_is_not_tried_again(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await server.block(7)
        await server.say("59项", chat=7)
        await ask(server, "59项谁牵头", chat=1)
        await server.block(7, blocked=False)
        assert (await ask(server, "60项", chat=7)).text.startswith("第60项")
        calls = Counter(c.body["chat_id"] for c in await server.calls("sendMessage"))
    assert calls[7] + calls["7"] == 2


async def test_an_update_that_comes_twice_is_answered_once(
    server: TelegramServer, runs: Runs, store: Store
) -> None:
    async with runs(store=store):
        sent = await server.say("59项谁牵头")
        await server.wait_for(1, 1)
        await server.post({"update_id": sent.update_id, "message": repeated(sent.message_id)})
        await ask(server, "60项")
    async with runs(store=store):
        await server.post({"update_id": sent.update_id, "message": repeated(sent.message_id)})
        await ask(server, "61项")
    assert len(await server.replies(1)) == 3


def repeated(message_id: int) -> dict[str, Any]:
    person = {"id": 1, "is_bot": False, "first_name": "甲"}
    chat = {"id": 1, "type": "private", "first_name": "甲"}
    return {"message_id": message_id, "date": 1, "chat": chat, "from": person, "text": "59项谁牵头"}


async def test_a_slow_chat_holds_up_no_other(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await server.slow("sendMessage", 1, chat=7)
        await server.say("1项", chat=7)
        await server.say("2项", chat=7)
        await ask(server, "59项谁牵头", chat=1)
        assert await server.replies(7) == []
        assert [s.text[:3] for s in await server.wait_for(7, 2)] == ["第1项", "第2项"]


@pytest.mark.parametrize("status", [403, 404, 400])
async def test_what_a_gateway_says_of_updates_is_not_believed_at_once(
    server: TelegramServer, runs: Runs, status: int
) -> None:
    await server.fail("getUpdates", status=status, times=2)
    async with runs():
        assert (await ask(server, "59项谁牵头")).text.startswith("区城管委 牵头")


async def test_an_update_that_is_not_understood_holds_up_no_other(
    server: TelegramServer, runs: Runs
) -> None:
    nameless = {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "text": "59项"}
    async with runs():
        await server.post({"message": nameless})
        assert (await ask(server, "59项谁牵头")).text.startswith("区城管委 牵头")
        assert await server.pending() == 0


async def test_a_tap_whose_answer_fails_is_done_all_the_same(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        await ask(server, "60项")
        await server.fail("answerCallbackQuery", status=502, times=9)
        assert (await tap(server, "下一项")).text.startswith("第61项")


async def test_one_chat_cannot_use_up_the_inbox(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await server.slow("sendMessage", 0.5, chat=7, times=1)
        for number in range(260):
            await server.say(f"{number % 90 + 1}项", chat=7)
        assert (await ask(server, "59项谁牵头", chat=1)).text.startswith("区城管委 牵头")
        assert 200 <= len(await server.wait_for(7, 200, seconds=30)) <= 260


async def test_trouble_in_a_topic_is_told_in_the_topic(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await server.fail("sendMessage", status=400, times=1, description="Bad Request: strange")
        told = await ask(server, "59项", chat=SUPERGROUP, topic=77, mention=True)
    assert told.thread == 77 and "编号" in told.text


async def test_paging_uses_up_nobody_elses_buttons(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "60项", chat=GROUP, person=1, mention=True)
        first = (await server.replies(GROUP))[0]
        paged = await ask(server, "1项", chat=GROUP, person=2, mention=True)
        for number in range(2, 48):
            await server.tap(GROUP, "下一项", message_id=paged.message_id, person=2)
            shown = await server.wait_edit(GROUP, paged.message_id, paged.text)
            assert shown.text.startswith(f"第{number}项")
            paged = shown
        await server.tap(GROUP, "下一项", message_id=first.message_id, person=1)
        assert (await server.wait_edit(GROUP, first.message_id, first.text)).text.startswith(
            "第61项"
        )


async def test_what_an_admin_asks_in_the_groups_name_has_buttons_for_all(
    server: TelegramServer, runs: Runs
) -> None:
    group = {"id": SUPERGROUP, "type": "supergroup", "title": "群"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    asked = {"chat": group, "from": anonymous, "sender_chat": group, "text": f"@{USERNAME} 60项"}
    async with runs():
        await server.post({"message": asked})
        card = (await server.wait_for(SUPERGROUP, 1))[0]
        await server.tap(SUPERGROUP, "下一项", person=3)
        shown = await server.wait_edit(SUPERGROUP, card.message_id, card.text)
    assert shown.text.startswith("第61项")


async def test_a_failure_is_told_with_a_number(
    server: TelegramServer, runs: Runs, caplog: pytest.LogCaptureFixture
) -> None:
    async with runs():
        await server.fail("sendMessage", status=400, times=1, description="Bad Request: strange")
        told = await ask(server, "59项谁牵头")
        found = re.search(r"编号 (\w+)", told.text)
        assert found and f"error={found[1]}" in caplog.text and "Strange" in caplog.text
        assert (await ask(server, "59项谁牵头")).text.startswith("区城管委 牵头")


async def test_what_found_no_answer_is_kept_without_who_asked(
    server: TelegramServer, runs: Runs
) -> None:
    kept: list[str] = []
    async with runs(kept=kept):
        await ask(server, "低空经济谁管")
        await ask(server, "59项谁牵头")
    assert kept == ["dongli-2023: 低空经济谁管"]

"""Commands, links and inline cards in Telegram."""

import re
from dataclasses import replace
from typing import Any

from bot_api.driver import TelegramServer
from running import ADMIN, GROUP, STRANGER, Runs, ask, tap

from knowledge import Document, Store


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

"""Floods, outages and failures at Telegram: nothing is lost, nothing is said twice."""

import asyncio
import re
from collections import Counter
from typing import Any

import pytest
from bot_api.driver import USERNAME, TelegramServer
from running import GROUP, SUPERGROUP, Runs, ask, tap

from knowledge import Store


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

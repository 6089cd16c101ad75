"""Reminders as they arrive in Telegram."""

import re
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bot_api.driver import TelegramServer
from running import ADMIN, GROUP, SUPERGROUP, Clock, Runs, ask, bot_running

from bot.channels.telegram import Service
from bot.members import MEMBERS, Member, Standing
from bot.subscriptions import SUBSCRIBERS
from knowledge import Cutter, Deadline, Document, Due, Store, open_store

CHAT = 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


@pytest.fixture
def runs(
    server: TelegramServer,
    documents: tuple[Document, ...],
    cutter: Cutter,
    clock: Clock,
    store: Store,
) -> Runs:
    def run(**changes: Any) -> AbstractAsyncContextManager[Service]:
        known = changes.pop("documents", documents)
        return bot_running(server, known, cutter, store=store, now=clock, **changes)

    return run


def numbers_in(text: str) -> set[int]:
    """Give the items that a digest speaks of."""
    return {int(n) for n in re.findall(r"^ \S+ 第(\d+)项", text, re.M)}


async def tick(service: Service, *chats: int) -> None:
    """Look what is due, as the service does every half minute."""
    for chat in chats or (CHAT,):
        await service.remind_chat(chat)


async def test_a_subscription_is_confirmed_and_its_digest_arrives_once(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        told = await ask(server, "订阅区城管委")
        assert "订阅了：东丽2023 区城管委" in told.text and "现在有11项" in told.text
        assert "首次提醒：2023-09-28 09:00" in told.text
        clock.turn_to(9, 28, 8)
        await tick(service)
        assert len(await server.replies(CHAT)) == 1
        clock.turn_to(9, 28)
        await tick(service)
        await tick(service)
        digest = (await server.replies(CHAT))[1:]
    assert [s.text.splitlines()[:3] for s in digest] == [
        [
            "🔔 9月28日 到期提醒",
            "🟢 10月底前完成（2023-10-31，还有33天）",
            " 东丽2023 第59项 实施军秀园、军丽园热力管道改造。　区城管委",
        ]
    ]


async def test_the_bell_under_a_card_subscribes_to_it(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "59项谁牵头")
        card = (await server.replies(CHAT))[0]
        await server.tap(CHAT, "🔔 提醒我")
        told = await server.wait_edit(CHAT, card.message_id, card.text)
        assert "订阅了：东丽2023 第59项" in told.text
        assert "东丽2023 第59项（1项）" in (await ask(server, "我的订阅")).text
        await server.tap(CHAT, "取消 东丽2023 第59项")
        left = (await server.replies(CHAT))[1]
        assert "取消了" in (await server.wait_edit(CHAT, left.message_id, left.text)).text


async def test_a_restart_loses_no_reminder_and_repeats_none(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs():
        await ask(server, "订阅第59项")
    clock.turn_to(10, 24)
    async with runs() as service:
        await tick(service)
        told = await server.wait_for(CHAT, 2)
        # the one of 28 September was missed; it is not made up for by a message of its own
        assert "还有7天" in told[1].text
    async with runs() as service:
        await tick(service)
    assert len(await server.replies(CHAT)) == 2


async def test_the_buttons_of_a_digest_put_off_and_end(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第59项")
        clock.turn_to(10, 24)
        await tick(service)
        digest = (await server.wait_for(CHAT, 2))[1]
        assert digest.labels == ["明天再说", "一周后", "已办结", "不再提醒"]
        await server.tap(CHAT, "一周后")
        assert "10月31日再说" in (await server.wait_edit(CHAT, digest.message_id, digest.text)).text
        clock.turn_to(10, 30)
        await tick(service)
        assert len(await server.replies(CHAT)) == 2
        clock.turn_to(10, 31)
        await tick(service)
        last = (await server.wait_for(CHAT, 3))[2]
        assert "今天到期" in last.text
        await server.tap(CHAT, "已办结")
        await server.wait_edit(CHAT, last.message_id, last.text)
        clock.turn_to(11, 20)
        await tick(service)
        assert len(await server.replies(CHAT)) == 3


async def test_a_record_that_cannot_be_read_holds_up_nobody(
    server: TelegramServer, runs: Runs, clock: Clock, tmp_path: Path
) -> None:
    async with runs():
        for chat in (1, 2):
            await ask(server, "订阅第59项", chat=chat)
    damaged = tmp_path / SUBSCRIBERS / "1.json"
    assert damaged.exists()
    damaged.write_text("{", "utf-8")
    clock.turn_to(10, 24)
    async with runs():
        assert "还有7天" in (await server.wait_for(2, 2))[1].text
        assert len(await server.replies(1)) == 1
        assert damaged.read_text("utf-8") == "{"
        assert "订阅了：东丽2023 第60项" in (await ask(server, "订阅第60项", chat=1)).text


async def test_who_is_let_in_no_more_is_reminded_no_more(
    server: TelegramServer, runs: Runs, clock: Clock, store: Store
) -> None:
    members = store.records(MEMBERS, Member)
    members.put("1", Member(1, "王", Standing.GRANTED, date(2023, 9, 1)))
    async with runs(access="members", admins=(ADMIN,)) as service:
        await ask(server, "订阅第59项")
        member = members.get("1")
        assert member is not None and members.remove("1")
        clock.turn_to(10, 24)
        await tick(service)
        assert len(await server.replies(CHAT)) == 1
        members.put("1", member)
        await tick(service)
        assert "还有7天" in (await server.wait_for(CHAT, 2))[1].text


async def test_who_blocked_the_bot_is_paused_until_they_write(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第59项")
        await server.block(CHAT)
        clock.turn_to(10, 24)
        await tick(service)
        clock.turn_to(10, 30)
        await tick(service)
        assert len([c for c in await server.calls("sendMessage") if c.status == 403]) == 1
        await server.block(CHAT, blocked=False)
        await ask(server, "你好")
        await tick(service)
        assert "还有1天" in (await server.wait_for(CHAT, 3))[2].text


async def test_a_group_is_reminded_and_goes_on_as_a_supergroup(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第59项", chat=GROUP, mention=True)
        await server.declare(SUPERGROUP, type="supergroup", title="群")
        await server.migrate(GROUP, SUPERGROUP)
        clock.turn_to(10, 24)
        await tick(service, GROUP)
        await tick(service, SUPERGROUP)
        assert "第59项" in (await server.wait_for(SUPERGROUP, 1))[0].text


async def test_a_long_digest_is_one_message_and_the_rest_is_a_tap_away(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅年底前要完成的")
        clock.turn_to(12, 1)
        await tick(service)
        digest = (await server.wait_for(CHAT, 2))[1]
        seen, page = numbers_in(digest.text), digest
        assert "🔴 3月底前完成（2023-03-31，已过245天）" in digest.text and len(seen) == 15
        step = next(label for label in digest.labels if label.startswith("其余"))
        while step in page.labels:
            await server.tap(CHAT, step)
            page, step = await server.wait_edit(CHAT, digest.message_id, page.text), "下一页"
            assert not seen & numbers_in(page.text)
            seen |= numbers_in(page.text)
        assert seen == set(range(1, 93))
        await tick(service)
        assert len(await server.replies(CHAT)) == 2


async def test_one_of_several_is_done_and_the_others_are_left(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第58-60项")
        clock.turn_to(12, 25)
        await tick(service)
        digest = (await server.wait_for(CHAT, 2))[1]
        await server.tap(CHAT, "已办结")
        asked = await server.wait_edit(CHAT, digest.message_id, digest.text)
        assert "哪一项办结了" in asked.text and "第60项" in asked.labels
        await server.tap(CHAT, "第60项")
        told = await server.wait_edit(CHAT, digest.message_id, asked.text)
        assert "第60项记为已办结" in told.text
        await server.tap(CHAT, "返回")
        page = await server.wait_edit(CHAT, digest.message_id, told.text)
        assert numbers_in(page.text) == {58, 59}
        await server.tap(CHAT, "明天再说")
        assert "12月26日再说" in (await server.wait_edit(CHAT, digest.message_id, page.text)).text
        clock.turn_to(12, 26)
        await tick(service)
        assert numbers_in((await server.wait_for(CHAT, 3))[2].text) == {58, 59}


async def test_a_chat_lives_in_its_own_time_zone(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第59项")
        assert "东京时间" in (await ask(server, "时区东京")).text
        clock.turn_to(10, 24, 7, 59)
        await tick(service)
        assert len(await server.replies(CHAT)) == 2
        clock.turn_to(10, 24, 8)
        await tick(service)
        assert "还有7天" in (await server.wait_for(CHAT, 3))[2].text
        # it is the 31st already in Tokyo
        clock.turn_to(10, 30, 23, 30)
        assert "今天到期" in (await ask(server, "59项什么时候完成")).text
        assert "2023年10月31日" in (await ask(server, "今天到期的有哪些")).text


async def test_quiet_hours_hold_a_digest_back_till_the_morning(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第59项")
        assert "20:00到07:00不打扰" in (await ask(server, "晚上8点到早上7点别打扰我")).text
        clock.turn_to(10, 30, 20, 30)
        await tick(service)
        assert len(await server.replies(CHAT)) == 2
        clock.turn_to(10, 31)
        await tick(service)
        told = (await server.wait_for(CHAT, 3))[2].text
        assert told.startswith("🔔 10月31日 到期提醒\n🟡 10月底前完成（2023-10-31，今天到期）")


async def test_a_replaced_document_keeps_its_subscriptions_and_tells_what_changed(
    server: TelegramServer, runs: Runs, clock: Clock, documents: tuple[Document, ...]
) -> None:
    dongli, *others = documents
    earlier = Deadline("9月底前完成", date(2023, 9, 30), Due.DONE)
    tasks = tuple(replace(t, deadlines=(earlier,)) if t.number == 59 else t for t in dongli.tasks)
    async with runs() as service:
        await ask(server, "订阅第59-60项")
        replaced = replace(dongli, tasks=tuple(t for t in tasks if t.number != 60))
        service.desk.bot.use([replaced, *others])
        clock.turn_to(9, 21)
        await tick(service)
        assert (await server.wait_for(CHAT, 2))[1].text.splitlines() == [
            "📝 时限有变",
            " 东丽2023 第59项 实施军秀园、军丽园热力管道改造。 原定10月底前完成，现为9月底前完成",
            " 东丽2023 第60项 推进2座污水处理厂新建扩建工程加快建设。 现在不在订阅的范围里"
            "（原定年底前取得明显进展），请核对文件",
        ]
        # the 23rd, seven days before, is a Saturday
        clock.turn_to(9, 22)
        await tick(service)
        assert "9月底前完成（2023-09-30，还有8天）" in (await server.wait_for(CHAT, 3))[2].text
        assert "东丽2023 第59–60项（1项）" in (await ask(server, "我的订阅")).text


async def test_the_settings_are_buttons_too(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        settings = await ask(server, "/settings")
        await server.tap(CHAT, "提醒设置")
        shown = await server.wait_edit(CHAT, settings.message_id, settings.text)
        assert "到期前30天、7天、1天、当天提醒" in shown.text and "还没有订阅" in shown.text
        await server.tap(CHAT, "周末也提醒")
        changed = await server.wait_edit(CHAT, settings.message_id, shown.text)
        assert "每天（含周末）09:00" in changed.text
        await server.tap(CHAT, "撤销")
        back = await server.wait_edit(CHAT, settings.message_id, changed.text)
        assert "工作日09:00" in back.text


async def test_a_ranking_has_no_bell(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        assert "🔔 提醒我" in (await ask(server, "区城管委有哪些任务")).labels
        assert "🔔 提醒我" not in (await ask(server, "哪个单位牵头最多")).labels
        assert "🔔 提醒我" not in (await ask(server, "低空经济谁负责")).labels


async def test_how_and_when_is_a_matter_of_words(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs() as service:
        await ask(server, "订阅第59项")
        assert "到期前10天、7天、1天、当天提醒" in (await ask(server, "提前10天提醒我")).text
        assert "08:30" in (await ask(server, "每天8点半")).text
        assert "每天（含周末）" in (await ask(server, "周末也提醒")).text
        assert "静音到2023-09-23" in (await ask(server, "静音三天")).text
        clock.turn_to(10, 21, 8, 31)
        await tick(service)
        assert "还有10天" in (await server.wait_for(CHAT, 6))[5].text


async def test_the_service_looks_by_itself(
    server: TelegramServer, runs: Runs, clock: Clock
) -> None:
    async with runs():
        await ask(server, "订阅第59项")
    clock.moment += timedelta(days=34)
    async with runs():
        assert "还有7天" in (await server.wait_for(CHAT, 2))[1].text


async def test_what_is_no_subscription_is_answered_as_ever(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        assert "没有订阅" in (await ask(server, "订阅城管局")).text
        assert "请说是哪一项" in (await ask(server, "订阅")).text
        assert "还没有订阅" in (await ask(server, "我的订阅")).text
        assert "没有写这些任务的时限" in (await ask(server, "订阅西青2024第59项")).text


async def test_the_deadlines_are_sent_as_a_calendar(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "订阅区城管委")
        await server.tap(CHAT, "加到日历")
        sent = (await server.wait_for(CHAT, 2))[1]
    assert sent.file is not None and sent.file.name.endswith(".ics")
    feed = sent.file.data.decode().replace("\r\n ", "")
    assert feed.count("BEGIN:VEVENT") == 11 and "第59项 实施军秀园、军丽园热力管道改造。" in feed

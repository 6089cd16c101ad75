"""Who may ask in Telegram, and how often."""

from datetime import date

from bot_api.driver import USERNAME, TelegramServer
from running import ADMIN, GROUP, STRANGER, Runs, ask, tap

from bot.members import Member, Standing


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


async def test_a_refusal_that_comes_too_late_takes_nothing_back(
    server: TelegramServer, runs: Runs
) -> None:
    other = ADMIN + 1
    async with runs(access="members", admins=(ADMIN, other)):
        for person in (ADMIN, other, STRANGER):
            await ask(server, "你好", chat=person)
        await tap(server, "申请使用", STRANGER)
        for admin in (ADMIN, other):
            await server.wait_for(admin, 2)
        await tap(server, "同意", ADMIN)
        assert "已同意：用户5（5）" in (await tap(server, "拒绝", other)).text
        assert (await ask(server, "59项谁牵头", chat=STRANGER)).text.startswith("区城管委")


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

        async def has_failed() -> bool:
            return sum(c.status == 400 for c in await server.calls("sendMessage")) == 2

        await server.wait_until(has_failed)
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

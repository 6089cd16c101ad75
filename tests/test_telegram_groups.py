"""Groups in Telegram: when the bot speaks, and whose questions are whose."""

from bot_api.driver import USERNAME, TelegramServer
from running import ADMIN, GROUP, STRANGER, SUPERGROUP, Runs, ask

from knowledge import Store


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

"""`zeren run` as it is deployed: killed, stopped, cut off, run twice, and posted to."""

import asyncio
import json
import random
import re
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from bot_api.driver import TOKEN, TelegramServer
from conftest import SAMPLES
from running import BotProcess

from bot.subscriptions import SUBSCRIBERS, Subscriber
from knowledge import open_store

OTHER = Path(__file__).parent / "corpora" / "others" / "qingyuan-2025.txt"
SECRET_HALF = TOKEN.partition(":")[2]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
AWAY = "Telegram 暂时连不上"
HOOKED = "webhook set for"
CHATS = range(1, 11)
QUESTIONS = range(1, 11)
ALL = len(CHATS) * len(QUESTIONS)
LONGEST_STOP = 10
LONGEST_RUN = 30
QUESTION = "老王问59项谁牵头"


class Makes(Protocol):
    def __call__(self, name: str = "bot", *settings: str, **given: Any) -> BotProcess: ...


@pytest.fixture(scope="session")
def samples(bot_api: TelegramServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was used before: filling one takes longer than a start."""
    bot = BotProcess(tmp_path_factory.mktemp("samples"), bot_api)
    assert bot.command("ask", "停车谁管").returncode == 0
    return bot.data


@pytest.fixture
def make(server: TelegramServer, samples: Path, tmp_path: Path) -> Iterator[Makes]:
    made: list[BotProcess] = []

    def make(name: str = "bot", *settings: str, **given: Any) -> BotProcess:
        made.append(BotProcess(tmp_path / name, server, settings, **given))
        if not made[-1].data.exists():
            shutil.copytree(samples, made[-1].data)
        return made[-1]

    yield make
    for one in made:
        if one.is_running:
            one.kill()


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def hooked(make: Makes, port: int) -> BotProcess:
    """A bot that Telegram posts to; not started yet."""
    url = f'webhook_url = "http://127.0.0.1:{port}/telegram"'
    return make("bot", url, web=[f"port = {port}"])


@pytest.fixture
async def client(port: int) -> AsyncIterator[httpx.AsyncClient]:
    address = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        yield client


# --- killed


async def ask_in_ten_chats(server: TelegramServer) -> None:
    async def ask(chat: int) -> None:
        for number in QUESTIONS:
            await server.say(f"{number}项", chat=chat)

    await asyncio.gather(*map(ask, CHATS))


async def until_answered(server: TelegramServer, count: int) -> None:
    """Wait until so many questions are answered, however often."""

    async def is_reached() -> bool:
        return await answered(server) >= count

    await server.wait_until(is_reached, LONGEST_RUN)


async def answered(server: TelegramServer) -> int:
    calls = await server.calls("sendMessage")
    return len({(call.body["chat_id"], call.body["text"]) for call in calls if call.status == 200})


async def answers_of_a_killed_bot(
    server: TelegramServer, bot: BotProcess, ready: str, *moments: range
) -> dict[int, list[int]]:
    """Ask, kill the bot at each moment and start it again; give the answers' numbers by chat."""
    await server.slow("sendMessage", 0.1)
    await ask_in_ten_chats(server)
    for moment in moments:
        bot.start(ready)
        await until_answered(server, random.choice(moment))
        bot.kill()
        assert await answered(server) < ALL
    bot.start(ready)
    await until_answered(server, ALL)
    assert bot.stop() == 0
    given = {chat: await server.replies(chat) for chat in CHATS}
    return {chat: [int(c.text[1:].partition("项")[0]) for c in given[chat]] for chat in CHATS}


def assert_all_in_order(given: dict[int, list[int]], kills: int) -> None:
    for numbers in given.values():
        assert [number for number, _ in groupby(numbers)] == list(QUESTIONS)
        assert len(numbers) <= len(QUESTIONS) + kills


async def test_killed_three_times_every_question_is_answered_in_order(
    server: TelegramServer, make: Makes
) -> None:
    moments = range(5, 25), range(25, 45), range(45, 65)
    given = await answers_of_a_killed_bot(server, make(), "polling as", *moments)
    assert_all_in_order(given, kills=3)


async def test_killed_twice_behind_a_webhook_every_question_is_answered_in_order(
    server: TelegramServer, hooked: BotProcess
) -> None:
    given = await answers_of_a_killed_bot(server, hooked, HOOKED, range(5, 35), range(35, 65))
    assert_all_in_order(given, kills=2)


# --- stopped


async def in_flight(server: TelegramServer) -> None:
    """Wait until a reply is on its way."""

    async def is_sending() -> bool:
        return any(call.status is None for call in await server.calls("sendMessage"))

    await server.wait_until(is_sending)


async def taken(server: TelegramServer) -> None:
    """Wait until the bot has everything that was asked."""

    async def is_taken() -> bool:
        return not await server.pending()

    await server.wait_until(is_taken)


async def beginnings(server: TelegramServer) -> list[str]:
    return [seen.text[:4] for seen in await server.replies(1)]


async def test_a_stop_lets_the_reply_in_flight_arrive_and_leaves_the_rest_for_later(
    server: TelegramServer, make: Makes
) -> None:
    bot = make()
    bot.start()
    await server.slow("sendMessage", 1.5, times=1)
    await server.say("59项")
    await in_flight(server)
    await server.say("60项")
    await taken(server)
    bot.ask_to_stop()
    await server.say("61项")
    assert bot.wait(LONGEST_STOP) == 0
    assert await beginnings(server) == ["第59项"]
    bot.start()
    await server.wait_for(1, 3)
    assert bot.stop() == 0
    assert await beginnings(server) == ["第59项", "第60项", "第61项"]


async def test_a_stop_and_a_start_during_an_outage_lose_no_question(
    server: TelegramServer, make: Makes
) -> None:
    bot = make()
    bot.start()
    await server.slow("sendMessage", 0.5, times=1)
    await server.say("59项")
    await in_flight(server)
    await server.outage()
    await server.say("60项")
    await bot.until_logged(AWAY)
    assert bot.stop(LONGEST_STOP) == 0
    bot.start(AWAY)
    assert await beginnings(server) == []
    await server.outage(False)
    await server.wait_for(1, 2)
    assert bot.stop() == 0
    assert await beginnings(server) == ["第59项", "第60项"]


async def test_a_bot_that_never_reached_telegram_can_be_stopped(
    server: TelegramServer, make: Makes
) -> None:
    await server.outage()
    bot = make()
    bot.start(AWAY)
    assert bot.stop(LONGEST_STOP) == 0
    assert "Traceback" not in bot.log


# --- the log


async def test_the_log_has_a_line_for_each_update_and_no_secrets_whatever_goes_wrong(
    server: TelegramServer, make: Makes
) -> None:
    bot = make()
    bot.start()
    asked = []
    for number, status in enumerate((500, 0, 400), 1):
        await server.fail("sendMessage", status=status)
        asked.append(await server.say(QUESTION))
        await server.wait_for(1, number)
    await server.outage()
    await bot.until_logged("取不到消息")
    assert bot.stop() == 0
    lines = re.findall(r"update=(\d+) chat=1 kind=message ms=\d+\.\d", bot.log)
    assert lines == [str(sent.update_id) for sent in asked]
    assert "failed method=sendMessage" in bot.log and "Traceback" in bot.log
    assert SECRET_HALF not in bot.log
    assert QUESTION not in bot.log
    assert QUESTION.encode("unicode_escape").decode() not in bot.log


async def test_the_log_has_the_questions_where_that_is_wanted(
    server: TelegramServer, make: Makes
) -> None:
    bot = make("bot", "log_questions = true")
    bot.start()
    await server.fail("sendMessage", status=500)
    await server.say(QUESTION)
    await server.wait_for(1, 1)
    assert bot.stop() == 0
    assert bot.log.count(QUESTION) == 1
    assert SECRET_HALF not in bot.log


async def test_a_data_folder_that_cannot_be_written_delays_a_question_and_costs_none(
    server: TelegramServer, make: Makes
) -> None:
    bot = make("bot", "questions_per_minute = 1")
    bot.start()
    away = bot.data.rename(bot.data.with_name("away"))
    bot.data.write_text("in the way")
    await server.say("59项")
    await bot.until_logged("消息先不取")
    bot.data.unlink()
    away.rename(bot.data)
    await server.wait_for(1, 1)
    assert await beginnings(server) == ["第59项"]


# --- what cannot run


def assert_one_sentence(told: str, *parts: str) -> None:
    sentence = told.splitlines()[-1]
    assert sentence.startswith("zeren: ") and all(part in sentence for part in parts), told
    assert "Traceback" not in told


async def test_a_wrong_token_is_told_in_one_sentence(make: Makes) -> None:
    bot = make(token="123456:WRONG-secret")
    bot.start(ready="")
    assert bot.wait() == 3
    assert_one_sentence(bot.log, "ZEREN_TELEGRAM_TOKEN")
    assert "WRONG" not in bot.log


async def test_a_second_bot_on_the_same_data_is_told_which_process_is_there(
    server: TelegramServer, make: Makes
) -> None:
    first = make("first")
    first.start()
    second = make("second", data=first.data)
    second.start(ready="")
    assert second.wait() == 3
    assert_one_sentence(second.log, f"进程号 {first.pid}")
    await server.say("59项")
    await server.wait_for(1, 1)


async def test_two_bots_with_one_token_are_told_so_and_one_of_them_goes_on(
    server: TelegramServer, make: Makes
) -> None:
    bots = make("first"), make("second")
    for bot in bots:
        bot.start(ready="")

    async def told() -> bool:
        return any(re.search(r"同一个令牌.*409", bot.log) for bot in bots)

    await server.wait_until(told)
    assert all(bot.is_running for bot in bots)
    assert bots[0].stop() == 0
    await server.say("59项")
    await server.wait_for(1, 1)
    assert bots[1].is_running


async def test_a_port_in_use_is_told_in_one_sentence(hooked: BotProcess, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        hooked.start(ready="")
        assert hooked.wait() == 3
    assert_one_sentence(hooked.log, "[web]", str(port))


async def test_a_webhook_that_telegram_refuses_is_told_in_one_sentence(
    server: TelegramServer, hooked: BotProcess
) -> None:
    refusal = "Bad Request: bad webhook: Failed to resolve host"
    await server.fail("setWebhook", status=400, description=refusal)
    hooked.start(ready="")
    assert hooked.wait() == 3
    assert_one_sentence(hooked.log, "webhook_url")


async def test_without_a_token_it_talks_at_the_terminal(make: Makes) -> None:
    done = make(token="").command("run", given="第59项谁牵头\n")
    assert done.returncode == 0
    assert done.stdout.startswith("区城管委 牵头\n第59项")


# --- commands beside it


async def test_a_document_added_beside_the_running_bot_is_known_soon(
    server: TelegramServer, make: Makes
) -> None:
    bot = make()
    bot.start()
    assert bot.command("add", str(OTHER)).returncode == 0
    await bot.until_logged("documents=6", seconds=15)
    await server.say("青源的厕所改造谁牵头")
    assert "农业农村局" in (await server.wait_for(1, 1))[0].text


async def test_members_are_let_in_and_removed_beside_the_running_bot(
    server: TelegramServer, make: Makes
) -> None:
    bot = make("bot", 'access = "members"', "admins = [9]")
    bot.start()

    async def replied(count: int) -> Any:
        await server.say("59项", chat=5)
        return (await server.wait_for(5, count))[-1]

    refused = await replied(1)
    assert refused.labels == ["申请使用"] and "\n" not in refused.text
    assert bot.command("members", "--grant", "5").returncode == 0
    assert (await replied(2)).text.startswith("第59项")
    assert re.search(r"\b5\b.*可以用", bot.command("members").stdout)
    assert bot.command("members", "--remove", "5").returncode == 0
    assert (await replied(3)).text == refused.text
    unknown = bot.command("members", "--remove", "5")
    assert unknown.returncode == 1
    assert_one_sentence(unknown.stderr, "没有编号 5")


# --- behind a webhook


async def secret_of(server: TelegramServer) -> str:
    """Give the secret that Telegram was told to show."""
    return str((await server.calls("setWebhook"))[-1].body["secret_token"])


NO_UPDATES = (
    b"",
    b"x",
    b"\xff",
    b"5",
    b"[]",
    b"{}",
    b'{"update_id":"1"}',
    b"[" * 100_000,
)


async def test_the_webhook_refuses_what_telegram_would_not_post(
    server: TelegramServer, hooked: BotProcess, client: httpx.AsyncClient
) -> None:
    hooked.start(HOOKED)
    right = {SECRET_HEADER: await secret_of(server)}

    async def status(
        method: str, path: str, headers: Any, content: Any = b'{"update_id":1}'
    ) -> int:
        request = client.build_request(method, path, headers=headers, content=content)
        return (await client.send(request)).status_code

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b" " * 100_000

    for wrong in ({}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}):
        assert await status("POST", "/telegram", wrong) == 403
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        assert (method, await status(method, "/telegram", right)) == (method, 403)
    for content in (b" " * 1_000_001, chunks()):
        assert await status("POST", "/telegram", right, content) == 413
    health = await client.get("/health")
    assert (health.status_code, health.text) == (200, "ok")
    for path in ("/", "/elsewhere", "/telegram/x", "/telegram/", "/health/"):
        assert (path, await status("POST", path, right)) == (path, 403)
    for body in NO_UPDATES:
        assert (body[:30], await status("POST", "/telegram", right, body)) == (body[:30], 400)
    for number, body in enumerate(("5", "{}")):
        # Telegram would post it again and again, before all that comes after it
        strange = f'{{"update_id":{number + 1},"message":{body}}}'.encode()
        assert await status("POST", "/telegram", right, strange) == 200
    assert hooked.log.count("not understood") == 2
    await server.say("59项")
    await server.wait_for(1, 1)


async def test_the_webhook_answers_what_telegram_posts_and_a_repeat_only_once(
    server: TelegramServer, hooked: BotProcess, client: httpx.AsyncClient
) -> None:
    hooked.start(HOOKED)
    secret = await secret_of(server)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret)
    sent = await server.say("59项")
    assert (await server.wait_for(1, 1))[0].text.startswith("第59项")
    person = {"id": 1, "is_bot": False, "first_name": "王"}
    message = {
        "message_id": sent.message_id + 5, "date": 1_700_000_000, "text": "60项",
        "chat": {"id": 1, "type": "private", "first_name": "王"}, "from": person,
    }  # fmt: skip
    body = json.dumps({"update_id": sent.update_id + 1000, "message": message})
    for _ in range(2):
        posted = await client.post("/telegram", content=body, headers={SECRET_HEADER: secret})
        assert posted.status_code == 200
    await server.wait_for(1, 2)
    await server.say("61项")
    await server.wait_for(1, 3)
    assert hooked.stop() == 0
    assert await beginnings(server) == ["第59项", "第60项", "第61项"]
    assert secret not in hooked.log and SECRET_HALF not in hooked.log


REMINDED = range(1, 25)
"""Chats that are reminded."""


async def with_reminders(server: TelegramServer, make: Makes) -> BotProcess:
    """Give a stopped bot whose chats are all to be reminded of item 59."""
    bot = make("early", web=("[clock]", 'today = "2023-09-20"'))
    bot.start()
    for chat in REMINDED:
        # whatever the hour of the test is
        await server.say("取消免打扰，每天0点提醒", chat=chat)
        await server.say("订阅第59项", chat=chat)
    for chat in REMINDED:
        await server.wait_for(chat, 2)
    assert bot.stop() == 0
    return bot


async def digests(server: TelegramServer) -> dict[int, list[str]]:
    """Give what came after the two replies that began each chat."""
    return {chat: [s.text for s in (await server.replies(chat))[2:]] for chat in REMINDED}


def recorded(bot: BotProcess) -> set[int]:
    """Give the chats whose digest of the day is recorded as sent."""
    kept = open_store(bot.data).records(SUBSCRIBERS, Subscriber).all()
    return {int(chat) for chat, subscriber in kept if subscriber.last_digest}


async def test_killed_at_random_moments_a_reminder_is_neither_lost_nor_sent_again_once_recorded(
    server: TelegramServer, make: Makes
) -> None:
    early = await with_reminders(server, make)
    late = make(
        "late", "messages_per_second = 12", data=early.data, web=("[clock]", 'today = "2023-10-24"')
    )
    await server.slow("sendMessage", 0.2)
    settled: dict[int, int] = {}
    kills = 0
    while len(settled) < len(REMINDED) // 2 or kills < 3:
        late.start()
        await asyncio.sleep(random.uniform(0.05, 0.8))
        late.kill()
        kills += 1
        seen = await digests(server)
        for chat in recorded(late) - set(settled):
            settled[chat] = len(seen[chat])
            assert settled[chat] >= 1
    await server.slow("sendMessage", 0)
    late.start()
    for chat in REMINDED:
        await server.wait_for(chat, 3, seconds=30)
    # what was in flight at the stop is sent and recorded
    assert late.stop() == 0
    seen = await digests(server)
    assert all("还有7天" in text for texts in seen.values() for text in texts)
    assert all(len(seen[chat]) == count for chat, count in settled.items())
    assert all(1 <= len(texts) <= 1 + kills for texts in seen.values())
    late.start()
    await asyncio.sleep(1)
    assert await digests(server) == seen


async def test_a_replaced_file_changes_a_deadline_and_the_chats_are_told(
    server: TelegramServer, make: Makes, tmp_path: Path
) -> None:
    early = await with_reminders(server, make)
    text = (SAMPLES / "dongli-2023.txt").read_text("utf-8")
    changed = tmp_path / "dongli.txt"
    assert text.count("10月底前完成") == 1
    changed.write_text(text.replace("10月底前完成", "11月底前完成"), "utf-8")
    replaced = early.command("add", str(changed), "--id", "dongli-2023")
    assert "已替换：dongli-2023" in replaced.stdout, replaced.stderr
    late = make("late", data=early.data, web=("[clock]", 'today = "2023-10-24"'))
    late.start()
    for chat in REMINDED:
        await server.wait_for(chat, 3, seconds=30)
    assert late.stop() == 0
    assert {text for texts in (await digests(server)).values() for text in texts} == {
        "📝 时限有变\n 东丽2023 第59项 实施军秀园、军丽园热力管道改造。"
        " 原定10月底前完成，现为11月底前完成"
    }

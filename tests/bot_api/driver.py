"""Start the local Bot API server and write to the bot as people in chats do."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

TOKEN = "123456:TEST-token_abc"
USERNAME = "zeren_test_bot"
HERE = Path(__file__).parent
PAUSE = 0.02
PATIENCE = 20  # seconds, less than the client gives an answer
SUPERGROUP = -(10**12)

# commands and mentions end at a word's end, and Chinese characters are word characters
COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")

T = TypeVar("T")
Json = dict[str, Any]


def missing() -> str:
    """Say what is to be installed before the server can run, or nothing."""
    if shutil.which("node") is None:
        return "缺少 node：请先安装（Debian：apt install nodejs npm），再运行 make test"
    if not (HERE / "node_modules" / "telegram-test-api").is_dir():
        return (
            "缺少 Telegram 测试服务器的 npm 包：请先安装 npm（Debian：apt install nodejs npm），"
            "再运行 make test（或在 tests/bot_api 下运行 npm ci）"
        )
    return ""


@dataclass(frozen=True, slots=True)
class Sent:
    """An update a person caused."""

    update_id: int
    message_id: int
    chat: int


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on a button."""

    query_id: str
    update_id: int
    message_id: int
    data: str


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file under a message."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands in a chat now."""

    message_id: int
    from_bot: bool
    text: str
    html: str | None
    buttons: tuple[tuple[Key, ...], ...]
    thread: int | None
    reply_to: int | None
    edited: bool
    file: File | None = None

    @property
    def labels(self) -> list[str]:
        """List the buttons' labels."""
        return [key.text for row in self.buttons for key in row]


@dataclass(frozen=True, slots=True)
class Call:
    """A call the bot made, its status 0 when no answer was given."""

    method: str
    body: Json
    status: int | None
    at: int


class TelegramServer:
    """Own the server's process and act for the people who write to the bot."""

    def __init__(self, port: int = 0) -> None:
        """Remember the port, 0 for any that is free."""
        self._port = port
        self._process: subprocess.Popen[str] | None = None
        self._client: tuple[asyncio.AbstractEventLoop, httpx.AsyncClient] | None = None

    # --- the process

    def start(self, seconds: float = 20) -> None:
        """Start the server and wait until it listens."""
        if why := missing():
            raise RuntimeError(why)
        with tempfile.TemporaryFile("w+") as errors:
            self._process = subprocess.Popen(
                ["node", str(HERE / "server.js"), str(self._port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "BOT_TOKEN": TOKEN},
            )
            line = self._first_line(seconds)
            if not line.startswith("listening "):
                self.stop()
                errors.seek(0)
                raise RuntimeError(f"the Bot API server did not come up: {errors.read()}")
        self._port = int(line.split()[1])

    def _first_line(self, seconds: float) -> str:
        """Read what the server says first, nothing when it stays silent."""
        assert self._process is not None and self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        return self._process.stdout.readline() if ready else ""

    def stop(self) -> None:
        """End the server."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    @property
    def base_url(self) -> str:
        """Give the address the bot's token is appended to."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        """Give the address the bot fetches files from."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    # --- the control side

    def _http(self) -> httpx.AsyncClient:
        """Give this event loop's client; it keeps no connection that could outlive the loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._client[0] is not loop:
            client = httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{self._port}/control",
                limits=httpx.Limits(max_keepalive_connections=0),
                timeout=30,
                trust_env=False,
                verify=False,
            )
            self._client = loop, client
        return self._client[1]

    async def _get(self, path: str, **query: str) -> Any:
        """Ask the control side."""
        answer = await self._http().get(path, params=query)
        assert answer.is_success, answer.text
        return answer.json()

    async def _post(self, path: str, **body: Any) -> Json:
        """Tell the control side, leaving out what is None."""
        given = {key: value for key, value in body.items() if value is not None}
        answer = await self._http().post(path, json=given)
        assert answer.is_success, answer.text
        told: Json = answer.json()
        return told

    async def reset(self) -> None:
        """Forget all chats, updates, settings and failures."""
        await self._post("/reset")

    async def post(self, update: Json) -> Json:
        """Hand the bot an update, completed with the ids it lacks."""
        return await self._post("/update", **update)

    async def fail(
        self,
        method: str | None = None,
        *,
        status: int,
        times: int | None = None,
        retry_after: int | None = None,
        description: str | None = None,
        every: int | None = None,
        chat: int | None = None,
    ) -> None:
        """Let the next calls fail; status 0 hangs up before, -1 after the call took effect."""
        await self._post(
            "/fail",
            method=method,
            status=status,
            times=times,
            retry_after=retry_after,
            description=description,
            every=every,
            chat_id=chat,
        )

    async def succeed(self, method: str | None = None) -> None:
        """Take back the failures set for this method, or all."""
        await self._post("/fail", method=method, times=0)

    async def outage(self, on: bool = True) -> None:
        """Cut the bot off from Telegram, or join it again."""
        await self._post("/outage", on=on)

    async def slow(
        self, method: str, seconds: float, *, chat: int | None = None, times: int | None = None
    ) -> None:
        """Delay calls of this method."""
        await self._post("/slow", method=method, seconds=seconds, chat_id=chat, times=times)

    async def declare(self, chat: int, **marks: Any) -> None:
        """Make a chat known, or mark it."""
        await self._post("/chat", id=chat, **marks)

    async def block(self, chat: int, blocked: bool = True) -> None:
        """Let the person block the bot."""
        await self.declare(chat, blocked=blocked)

    async def migrate(self, old: int, new: int) -> None:
        """Turn a group into a supergroup with another id."""
        await self.declare(old, migrated_to=new)

    async def calls(self, method: str | None = None) -> list[Call]:
        """List the bot's calls, getUpdates only when asked for."""
        query = {"method": method} if method else {}
        return [Call(**call) for call in await self._get("/calls", **query)]

    async def commands(self) -> list[Json]:
        """List the command menus: scope, language_code and commands of each."""
        menus: list[Json] = await self._get("/commands")
        return menus

    async def pending(self) -> int:
        """Count the updates the bot has not taken yet."""
        return int(await self._get("/pending"))

    # --- what people do

    async def say(
        self,
        text: str,
        *,
        chat: int | Json = 1,
        person: int | None = None,
        topic: int | None = None,
        reply_to: int | None = None,
        mention: bool = False,
        edit: int | None = None,
        language: str = "zh-hans",
    ) -> Sent:
        """Write a message in a chat, or edit one."""
        place = chat_of(chat, topic) if isinstance(chat, int) else chat
        words = f"@{USERNAME} {text}" if mention else text
        message: Json = {
            "chat": place,
            "from": person_of(person or (place["id"] if place["id"] > 0 else 1), language),
            "text": words,
        }
        if entities := entities_of(words):
            message["entities"] = entities
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to is not None:
            message["reply_to_message"] = {"message_id": reply_to}
        if edit is not None:
            message["message_id"] = edit
        kind = "message" if edit is None else "edited_message"
        update = await self.post({kind: message})
        return Sent(update["update_id"], update[kind]["message_id"], place["id"])

    async def tap(
        self, chat: int, label: str, *, message_id: int | None = None, person: int | None = None
    ) -> Tapped:
        """Tap a button of the newest message having it, or of the given message."""
        labels: list[str] = []
        for seen in reversed(await self.replies(chat)):
            if message_id not in (None, seen.message_id):
                continue
            labels += seen.labels
            for key in (key for row in seen.buttons for key in row):
                if key.text == label and key.data is not None:
                    return await self.tap_data(chat, key.data, seen.message_id, person)
        raise AssertionError(f"no button {label!r} in chat {chat}, only {labels}")

    async def tap_data(
        self, chat: int, data: str, message_id: int, person: int | None = None
    ) -> Tapped:
        """Send a button's data, whether or not the message has such a button."""
        query = {
            "from": person_of(person or (chat if chat > 0 else 1)),
            "message": {"message_id": message_id, "chat": {"id": chat}},
            "data": data,
        }
        update = await self.post({"callback_query": query})
        return Tapped(update["callback_query"]["id"], update["update_id"], message_id, data)

    async def ask_inline(
        self, query: str, *, person: int = 1, offset: str = "", language: str = "zh-hans"
    ) -> str:
        """Ask inline from any chat."""
        asked = {"from": person_of(person, language), "query": query, "offset": offset}
        update = await self.post({"inline_query": asked})
        return str(update["inline_query"]["id"])

    # --- what is to be seen

    async def seen(self, chat: int) -> list[Seen]:
        """List the messages of a chat."""
        return [_seen(one) for one in await self._get(f"/chats/{chat}/messages")]

    async def replies(self, chat: int) -> list[Seen]:
        """List the bot's messages in a chat."""
        return [seen for seen in await self.seen(chat) if seen.from_bot]

    async def wait_until(self, check: Callable[[], Awaitable[T]], seconds: float = 10) -> T:
        """Ask again until the answer is truthy."""
        end = time.monotonic() + seconds
        while not (found := await check()):
            if time.monotonic() > end:
                raise AssertionError(f"still {found!r} after {seconds} seconds")
            await asyncio.sleep(PAUSE)
        return found

    async def wait_for(self, chat: int, count: int, seconds: float = 10) -> list[Seen]:
        """Wait until the bot has at least this many messages in the chat, and list them."""
        end = time.monotonic() + seconds
        while len(replies := await self._replies(chat, count, end)) < count:
            if time.monotonic() > end:
                there = [seen.text for seen in await self.seen(chat)]
                raise AssertionError(f"{len(replies)} replies instead of {count}: {there}")
        return replies

    async def _replies(self, chat: int, count: int, end: float) -> list[Seen]:
        """List the bot's messages as soon as they are so many, or it is late."""
        left = min(max(end - time.monotonic(), 0), PATIENCE)
        path = f"/chats/{chat}/messages"
        found = await self._get(path, replies=str(count), seconds=f"{left:.3f}")
        return [seen for seen in map(_seen, found) if seen.from_bot]

    async def wait_edit(self, chat: int, message_id: int, before: str, seconds: float = 10) -> Seen:
        """Wait until a message's text is another than before."""

        async def edited() -> Seen | None:
            found = [seen for seen in await self.seen(chat) if seen.message_id == message_id]
            return found[0] if found and found[0].text != before else None

        try:
            seen = await self.wait_until(edited, seconds)
        except AssertionError:
            raise AssertionError(f"message {message_id} is still {before!r}") from None
        assert seen is not None
        return seen

    async def callback_answer(self, query_id: str, seconds: float = 10) -> Json:
        """Wait for the bot's answer to a tap: text and show_alert."""
        return await self._answer("callbacks", query_id, seconds)

    async def inline_answer(self, query_id: str, seconds: float = 10) -> Json:
        """Wait for the bot's answer to an inline query: results, next_offset and so on."""
        return await self._answer("inline", query_id, seconds)

    async def _answer(self, kind: str, query_id: str, seconds: float) -> Json:
        """Wait until a query is answered."""

        async def answer() -> Json | None:
            found: Json | None = await self._get(f"/{kind}/{query_id}")
            return found

        try:
            found = await self.wait_until(answer, seconds)
        except AssertionError:
            raise AssertionError(f"query {query_id} was not answered") from None
        assert found is not None
        return found


def chat_of(chat: int, topic: int | None = None) -> Json:
    """Describe a chat by its number."""
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": f"用户{chat}"}
    kind = "supergroup" if chat < SUPERGROUP else "group"
    forum = {"is_forum": True} if topic is not None else {}
    return {"id": chat, "type": kind, "title": f"测试群{-chat}", **forum}


def person_of(person: int, language: str = "zh-hans") -> Json:
    """Describe a person by their number."""
    return {
        "id": person,
        "is_bot": False,
        "first_name": f"用户{person}",
        "language_code": language,
    }


def entities_of(text: str) -> list[Json]:
    """Mark the commands and mentions of a text, counted in UTF-16 units."""
    found = [("bot_command", match) for match in COMMAND.finditer(text)]
    taken = {spot for _, match in found for spot in range(*match.span())}
    found += [("mention", match) for match in MENTION.finditer(text) if match.start() not in taken]
    return [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, match in sorted(found, key=lambda one: one[1].start())
    ]


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _seen(found: Json) -> Seen:
    """Read a message of the control side."""
    rows = tuple(
        tuple(Key(key["text"], key.get("callback_data"), key.get("url")) for key in row)
        for row in found["buttons"]
    )
    document = found.get("document")
    return Seen(
        message_id=found["message_id"],
        from_bot=found["from_bot"],
        text=found["text"],
        html=found["html"],
        buttons=rows,
        thread=found["thread"],
        reply_to=found["reply_to"],
        edited=found["edited"],
        file=document and File(document["name"], base64.b64decode(document["base64"])),
    )

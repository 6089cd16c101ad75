"""The bot at the test server: in the test's own loop, or as a process that can be killed."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot_api.driver import TOKEN, Seen, TelegramServer

from bot.app import Bot
from bot.channels.telegram import Service
from bot.channels.web import application, serve
from bot.cli.serving import telegram_hook
from bot.config import TelegramConfig
from bot.model import Reply
from bot.workdays import Workdays
from knowledge import Cutter, Document, MemoryStore, Store

Runs = Callable[..., AbstractAsyncContextManager[Service]]
"""Runs the bot for as long as a block lasts."""
GROUP, SUPERGROUP = -100, -1_000_000_000_100
ADMIN, STRANGER = 9, 5
LONGEST_START = 60
SECRET = "a-secret-of-the-tests"
ZEREN = (sys.executable, "-W", "ignore", "-m", "bot")
NO_LIMITS = ("questions_per_minute = 0", "messages_per_second = 0")


def settings(server: TelegramServer, **changes: Any) -> TelegramConfig:
    """Give settings for the test server: no limits but those a test is about."""
    config = TelegramConfig(
        token=TOKEN, base_url=server.base_url, questions_per_minute=0, messages_per_second=0
    )
    return replace(config, **changes)


class Clock:
    """A clock that a test turns; it begins on 20 September 2023 at ten."""

    def __init__(self) -> None:
        self.turn_to(9, 20, 10)

    def __call__(self) -> datetime:
        return self.moment

    def turn_to(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.moment = datetime(2023, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@asynccontextmanager
async def bot_running(
    server: TelegramServer,
    documents: Iterable[Document],
    cutter: Cutter,
    *,
    store: Store | None = None,
    scope: str | None = "dongli-2023",
    kept: list[str] | None = None,
    now: Callable[[], datetime] | None = None,
    webhook: bool = False,
    **changes: Any,
) -> AsyncIterator[Service]:
    """Run the bot, by long polling or behind a webhook, for as long as the block lasts."""

    def keep(question: str, reply: Reply, scope: str) -> None:
        if kept is not None and reply.is_unanswered:
            kept.append(f"{scope}: {question}")

    stopping = asyncio.Event()
    bot = Bot(documents, cutter, scope=scope, now=now)
    port = free_port() if webhook else 0
    if webhook:
        changes["webhook_url"] = f"http://127.0.0.1:{port}/telegram"
    clock = now or datetime.now
    service = Service(
        settings(server, **changes), bot, store or MemoryStore(), keep, clock, Workdays()
    )
    async with service.running(stopping):
        jobs = posted_to(service, port, stopping) if webhook else [service.poll(stopping)]
        jobs.append(service.remind(stopping))
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            yield service
        finally:
            stopping.set()
            await asyncio.gather(*tasks)


def posted_to(
    service: Service, port: int, stopping: asyncio.Event
) -> list[Coroutine[Any, Any, None]]:
    """Give the jobs of a bot behind a webhook: the web application, and telling Telegram of it."""
    hook = telegram_hook(service, "/telegram", SECRET)
    site = application(lambda: not stopping.is_set(), hook)
    return [serve(site, "127.0.0.1", port, stopping), service.accept_posts(SECRET, stopping)]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


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


class BotProcess:
    """`zeren run` as a process of its own, with lines of settings for [telegram] and [web]."""

    def __init__(
        self,
        folder: Path,
        server: TelegramServer,
        settings: Sequence[str] = (),
        *,
        web: Sequence[str] = (),
        token: str = TOKEN,
        data: Path | None = None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = data or folder / "data"
        self._config = folder / "config.toml"
        self._token = token
        given = {line.split()[0] for line in settings}
        lines = [
            'default_document = "dongli-2023"',
            "[telegram]",
            f'base_url = "{server.base_url}"',
            *(line for line in NO_LIMITS if line.split()[0] not in given),
            *settings,
            "[web]",
            *web,
        ]
        self._config.write_text("\n".join(lines), "utf-8")
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    @property
    def _environ(self) -> dict[str, str]:
        return {
            **os.environ,
            "ZEREN_DATA": str(self.data),
            "ZEREN_CONFIG": str(self._config),
            "ZEREN_TELEGRAM_TOKEN": self._token,
        }

    def start(self, ready: str = "polling as") -> None:
        """Start, and wait until the log says that it is ready; nothing is not waited for."""
        seen = self.log.count(ready)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*ZEREN, "run"], env=self._environ,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        end = time.monotonic() + LONGEST_START
        while ready and self.log.count(ready) == seen:
            assert self.is_running and time.monotonic() < end, self.log
            time.sleep(0.02)

    async def until_logged(self, text: str, seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while text not in self.log:
            assert self.is_running and time.monotonic() < end, self.log
            await asyncio.sleep(0.02)

    def command(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run `zeren` beside it, with the same data and settings."""
        return subprocess.run(
            [*ZEREN, *arguments], env=self._environ,
            input=given, capture_output=True, text=True, timeout=LONGEST_START, check=False,
        )  # fmt: skip

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._running.kill()
        self._running.wait()

    def stop(self, seconds: float = 10) -> int:
        """Ask it to end, and give its exit status."""
        self.ask_to_stop()
        return self.wait(seconds)

    def ask_to_stop(self) -> None:
        self._running.send_signal(signal.SIGTERM)

    def wait(self, seconds: float = 20) -> int:
        return self._running.wait(seconds)

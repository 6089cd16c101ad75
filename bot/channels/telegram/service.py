"""The running bot: started, fed by polling or by posts, and stopped without losing anything."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.app import Bot
from bot.channels.telegram.application import App, add_handlers, build, set_menus
from bot.channels.telegram.desk import Conversations, Desk, Keeper, Members, Subscribers
from bot.channels.telegram.inbox import Batch, Inbox
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.polling import WANTED, poll, sleep, until
from bot.channels.telegram.reminding import is_due, remind
from bot.config import TelegramConfig
from bot.conversation import Conversation
from bot.members import MEMBERS, Member
from bot.subscriptions import SUBSCRIBERS, Subscriber
from bot.workdays import Workdays
from knowledge import Store, StoreError

log = logging.getLogger(__name__)

LAST_REPLIES, LAST_REPLIES_DOWN = 6.0, 0.5
"""Seconds that the replies in flight have after a stop, and while Telegram is away; the whole stop
takes at most ten."""
TICK = 30.0
"""Seconds between two looks for what is due."""
CHATS, INBOX = "telegram-chats", "telegram-inbox"
"""Names of what is kept."""


class Receipt(StrEnum):
    """What became of a post."""

    TAKEN = "taken"
    NO_UPDATE = "no_update"
    LATER = "later"
    """It cannot be kept now and is to be posted again."""


class TelegramTrouble(Exception):
    """The bot cannot run; the message is a Chinese sentence with what to do."""


class Service:
    """One bot at Telegram, while it runs."""

    def __init__(
        self,
        config: TelegramConfig,
        bot: Bot,
        store: Store,
        keep_unanswered: Keeper,
        now: Callable[[], datetime],
        workdays: Workdays,
    ) -> None:
        self._config = config
        self._application: App = build(config)
        self._lanes = Lanes()
        self._reminding: set[int] = set()
        """Chats whose digest is on its way."""
        conversations = Conversations(store.records(CHATS, Conversation), bot.scope)
        members = Members(store.records(MEMBERS, Member), config)
        subscribers = Subscribers(store.records(SUBSCRIBERS, Subscriber))
        self.desk = Desk(
            bot, conversations, members, config, keep_unanswered, subscribers, now, workdays
        )
        add_handlers(self._application, self.desk)
        self._intake = Intake(
            self._application.bot,
            Inbox(store.records(INBOX, Batch)),
            conversations,
            self._lanes,
            self._application.process_update,
            config.questions_per_minute,
            config.log_questions,
        )

    @asynccontextmanager
    async def running(self, stopping: asyncio.Event) -> AsyncIterator[None]:
        """Be connected; when left, send the replies in flight and let go."""
        await self._connect(stopping)
        menus = asyncio.create_task(set_menus(self._application, self._config))
        try:
            if not stopping.is_set():
                self._intake.resume()
            yield
        finally:
            menus.cancel()
            await asyncio.gather(menus, return_exceptions=True)
            patience = self._application.bot.rate_limiter
            is_down = isinstance(patience, Patience) and patience.is_down
            await self._lanes.close(LAST_REPLIES_DOWN if is_down else LAST_REPLIES)
            await self._application.shutdown()
            log.info("stopped")

    async def poll(self, stopping: asyncio.Event) -> None:
        """Take updates by long polling until told to stop."""
        bot = self._application.bot
        await until(stopping, bot.delete_webhook())
        if stopping.is_set():
            return
        log.info("polling as @%s", bot.username)
        try:
            await poll(bot, self._intake, stopping)
        except InvalidToken as error:
            raise self._refused() from error

    async def accept_posts(self, secret: str, stopping: asyncio.Event) -> None:
        """Have Telegram post to the webhook."""
        config, bot = self._config, self._application.bot
        setting = bot.set_webhook(config.webhook_url, secret_token=secret, allowed_updates=WANTED)
        try:
            await until(stopping, setting)
        except InvalidToken as error:
            raise self._refused() from error
        except (BadRequest, Forbidden) as error:
            raise TelegramTrouble(
                f"Telegram 不接受推送地址 {config.webhook_url}（{error}）：请检查 webhook_url"
            ) from error
        if not stopping.is_set():
            log.info("webhook set for @%s", bot.username)

    async def remind(self, stopping: asyncio.Event) -> None:
        """Look every half minute whom something is to be said to."""
        while not stopping.is_set():
            try:
                for chat in self.desk.subscribers.chats():
                    self._look(chat)
                    await asyncio.sleep(0)
            except StoreError as error:
                log.error("提醒先不发，过会儿再看：%s", error)
            await sleep(TICK, stopping)

    def _look(self, chat: int) -> None:
        """Let a chat be reminded, behind what is being answered there, if anything is due."""
        if chat in self._reminding or not is_due(self.desk, chat):
            return
        self._reminding.add(chat)

        async def job() -> None:
            try:
                await remind(self.desk, self._application.bot, chat)
            finally:
                self._reminding.discard(chat)

        self._lanes.add(chat, job)

    async def remind_chat(self, chat: int) -> None:
        """Send one chat what is due, behind what is being answered there."""
        done = asyncio.Event()

        async def job() -> None:
            try:
                await remind(self.desk, self._application.bot, chat)
            finally:
                done.set()

        self._lanes.add(chat, job)
        await done.wait()

    def receive(self, body: bytes) -> Receipt:
        """Take one posted update."""
        update = posted_update(body)
        if update is None:
            return Receipt.NO_UPDATE
        if self._intake.is_full:
            return Receipt.LATER
        try:
            self._intake.take((update,))
        except StoreError as error:
            log.error("消息先不收：%s", error)
            return Receipt.LATER
        return Receipt.TAKEN

    async def _connect(self, stopping: asyncio.Event) -> None:
        try:
            await until(stopping, self._application.initialize())
        except InvalidToken as error:
            raise self._refused() from error
        except TelegramError as error:
            raise TelegramTrouble(f"连不上 Telegram（{error}）：请检查 base_url 和网络") from error

    def _refused(self) -> TelegramTrouble:
        return TelegramTrouble(
            "Telegram 不认这个令牌：请检查 ZEREN_TELEGRAM_TOKEN（或配置里的 telegram.token），"
            f"以及 base_url（现为 {self._config.base_url}）"
        )


def posted_update(body: bytes) -> dict[str, Any] | None:
    """Read what was posted; None where it is no update."""
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return posted if isinstance(posted, dict) and type(posted.get("update_id")) is int else None

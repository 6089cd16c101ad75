"""Long polling: the next offset acknowledges updates, so they are kept before it is sent.

The library's own Updater acknowledges what it only holds in memory.
"""

import asyncio
import logging
import warnings
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.patience import growing, seconds
from knowledge import StoreError

log = logging.getLogger(__name__)

LONG = 30
"""Seconds that Telegram holds a request for updates open."""
WANTED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
ROOM_CHECK = 0.1
CONFLICT = (
    "另有一个程序在用同一个令牌取消息（409）：请停掉那一个，或给其中一个换令牌；这里会一直再试"
)
REFUSED_FOR_GOOD = 3
"""So many refusals of the token in a row are believed; a gateway may give one."""
T = TypeVar("T")


async def poll(bot: Bot, intake: Intake, stopping: asyncio.Event) -> None:
    """Take updates until told to stop; a Telegram that is away is waited for."""
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
    offset: int | None = None
    failures = 0
    while not stopping.is_set():
        if intake.is_full:
            await sleep(ROOM_CHECK, stopping)
            continue
        try:
            updates = await until(stopping, _offered(bot, offset))
            if updates:
                intake.take(updates)
                offset = updates[-1]["update_id"] + 1
            failures = 0
        except (TelegramError, StoreError) as error:
            failures += 1
            if isinstance(error, InvalidToken) and failures >= REFUSED_FOR_GOOD:
                raise
            _tell(error, failures)
            pause = seconds(error) if isinstance(error, RetryAfter) else growing(failures)
            await sleep(pause, stopping)


async def _offered(bot: Bot, offset: int | None) -> list[dict[str, Any]]:
    """Ask for updates as they come: the library's own method fails as a whole for one of them."""
    asked = {"timeout": LONG, "allowed_updates": WANTED}
    if offset is not None:
        asked["offset"] = offset
    updates: list[dict[str, Any]] = await bot.do_api_request(
        "getUpdates", api_kwargs=asked, read_timeout=LONG + 10
    )
    return updates


def _tell(error: Exception, failures: int) -> None:
    if isinstance(error, Conflict):
        log.error(CONFLICT)
    elif isinstance(error, StoreError):
        log.error("消息先不取：%s", error)
    elif failures == 1:
        log.warning("取不到消息（%s），一直会再试", error)


async def until(stopping: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Wait for work, or drop it when told to stop."""
    task, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for one in (task, stop):
            one.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)


async def sleep(seconds: float, stopping: asyncio.Event) -> None:
    """Pause, unless told to stop."""
    await until(stopping, asyncio.sleep(seconds))

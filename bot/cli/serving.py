"""The bot as a service: Telegram by polling or webhook, documents watched, stopped by a signal."""

import asyncio
import logging
import secrets
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from bot.app import Bot
from bot.channels.telegram import Receipt, Service, TelegramTrouble
from bot.channels.web import Hook, WebTrouble, application
from bot.channels.web import serve as serve_web
from bot.cli.clock import clock_of, workdays_of
from bot.cli.logs import set_up_logs
from bot.cli.status import ANSWERED
from bot.cli.things import keeper, open_bot
from bot.config import Config
from bot.memory import Memory
from knowledge import Store, StoreError

log = logging.getLogger(__name__)

TROUBLE: tuple[type[Exception], ...] = (TelegramTrouble, WebTrouble)
"""What may be told in one sentence when the service cannot run."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
STATUS = {Receipt.TAKEN: 200, Receipt.NO_UPDATE: 400, Receipt.LATER: 503}
"""The HTTP status that answers a post."""
WARM_UP = "第1项谁牵头"
"""A question asked before anybody else's: the first one loads the dictionary."""
WATCH_EVERY = 2.0
"""Seconds after which a document that was added or removed meanwhile is noticed."""


def serve(config: Config) -> int:
    """Run until a signal; only one at a time in a data folder."""
    set_up_logs(config.telegram.token, config.telegram.webhook_secret)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(ANSWERED))
    store, bot = open_bot(config)
    bot.turn(WARM_UP, Memory())
    with store.alone("值守"):
        asyncio.run(_serve(config, store, bot))
    return ANSWERED


async def _serve(config: Config, store: Store, bot: Bot) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    service = Service(
        config.telegram,
        bot,
        store,
        keeper(store, config),
        clock_of(config.clock),
        workdays_of(config.clock),
    )
    async with service.running(stopping):
        jobs = [_watch(store, bot, stopping), service.remind(stopping)]
        if config.telegram.webhook_url:
            secret = config.telegram.webhook_secret or secrets.token_urlsafe(32)
            hook = telegram_hook(service, config.telegram.webhook_path, secret)
            site = application(lambda: not stopping.is_set(), hook)
            jobs.append(serve_web(site, config.web.host, config.web.port, stopping))
            jobs.append(service.accept_posts(secret, stopping))
        else:
            jobs.append(service.poll(stopping))
        await _together(jobs, stopping)


def telegram_hook(service: Service, path: str, secret: str) -> Hook:
    """Give the address that Telegram posts to."""
    return Hook(path, SECRET_HEADER, secret, lambda body: STATUS[service.receive(body)])


async def _together(jobs: list[Coroutine[Any, Any, None]], stopping: asyncio.Event) -> None:
    """Do jobs side by side; where one fails, stop all and raise what it raised."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        failed = next((t for t in tasks if t.done() and t.exception()), None)
        stopping.set()
        await asyncio.wait(tasks)
        if failed:
            failed.result()
    finally:
        for task in tasks:
            task.cancel()


async def _watch(store: Store, bot: Bot, stopping: asyncio.Event) -> None:
    """Answer from the documents as they are, also those that another command adds or removes."""
    known = store.documents.all()
    while not stopping.is_set():
        try:
            async with asyncio.timeout(WATCH_EVERY):
                await stopping.wait()
        except TimeoutError:
            known = _noticed(store, bot, known)


def _noticed(store: Store, bot: Bot, known: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        now = store.documents.all()
    except StoreError as error:
        log.error("文件读不了，仍按原来的回答：%s", error)
        return known
    if [id(d) for d in now] != [id(d) for d in known]:
        bot.use(now)
        bot.turn(WARM_UP, Memory())
        log.info("documents=%d", len(now))
    return now

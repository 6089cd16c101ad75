"""From an update that Telegram offers to its place in a lane: limited, kept, then answered."""

import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot, Update

from bot.channels.telegram import outbox
from bot.channels.telegram.desk import Conversations, person_of
from bot.channels.telegram.groups import is_for_us, migrates
from bot.channels.telegram.inbox import Inbox, Waiting
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.questions import told
from bot.limits import Limiter, Verdict
from bot.wording import messenger as words
from knowledge import StoreError

log = logging.getLogger(__name__)

MOST_OF_ONE_CHAT = 200
"""Updates of one chat that wait at a time; further ones are passed over, so that others come on."""
INLINE_FACTOR = 4
"""Inline queries come while a person types: so many times the questions are let through."""
Json = dict[str, Any]
Process = Callable[[Update], Awaitable[None]]


class Intake:
    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        conversations: Conversations,
        lanes: Lanes,
        process: Process,
        per_minute: int,
        log_questions: bool = False,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._conversations = conversations
        self._lanes = lanes
        self._process = process
        self._questions = Limiter(per_minute)
        self._inline = Limiter(per_minute * INLINE_FACTOR)
        self._log_questions = log_questions
        self._counted: set[int] = set()
        """Ids of updates that were let through and could not be kept yet: they come again."""

    @property
    def is_full(self) -> bool:
        return self._inbox.is_full

    def resume(self) -> None:
        """Answer what was taken before the restart and not answered."""
        for waiting in self._inbox.waiting:
            update = self._parsed(json.loads(waiting.update))
            if update is None or waiting.number <= self._conversations.answered(waiting.chat):
                self._inbox.settle(waiting.number)
            else:
                self._queue(waiting, update)

    def take(self, offered: Sequence[Json]) -> None:
        """Keep new updates and put each into its lane; StoreError where they cannot be kept.

        What the library does not understand is logged and passed over, not offered for ever.
        """
        parsed = {one["update_id"]: (one, self._parsed(one)) for one in offered}
        admitted = {id: u for id, (_, u) in parsed.items() if u and self._admits(u)}
        kept = [(_chat(update), parsed[id][0]) for id, update in admitted.items()]
        for waiting, one in zip(self._inbox.take(kept), kept, strict=True):
            self._queue(waiting, admitted[one[1]["update_id"]])
        self._counted.clear()

    def _parsed(self, offered: Json) -> Update | None:
        try:
            return Update.de_json(offered, self._bot)
        except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
            log.exception("update=%s not understood", offered["update_id"])
            return None

    def _admits(self, update: Update) -> bool:
        if not self._inbox.is_new(update.update_id) or not is_for_us(update, self._bot.bot):
            return False
        if update.update_id in self._counted or update.my_chat_member or migrates(update):
            return True
        person, chat = person_of(update), _chat(update)
        if person is None or (chat and self._inbox.waiting_in(chat) >= MOST_OF_ONE_CHAT):
            log.info("update=%d passed over", update.update_id)
            return False
        return self._is_within_limit(update, person)

    def _is_within_limit(self, update: Update, person: int) -> bool:
        limiter = self._inline if update.inline_query else self._questions
        verdict = limiter.admit(str(person), _asked_at(update))
        if verdict == Verdict.PASS:
            self._counted.add(update.update_id)
            return True
        log.info("update=%d over the limit", update.update_id)
        if verdict == Verdict.TELL and not update.inline_query:
            self._lanes.add(_chat(update), partial(self._tell_limit, update))
        return False

    async def _tell_limit(self, update: Update) -> None:
        if update.callback_query:
            await told(update.callback_query, words.OVER_LIMIT)
        elif update.effective_message:
            await outbox.answer(update.effective_message, words.OVER_LIMIT)

    def _queue(self, waiting: Waiting, update: Update) -> None:
        lane = waiting.chat or person_of(update) or 0
        self._lanes.add(lane, partial(self._answer, waiting, update))

    async def _answer(self, waiting: Waiting, update: Update) -> None:
        begin = time.perf_counter()
        await self._process(update)
        if waiting.chat:
            self._settle(waiting)
        spent = (time.perf_counter() - begin) * 1e3
        text = f" text={_text(update)!r}" if self._log_questions else ""
        kind = next((k for k in Update.ALL_TYPES if getattr(update, k, None)), "other")
        log.info(
            "update=%d chat=%d kind=%s ms=%.1f%s",
            update.update_id,
            waiting.chat,
            kind,
            spent,
            text,
        )

    def _settle(self, waiting: Waiting) -> None:
        try:
            self._conversations.settle(waiting.chat, waiting.number)
        except StoreError as error:
            log.error("没记下第%d条已经答过：%s", waiting.number, error)
        self._inbox.settle(waiting.number)


def _chat(update: Update) -> int:
    return update.effective_chat.id if update.effective_chat else 0


def _asked_at(update: Update) -> float:
    """Give when a question was asked, in seconds: those of an outage do not count as one minute."""
    message = update.edited_message or update.message
    when = message and (message.edit_date or message.date)
    return when.timestamp() if when else time.time()


def _text(update: Update) -> str:
    if update.inline_query:
        return update.inline_query.query
    message = update.message or update.edited_message
    return (message.text or "") if message else ""

"""Requests that wait: for the pace that Telegram allows, and for Telegram to come back."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between two tries; each pause is twice the one before."""
DOWN_AFTER = 3.0
"""Seconds without success after which Telegram counts as away."""
URGENT = {"answercallbackquery", "answerinlinequery", "sendchataction"}
"""Requests that mean nothing some seconds later."""
URGENT_TRIES = 3
Request = Callable[..., Coroutine[Any, Any, Any]]


class Patience(AIORateLimiter):
    """Keeps Telegram's pace; waits out 429 as told, 5xx and timeouts with growing pauses.

    A 429 makes the request wait that met it, not those of other chats. What Telegram refuses for
    good (400, 401, 403, 409) is raised at once.
    """

    def __init__(self, messages_per_second: int) -> None:
        is_limited = messages_per_second > 0
        super().__init__(
            overall_max_rate=messages_per_second,
            **({} if is_limited else {"group_max_rate": 0}),
        )
        self.is_down = False
        """No request has come through for some seconds."""
        self._last_success = -DOWN_AFTER

    async def process_request(
        self,
        callback: Request,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        tries = 0
        while True:
            tries += 1
            try:
                result = await super().process_request(
                    callback, args, kwargs, endpoint, data, rate_limit_args
                )
            except RetryAfter as error:
                pause = seconds(error) + random.uniform(0, 0.2)
                log.info("429 method=%s pause=%.1f", endpoint, pause)
            except TelegramError as error:
                if not _passes(error):
                    raise
                pause = growing(tries)
                log.info("failed method=%s pause=%.1f %s", endpoint, pause, error)
                self._note_down(error)
                if endpoint.lower() in URGENT and tries >= URGENT_TRIES:
                    raise
            else:
                self._note_up()
                return result
            await asyncio.sleep(pause)

    def _note_down(self, error: Exception) -> None:
        if not self.is_down and time.monotonic() - self._last_success >= DOWN_AFTER:
            log.warning("Telegram 暂时连不上（%s），一直会再试", error)
            self.is_down = True

    def _note_up(self) -> None:
        self._last_success = time.monotonic()
        if self.is_down:
            log.warning("Telegram 又连上了")
            self.is_down = False


def _passes(error: TelegramError) -> bool:
    """Tell whether trying again may help: not where Telegram understood, and refused."""
    if isinstance(error, NetworkError):
        return not isinstance(error, BadRequest)
    # a gateway's page in the place of an answer is told as no kind in particular
    return type(error) is TelegramError


def growing(tries: int) -> float:
    """Give the pause after so many tries, in seconds, a little different each time."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries - 1, 16))
    return random.uniform(longest / 2, longest)


def seconds(error: RetryAfter) -> float:
    told = error.retry_after
    return told if isinstance(told, int | float) else told.total_seconds()

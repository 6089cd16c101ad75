"""Updates are kept before they are acknowledged, and forgotten once they are answered.

What was taken but not answered when the process died is answered after the restart.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge import Records, StoreError

log = logging.getLogger(__name__)

MOST_SEEN = 1000
"""Ids of updates that are known again; Telegram repeats only the last ones."""
FULL = 5000
"""Updates that wait at a time; then no more are taken."""


@dataclass(frozen=True, slots=True)
class Waiting:
    number: int
    """Counts what was taken, over all restarts."""
    chat: int
    update: str
    """As JSON."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was taken at once; the newest batch also tells what came before it."""

    next: int
    """The number of the first update of the next batch."""
    seen: tuple[int, ...] = ()
    """Ids of the last updates, the newest last."""
    waiting: tuple[Waiting, ...] = ()


class Inbox:
    """One record a batch, so that a write does not grow with what waits; the newest one stays."""

    def __init__(self, records: Records[Batch]) -> None:
        self._records = records
        kept = sorted(((int(key), batch) for key, batch in records.all()), key=lambda one: one[0])
        self._newest = kept[-1][0] if kept else 0
        newest = kept[-1][1] if kept else Batch(1)
        self._next, self._seen = newest.next, newest.seen
        self._known = set(newest.seen)
        self._waiting = {w.number: w for _, batch in kept for w in batch.waiting}
        self._by_chat = Counter(w.chat for w in self._waiting.values())
        self._batches = {key: {w.number for w in batch.waiting} for key, batch in kept}
        for key, _ in kept:
            self._forget_if_done(key)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        return tuple(self._waiting.values())

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= FULL

    def waiting_in(self, chat: int) -> int:
        return self._by_chat[chat]

    def is_new(self, update_id: int) -> bool:
        return update_id not in self._known

    def take(self, updates: Iterable[tuple[int, Mapping[str, Any]]]) -> tuple[Waiting, ...]:
        """Keep updates, each with its chat, in one write; give those that were not known.

        Updates of no chat are only remembered as seen: nobody waits for them later.
        """
        new = [(chat, update) for chat, update in updates if self.is_new(update["update_id"])]
        if not new:
            return ()
        # by the clock: an inbox that was moved away does not begin with numbers long answered
        first = max(self._next, time.time_ns() // 1000)
        taken = tuple(
            Waiting(first + place, chat, json.dumps(update, ensure_ascii=False))
            for place, (chat, update) in enumerate(new)
        )
        seen = (*self._seen, *(update["update_id"] for _, update in new))[-MOST_SEEN:]
        kept = tuple(one for one in taken if one.chat)
        self._records.put(str(first), Batch(first + len(new), seen, kept))
        former, self._newest = self._newest, first
        self._next, self._seen, self._known = first + len(new), seen, set(seen)
        self._waiting |= {one.number: one for one in kept}
        self._by_chat.update(one.chat for one in kept)
        self._batches[first] = {one.number for one in kept}
        self._forget_if_done(former)
        return taken

    def settle(self, number: int) -> None:
        """Forget an answered update; its chat's record tells of it until its batch is done."""
        done = self._waiting.pop(number, None)
        if done is None:
            return
        self._by_chat[done.chat] -= 1
        if not self._by_chat[done.chat]:
            del self._by_chat[done.chat]
        key = max(first for first in self._batches if first <= number)
        self._batches[key].discard(number)
        self._forget_if_done(key)

    def _forget_if_done(self, key: int) -> None:
        if key == self._newest or self._batches.get(key) != set():
            return
        del self._batches[key]
        try:
            self._records.remove(str(key))
        except StoreError as error:
            # at the next start the chats' records tell that all of it is answered
            log.warning("收件箱没有清理：%s", error)

"""One lane a chat: what comes from one chat is done in order, chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

Job = Callable[[], Coroutine[Any, Any, None]]
MOST_LANES = 256
"""Chats that are served at the same moment."""


class Lanes:
    def __init__(self, most: int = MOST_LANES) -> None:
        self._jobs: dict[int, deque[Job]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(most)
        self._is_open = True

    def add(self, lane: int, job: Job) -> None:
        """Put a job at the end of a lane; closed lanes take none."""
        if not self._is_open:
            return
        if lane in self._jobs:
            self._jobs[lane].append(job)
            return
        self._jobs[lane] = deque([job])
        worker = asyncio.create_task(self._work(lane))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def close(self, patience: float) -> None:
        """Begin no further job, and wait so many seconds for those begun."""
        self._is_open = False
        if not self._workers:
            return
        _, late = await asyncio.wait(self._workers, timeout=patience)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, lane: int) -> None:
        jobs = self._jobs[lane]
        try:
            while jobs and self._is_open:
                async with self._room:
                    if self._is_open:
                        await self._done(jobs.popleft())
        finally:
            del self._jobs[lane]

    async def _done(self, job: Job) -> None:
        try:
            await job()
        except Exception:
            # the next job of the lane is somebody else's question
            log.exception("lane job failed")

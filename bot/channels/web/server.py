"""The web server, in the loop of the bot and stopped together with it."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

GRACE = 2
"""Seconds that requests in flight have after a stop."""
IDLE = 10
"""Seconds that a connection without a request is kept."""


class WebTrouble(Exception):
    """The web server cannot run; the message is a Chinese sentence with what to do."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the bot: uvicorn would kill the process before the bot has stopped."""
        yield


async def serve(application: Starlette, host: str, port: int, stopping: asyncio.Event) -> None:
    """Serve until told to stop."""
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=IDLE,
        server_header=False,
    )
    server = _Server(config)
    with _listening(host, port) as listening:
        running = asyncio.create_task(server.serve(sockets=[listening]))
        stop = asyncio.create_task(stopping.wait())
        await asyncio.wait((running, stop), return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        stop.cancel()
        await running


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise WebTrouble(
            f"网页服务不能在 {host}:{port} 上监听（{error}）：请改 [web] 的 host 或 port"
        ) from error

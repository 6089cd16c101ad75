"""Routes: a hook that a messenger posts to, and a health address for a load balancer."""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

log = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes that a post may have; an update has some thousands."""
HEALTH = "/health"


@dataclass(frozen=True, slots=True)
class Hook:
    """An address that somebody posts to who has to show a secret."""

    path: str
    header: str
    """The name of the header that holds the secret."""
    secret: str = field(repr=False)
    receive: Callable[[bytes], int]
    """Takes the body; gives the HTTP status to answer with."""


def application(is_ready: Callable[[], bool], hook: Hook | None = None) -> Starlette:
    """Make the application; every address but its own is refused with 403."""

    async def health(request: Request) -> Response:
        ready = is_ready()
        return PlainTextResponse("ok" if ready else "stopping", 200 if ready else 503)

    routes = [Route(HEALTH, health)]
    if hook:
        routes.append(Route(hook.path, _posted(hook), methods=["POST"]))
    refused = {404: _refuse, 405: _refuse}
    site = Starlette(routes=routes, exception_handlers=refused)
    # an address with a slash too many is another address, and is told no more than others
    site.router.redirect_slashes = False
    return site


def _posted(hook: Hook) -> Callable[[Request], object]:
    async def posted(request: Request) -> Response:
        shown = request.headers.get(hook.header, "")
        if not hmac.compare_digest(shown.encode(), hook.secret.encode()):
            return Response(status_code=403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        return Response(status_code=413 if body is None else hook.receive(body))

    return posted


async def _body(request: Request) -> bytes | None:
    """Read a body; None where it is too large, however it is sent."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            return None
    return bytes(read)


async def _refuse(request: Request, error: Exception) -> Response:
    return Response(status_code=403)

"""Conversations in Telegram, held at the test server and written down as a person sees them.

`make readme` writes tests/conversations/*.txt anew from the lines that begin with a person, or
with a day: on that day the bot looks what is due.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot_api.driver import USERNAME, Seen, TelegramServer
from running import Clock, bot_running

from bot.channels.telegram import Service
from knowledge import Cutter, Document

HERE = Path(__file__).parent
FILES = tuple(sorted((HERE / "conversations").glob("*.txt")))
PRIVATE, GROUP = 1, -100
RE_TURN = re.compile(
    r"^(?:(?P<who>你|小王)(?P<group>（群）)?(?P<taps> 点 |改: |: )(?P<what>.*)"
    r"|—— 2023-(?P<month>\d\d)-(?P<day>\d\d) (?P<hour>\d\d):(?P<minute>\d\d))$",
    re.M,
)


async def held(
    server: TelegramServer, documents: Iterable[Document], cutter: Cutter, script: str
) -> str:
    """Hold the turns of a transcript once more, and give it with what the bot says now."""
    clock = Clock() if "—— " in script else None
    sent: dict[int, int] = {}
    parts = []
    async with bot_running(server, documents, cutter, scope=None, now=clock) as service:
        for turn in RE_TURN.finditer(script):
            if turn["who"]:
                shown = await _said(server, turn, sent)
            else:
                assert clock is not None
                clock.turn_to(*(int(turn[name]) for name in ("month", "day", "hour", "minute")))
                shown = await _sent_by_itself(server, service)
            parts.append("\n".join([turn[0], *shown]))
    return "\n\n".join(parts).replace(USERNAME, "责任通") + "\n"


async def _said(server: TelegramServer, turn: re.Match[str], sent: dict[int, int]) -> list[str]:
    """Say, tap or edit what a line says; give what is shown then."""
    chat = GROUP if turn["group"] else PRIVATE
    person = 1 if turn["who"] == "你" else 2
    before = {s.message_id: s for s in await server.replies(chat)}
    what = turn["what"].replace("@责任通", f"@{USERNAME}")
    if turn["taps"] == " 点 ":
        await server.tap(chat, what.strip("[]"), person=person)
    else:
        edit = sent.get(chat) if turn["taps"] == "改: " else None
        sent[chat] = (await server.say(what, chat=chat, person=person, edit=edit)).message_id

    async def changed() -> list[Seen]:
        now = await server.replies(chat)
        return [s for s in now if before.get(s.message_id) != s]

    return [_written(s, s.message_id in before) for s in await server.wait_until(changed)]


async def _sent_by_itself(server: TelegramServer, service: Service) -> list[str]:
    before = len(await server.replies(PRIVATE))
    await service.remind_chat(PRIVATE)
    return [_written(s, False) for s in (await server.replies(PRIVATE))[before:]]


def _written(seen: Seen, is_edited: bool) -> str:
    rows = [" ".join(f"[{key.text}]" for key in row) for row in seen.buttons]
    return "\n".join([f"责任通{'（改）' if is_edited else ''}: {seen.text}", *rows])


async def _write_anew() -> None:
    from conftest import NAMES, SAMPLES, read_all

    server = TelegramServer()
    server.start()
    try:
        documents = read_all(SAMPLES, NAMES)
        with tempfile.TemporaryDirectory() as cache:
            for file in FILES:
                await server.reset()
                script = file.read_text("utf-8")
                file.write_text(await held(server, documents, Cutter(Path(cache)), script), "utf-8")
    finally:
        server.stop()


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    asyncio.run(_write_anew())

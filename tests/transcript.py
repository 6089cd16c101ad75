"""A conversation in Telegram, held at the test server and written down as a person sees it.

`make readme` writes tests/conversations/telegram.txt anew from the lines that begin with a person.
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from bot_api.driver import USERNAME, Seen, TelegramServer

HERE = Path(__file__).parent
FILE = HERE / "conversations" / "telegram.txt"
PRIVATE, GROUP = 1, -100
RE_TURN = re.compile(
    r"^(?P<who>你|小王)(?P<group>（群）)?(?P<taps> 点 |改: |: )(?P<what>.*)$", re.M
)


async def held(server: TelegramServer, script: str) -> str:
    """Hold the turns of a transcript once more, and give it with what the bot says now."""
    sent: dict[int, int] = {}
    parts = []
    for turn in RE_TURN.finditer(script):
        chat = GROUP if turn["group"] else PRIVATE
        person = 1 if turn["who"] == "你" else 2
        before = {s.message_id: s for s in await server.replies(chat)}
        what = turn["what"].replace("@责任通", f"@{USERNAME}")
        if turn["taps"] == " 点 ":
            await server.tap(chat, what.strip("[]"), person=person)
        else:
            edit = sent.get(chat) if turn["taps"] == "改: " else None
            sent[chat] = (await server.say(what, chat=chat, person=person, edit=edit)).message_id

        async def changed(chat: int = chat, before: dict[int, Seen] = before) -> list[Seen]:
            now = await server.replies(chat)
            return [s for s in now if before.get(s.message_id) != s]

        shown = await server.wait_until(changed)
        parts.append("\n".join([turn[0], *(_written(s, s.message_id in before) for s in shown)]))
    return "\n\n".join(parts).replace(USERNAME, "责任通") + "\n"


def _written(seen: Seen, is_edited: bool) -> str:
    rows = [" ".join(f"[{key.text}]" for key in row) for row in seen.buttons]
    return "\n".join([f"责任通{'（改）' if is_edited else ''}: {seen.text}", *rows])


async def _written_anew() -> str:
    from conftest import NAMES, SAMPLES, read_all
    from running import bot_running

    from knowledge import Cutter

    server = TelegramServer()
    server.start()
    try:
        await server.reset()
        documents = read_all(SAMPLES, NAMES)
        with tempfile.TemporaryDirectory() as cache:
            async with bot_running(server, documents, Cutter(Path(cache)), scope=None):
                return await held(server, FILE.read_text("utf-8"))
    finally:
        server.stop()


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    FILE.write_text(asyncio.run(_written_anew()), "utf-8")

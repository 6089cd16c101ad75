"""A whole conversation in Telegram is as it is written down, in the tests and in the README."""

from bot_api.driver import TelegramServer
from running import bot_running
from transcript import FILE, held

from knowledge import Cutter, Document


async def test_the_conversation_is_as_it_is_written_down(
    server: TelegramServer, documents: tuple[Document, ...], cutter: Cutter
) -> None:
    written = FILE.read_text("utf-8")
    async with bot_running(server, documents, cutter, scope=None):
        assert await held(server, written) == written

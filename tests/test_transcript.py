"""Whole conversations in Telegram are as they are written down, in the tests and in the README."""

from pathlib import Path

import pytest
from bot_api.driver import TelegramServer
from transcript import FILES, held

from knowledge import Cutter, Document


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
async def test_the_conversation_is_as_it_is_written_down(
    file: Path, server: TelegramServer, documents: tuple[Document, ...], cutter: Cutter
) -> None:
    written = file.read_text("utf-8")
    assert await held(server, documents, cutter, written) == written

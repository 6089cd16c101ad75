"""What most tests share: the documents, read once, and a bot that knows them."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bot_api.driver import TelegramServer, missing
from running import Runs, bot_running

from bot.app import Bot
from bot.channels.telegram import Service
from knowledge import (
    Cutter,
    Document,
    Index,
    MemoryStore,
    Store,
    open_store,
    parse_document,
    read,
)

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "knowledge" / "samples"
OTHERS = HERE / "corpora" / "others"
NAMES = ("dongli-2023", "xialu-2023", "xiqing-2024", "dongli-2024-report", "hedong-2023-report")


def read_all(folder: Path, names: tuple[str, ...]) -> tuple[Document, ...]:
    return tuple(parse_document(read(folder / f"{name}.txt"), name) for name in names)


@pytest.fixture(scope="session")
def documents() -> tuple[Document, ...]:
    return read_all(SAMPLES, NAMES)


@pytest.fixture(scope="session")
def other_documents() -> tuple[Document, ...]:
    """Documents of made-up places, in the layouts of the samples."""
    return read_all(OTHERS, tuple(sorted(path.stem for path in OTHERS.glob("*.txt"))))


@pytest.fixture(scope="session")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> Cutter:
    return Cutter(tmp_path_factory.mktemp("cutter"))


@pytest.fixture(scope="session")
def index(documents: tuple[Document, ...]) -> Index:
    return Index(documents)


@pytest.fixture(scope="session")
def bot(documents: tuple[Document, ...], cutter: Cutter) -> Bot:
    return Bot(documents, cutter)


@pytest.fixture(scope="session")
def bot_api() -> Iterator[TelegramServer]:
    """The Telegram server of the tests, started once; needs node."""
    if why := missing():
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    server = TelegramServer()
    server.start()
    yield server
    server.stop()


@pytest_asyncio.fixture
async def server(bot_api: TelegramServer) -> TelegramServer:
    """The Telegram server, with nothing in it."""
    await bot_api.reset()
    return bot_api


@pytest.fixture(params=["polling", "webhook"])
def runs(
    request: pytest.FixtureRequest,
    server: TelegramServer,
    documents: tuple[Document, ...],
    cutter: Cutter,
) -> Runs:
    """Run the bot on the samples, 东丽2023 chosen."""
    webhook = request.param == "webhook"

    def run(**changes: Any) -> AbstractAsyncContextManager[Service]:
        known = changes.pop("documents", documents)
        return bot_running(server, known, cutter, webhook=webhook, **changes)

    return run


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_store(tmp_path)


REPORTED = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def report(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Print a line at the end of the run: what a bench has measured."""
    return pytestconfig.stash.setdefault(REPORTED, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line in config.stash.get(REPORTED, []):
        terminalreporter.write_line(line)

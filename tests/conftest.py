"""What most tests share: the documents, read once, and a bot that knows them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import Bot
from bot.model import Message, Reply
from knowledge import Cutter, Document, Index, parse_document, read

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


Say = Callable[..., Reply]


@pytest.fixture
def say(bot: Bot) -> Say:
    """Say something in a chat of its own, which has chosen 东丽2023 unless told otherwise."""
    bot.forget("test")
    bot.choose("test", "dongli-2023")

    def said(text: str, scope: str | None = "") -> Reply:
        if scope != "":
            bot.choose("test", scope)
        return bot.reply(Message("test", text))

    return said

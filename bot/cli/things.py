"""The real things: which store, which documents, which bot."""

import sys
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

from bot.app import Bot, find_document
from bot.cli.clock import clock_of
from bot.config import Config, ConfigError
from bot.model import Reply
from knowledge import Cutter, Document, Store, StoreError, open_store

SAMPLES = ("dongli-2023", "xialu-2023", "xiqing-2024", "dongli-2024-report", "hedong-2023-report")


def open_store_of(config: Config) -> Store:
    return open_store(config.folder, unanswered_limit=config.unanswered_limit)


def open_bot(config: Config, scope: str | None = None) -> tuple[Store, Bot]:
    """Open the store and a bot that knows its documents; ConfigError where the scope is none."""
    store = open_store_of(config)
    kept = documents_of(store, config)
    said = scope or config.default_document
    chosen = find_document(said, kept)
    if said and chosen is None:
        ids = "、".join(d.id for d in kept)
        raise ConfigError(f"没有“{said}”这份文件，请从这些里选：{ids}")
    cutter = Cutter(private(config.folder) / "cache")
    now = clock_of(config.clock)
    bot = Bot(kept, cutter, page_size=config.page_size, scope=chosen, now=now)
    return store, bot


def documents_of(store: Store, config: Config) -> tuple[Document, ...]:
    """Give what is kept; a folder that was never used begins with the samples."""
    is_new = not (config.folder / "documents").exists()
    kept = store.documents.all()
    if is_new and not kept:
        put_samples(store)
        print(
            f"zeren: 新建了数据文件夹 {config.folder}，读入自带的{len(SAMPLES)}份样本",
            file=sys.stderr,
        )
        kept = store.documents.all()
    return kept


def put_samples(store: Store) -> None:
    """Put all samples as one step: one that is broken off leaves none, and is done again."""
    store.documents.put_all([sample(name) for name in SAMPLES])


def sample(name: str) -> Document:
    folder = resources.files("knowledge").joinpath("samples")
    with resources.as_file(folder.joinpath(f"{name}.txt")) as path:
        return parsed(path, name)


def parsed(path: Path, id: str) -> Document:
    """Read a file; what reads files is imported for that alone."""
    from knowledge import parse_document, read

    return parse_document(read(path), id)


def private(folder: Path) -> Path:
    """Make sure of a folder that only its owner reads."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"建不了数据文件夹 {folder}（{error.strerror}）：请检查权限，或用 ZEREN_DATA 另选一处"
        ) from error
    return folder


def keeper(store: Store, config: Config, scope: str | None = None) -> Callable[..., None]:
    """Keep what ended outside; that it cannot be kept is told once and harms no reply."""
    told = False

    def keep(question: str, reply: Reply, chosen: str = scope or "") -> None:
        nonlocal told
        if not (reply.is_unanswered and config.remember_unanswered):
            return
        try:
            store.unanswered.add(question, chosen, date.today())
        except StoreError as error:
            if not told:
                print(f"zeren: 没记下没答上来的问题：{error}", file=sys.stderr)
            told = True

    return keep

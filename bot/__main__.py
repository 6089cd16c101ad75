"""The commands of `zeren`; the one place where real things are chosen."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import NoReturn

from bot.app import Bot, find_document
from bot.config import Config, ConfigError, load_config
from bot.model import Message, Reply
from knowledge import Cutter, Document, Store, StoreError, open_store

ANSWERED, NOT_FOUND, USAGE, TROUBLE = 0, 1, 2, 3
SAMPLES = ("dongli-2023", "xialu-2023", "xiqing-2024", "dongli-2024-report", "hedong-2023-report")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status: 0 done, 1 not found, 2 misused, 3 in trouble."""
    asked = _parser().parse_args(arguments)
    try:
        config = load_config(asked.config)
        command: Callable[[argparse.Namespace, Config], int] = asked.run
        return command(asked, config)
    except _known_trouble() as error:
        print(f"zeren: {error}", file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except KeyboardInterrupt:
        return TROUBLE


def _known_trouble() -> tuple[type[Exception], ...]:
    """Give the errors whose message is a sentence for the person; imported when one is there."""
    from knowledge import ReadError

    return ConfigError, StoreError, ReadError


# --- commands


def talk(asked: argparse.Namespace, config: Config) -> int:
    from bot.channels import terminal

    store, bot = _bot(config, asked.scope)
    keep = _keeper(store, config, asked.scope)
    history = _private(config.folder) / "history" if sys.stdin.isatty() else None
    terminal.talk(bot.reply, keep, history, bot.reply(Message("welcome", "你好")).text)
    return ANSWERED


def ask(asked: argparse.Namespace, config: Config) -> int:
    if asked.jsonl:
        return _ask_lines(asked, config)
    question = " ".join(asked.question).strip()
    if not question:
        print("zeren: 请写上要问的话，例如：zeren ask 第59项谁牵头", file=sys.stderr)
        return USAGE
    from bot.channels.json_lines import reply_as_json

    store, bot = _bot(config, asked.scope)
    reply = bot.reply(Message("ask", question))
    print(reply_as_json(reply) if asked.json else reply.text)
    _keeper(store, config, asked.scope)(question, reply)
    return ANSWERED if reply.found else NOT_FOUND


def _ask_lines(asked: argparse.Namespace, config: Config) -> int:
    from bot.channels.json_lines import answer_lines

    store, bot = _bot(config, asked.scope)
    for line in answer_lines(sys.stdin, bot, _keeper(store, config, asked.scope)):
        print(line, flush=True)
    return ANSWERED


def documents(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import documents_table

    print(documents_table(_documents(_store(config), config)))
    return ANSWERED


def check(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import check_report

    kept = _documents(_store(config), config)
    chosen = [d for d in kept if asked.id in (None, d.id, d.name)]
    if not chosen:
        return _no_document(asked.id, kept)
    print("\n\n".join(map(check_report, chosen)))
    return ANSWERED


def read_file(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import as_json, read_report

    document = _parsed(asked.file, _id_of(asked.file))
    print(
        json.dumps(as_json(document), ensure_ascii=False) if asked.json else read_report(document)
    )
    return ANSWERED if document.tasks or document.layout else NOT_FOUND


def add(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import check_report

    store = _store(config)
    if asked.samples:
        _put_samples(store)
        print(f"已读入{len(SAMPLES)}份样本文件")
        return ANSWERED
    if asked.file is None:
        print("zeren: 请写上文件名，例如：zeren add 任务分解.txt", file=sys.stderr)
        return USAGE
    document = _parsed(asked.file, asked.id or _id_of(asked.file))
    if not document.tasks and not document.layout:
        print("zeren: 没有读入：不像任务分解，也不像政府工作报告", file=sys.stderr)
        return NOT_FOUND
    was_there = next((d for d in _documents(store, config) if d.id == document.id), None)
    if was_there and was_there.title != document.title and not asked.replace:
        other = f"编号“{document.id}”已经是《{was_there.title}》"
        print(f"zeren: {other}：请用 --id 另取编号，或加 --replace 替换它", file=sys.stderr)
        return USAGE
    store.documents.put(document)
    print(check_report(document))
    print(f"{'已替换' if was_there else '已读入'}：{document.id}（{document.name}）")
    return ANSWERED


def remove(asked: argparse.Namespace, config: Config) -> int:
    store = _store(config)
    if store.documents.remove(asked.id):
        print(f"已移除：{asked.id}")
        return ANSWERED
    return _no_document(asked.id, store.documents.all())


def unanswered(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import unanswered_table

    store = _store(config)
    if asked.clear:
        store.unanswered.clear()
        print("已清空")
    else:
        print(unanswered_table(store.unanswered.all()))
    return ANSWERED


def _no_document(id: str, kept: Sequence[Document]) -> int:
    ids = "、".join(d.id for d in kept) or "（没有）"
    print(f"zeren: 没有“{id}”这份文件。现有：{ids}", file=sys.stderr)
    return NOT_FOUND


# --- real things


def _store(config: Config) -> Store:
    return open_store(config.folder, unanswered_limit=config.unanswered_limit)


def _bot(config: Config, scope: str | None) -> tuple[Store, Bot]:
    store = _store(config)
    kept = _documents(store, config)
    said = scope or config.default_document
    chosen = find_document(said, kept)
    if said and chosen is None:
        ids = "、".join(d.id for d in kept)
        raise ConfigError(f"没有“{said}”这份文件，请从这些里选：{ids}")
    cutter = Cutter(_private(config.folder) / "cache")
    return store, Bot(kept, cutter, page_size=config.page_size, scope=chosen)


def _documents(store: Store, config: Config) -> tuple[Document, ...]:
    """Give what is kept; a folder that was never used begins with the samples."""
    kept = store.documents.all()
    if not kept and not (config.folder / "documents").exists():
        _put_samples(store)
        print(
            f"zeren: 新建了数据文件夹 {config.folder}，读入自带的{len(SAMPLES)}份样本",
            file=sys.stderr,
        )
        kept = store.documents.all()
    return kept


def _put_samples(store: Store) -> None:
    folder = resources.files("knowledge").joinpath("samples")
    for name in SAMPLES:
        with resources.as_file(folder.joinpath(f"{name}.txt")) as path:
            store.documents.put(_parsed(path, name))


def _parsed(path: Path, id: str) -> Document:
    """Read a file; what reads files is imported for that alone."""
    from knowledge import parse_document, read

    return parse_document(read(path), id)


def _private(folder: Path) -> Path:
    """Make sure of a folder that only its owner reads."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"建不了数据文件夹 {folder}（{error.strerror}）：请检查权限，或用 ZEREN_DATA 另选一处"
        ) from error
    return folder


def _keeper(store: Store, config: Config, scope: str | None) -> Callable[[str, Reply], None]:
    """Keep what ended outside; that it cannot be kept is told once and harms no reply."""
    told = False

    def keep(question: str, reply: Reply) -> None:
        nonlocal told
        if not (reply.is_unanswered and config.remember_unanswered):
            return
        try:
            store.unanswered.add(question, scope or "", date.today())
        except StoreError as error:
            if not told:
                print(f"zeren: 没记下没答上来的问题：{error}", file=sys.stderr)
            told = True

    return keep


def _id_of(path: Path) -> str:
    return path.stem.replace(" ", "-")[:64]


# --- the command line


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, instead of the usage in English."""

    def error(self, message: str) -> NoReturn:
        print(f"zeren: 命令写错了（{message}），用 {self.prog} --help 看写法", file=sys.stderr)
        sys.exit(USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="zeren",
        description="责任通：谁牵头、谁配合、哪位领导、什么时候、多少，问政府任务分解文件。",
        epilog="退出码：0 答上了；1 文件里没有；2 命令写错了；3 配置、文件或数据文件夹有问题。",
    )
    parser.add_argument(
        "--config", type=Path, metavar="文件", help="配置文件（见 config.example.toml）"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")

    def command(
        name: str, run: Callable[[argparse.Namespace, Config], int], help: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(run=run)
        return added

    talking = command("talk", talk, "对话；有管道输入时一行一问，答完结束")
    talking.add_argument("--scope", metavar="编号", help="只看这份文件")
    asking = command("ask", ask, "问一句")
    asking.add_argument("--scope", metavar="编号", help="只看这份文件")
    asking.add_argument("--json", action="store_true", help="输出 JSON")
    asking.add_argument(
        "--jsonl", action="store_true", help="从标准输入一行一个 JSON 问题，逐行回答"
    )
    asking.add_argument("question", nargs="*", metavar="问题")
    command("documents", documents, "列出现有文件")
    checking = command("check", check, "说明读到了什么、哪里存疑")
    checking.add_argument("id", nargs="?", metavar="编号")
    reading = command("read", read_file, "解析一份文件给你看，不保存")
    reading.add_argument("file", type=Path, metavar="文件")
    reading.add_argument("--json", action="store_true", help="输出 JSON")
    adding = command("add", add, "读入一份文件")
    adding.add_argument("file", nargs="?", type=Path, metavar="文件")
    adding.add_argument("--id", metavar="编号", help="文件编号，缺省用文件名")
    adding.add_argument("--replace", action="store_true", help="替换同一编号的另一份文件")
    adding.add_argument("--samples", action="store_true", help="重新读入自带的五份样本")
    removing = command("remove", remove, "移除一份文件")
    removing.add_argument("id", metavar="编号")
    missed = command("unanswered", unanswered, "没答上来的问题（不记是谁问的）")
    missed.add_argument("--clear", action="store_true", help="清空")
    return parser


if __name__ == "__main__":
    sys.exit(main())

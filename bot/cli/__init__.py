"""The commands of `zeren`: what can be typed, and what each does."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from bot.cli import chats, documents, people
from bot.cli.status import USAGE
from bot.config import Config

Command = Callable[[argparse.Namespace, Config], int]


class Help(argparse.HelpFormatter):
    """Lays out help with Chinese headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, and gives its help, in Chinese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=Help, **settings)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        print(f"zeren: 命令写错了（{message}），用 {self.prog} --help 看写法", file=sys.stderr)
        sys.exit(USAGE)


def _later(module: str, name: str) -> Command:
    """Import a command only when it is asked for, with all that it needs."""

    def run(asked: argparse.Namespace, config: Config) -> int:
        done: Command = getattr(import_module(f"bot.cli.{module}"), name)
        return done(asked, config)

    return run


Adding = Callable[[str, Command, str], argparse.ArgumentParser]
"""Adds a command: its name, what it does, what is said of it."""


def parser() -> argparse.ArgumentParser:
    made = Parser(
        prog="zeren",
        description="责任通：谁牵头、谁配合、哪位领导、什么时候、多少，问政府任务分解文件。",
        epilog="退出码：0 答上了；1 文件里没有；2 命令写错了；3 配置、文件、网络或数据有问题。",
    )
    made.add_argument(
        "--config", type=Path, metavar="文件", help="配置文件（见 config.example.toml）"
    )
    commands = made.add_subparsers(required=True, title="命令", metavar="命令")

    def adding(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(run=run)
        return added

    for add in (_chatting, _documents, _people, _reminding):
        add(adding)
    return made


def _chatting(adding: Adding) -> None:
    run = "按配置启动：有 Telegram 令牌就当机器人，没有就在终端对话"
    running = adding("run", chats.run, run)
    running.add_argument("--scope", metavar="编号", help="在终端对话时只看这份文件")
    talking = adding("talk", chats.talk, "在终端对话；有管道输入时一行一问，答完结束")
    talking.add_argument("--scope", metavar="编号", help="只看这份文件")
    asking = adding("ask", chats.ask, "问一句")
    asking.add_argument("--scope", metavar="编号", help="只看这份文件")
    asking.add_argument("--json", action="store_true", help="输出 JSON")
    asking.add_argument(
        "--jsonl", action="store_true", help="从标准输入一行一个 JSON 问题，逐行回答"
    )
    exact = "运行一句精确问句（写法见 docs/exact.md），如 '文件=东丽2023; 牵头=区城管委 -> 清单'"
    asking.add_argument("--exact", metavar="问句", help=exact)
    asking.add_argument("question", nargs="*", metavar="问题")
    explain = "一句话是怎样读的：每段当作什么、代价多少、其次是什么"
    explaining = adding("explain", _later("explaining", "explain"), explain)
    explaining.add_argument("--scope", metavar="编号", help="只看这份文件")
    explaining.add_argument("question", nargs="*", metavar="问题")


def _documents(adding: Adding) -> None:
    adding("documents", documents.documents, "列出现有文件")
    checking = adding("check", documents.check, "说明读到了什么、哪里存疑")
    checking.add_argument("id", nargs="?", metavar="编号")
    reading = adding("read", documents.read_file, "解析一份文件给你看，不保存")
    reading.add_argument("file", type=Path, metavar="文件")
    reading.add_argument("--json", action="store_true", help="输出 JSON")
    putting = adding("add", documents.add, "读入一份文件")
    putting.add_argument("file", nargs="?", type=Path, metavar="文件")
    putting.add_argument("--id", metavar="编号", help="文件编号，缺省用文件名")
    putting.add_argument("--replace", action="store_true", help="替换同一编号的另一份文件")
    putting.add_argument("--samples", action="store_true", help="重新读入自带的五份样本")
    removing = adding("remove", documents.remove, "移除一份文件")
    removing.add_argument("id", metavar="编号")


def _people(adding: Adding) -> None:
    missed = adding("unanswered", people.unanswered, "没答上来的问题（不记是谁问的）")
    missed.add_argument("--clear", action="store_true", help="清空")
    admitting = adding("members", people.members, "谁可以用机器人：列出、同意、移除")
    deciding = admitting.add_mutually_exclusive_group()
    deciding.add_argument("--grant", type=int, metavar="编号", help="同意这个 Telegram 编号的人")
    deciding.add_argument("--remove", type=int, metavar="编号", help="移除这个 Telegram 编号的人")


def _reminding(adding: Adding) -> None:
    due = adding("remind", _later("reminding", "remind"), "看那一天该提醒谁什么")
    due.add_argument("--today", metavar="日期", help="当作这一天，如 2023-10-24")
    due.add_argument("--dry-run", action="store_true", help="只看看：终端的也不算说过")
    adding("subscriptions", _later("reminding", "subscriptions"), "谁订阅了什么")
    written = "时限写成日历文件：calendar 区城管委 > f.ics"
    feed = adding("calendar", _later("calendar", "calendar"), written)
    feed.add_argument("--scope", metavar="编号", help="只看这份文件")
    feed.add_argument("question", nargs="*", metavar="问题")

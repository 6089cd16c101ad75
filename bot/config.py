"""The settings, from a TOML file and the environment."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

DATA_VARIABLE = "ZEREN_DATA"
CONFIG_VARIABLE = "ZEREN_CONFIG"
TOKEN_VARIABLE = "ZEREN_TELEGRAM_TOKEN"
EXAMPLE = "config.example.toml"
KINDS: Mapping[Any, str] = {
    str: "文字",
    int: "整数",
    bool: "true 或 false",
    tuple[int, ...]: "整数的列表，如 [123456789]",
    tuple[str, ...]: '文字的列表，如 ["2027-01-01"]',
}
LISTS: Mapping[Any, type] = {tuple[int, ...]: int, tuple[str, ...]: str}
RE_DATE = r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
RANGES = {
    "unanswered_limit": (0, 100_000),
    "page_size": (1, 50),
    "telegram.questions_per_minute": (0, 10_000),
    "telegram.messages_per_second": (0, 10_000),
    "web.port": (1, 65_535),
}
SHAPES = {
    "telegram.token": (r"(\d+:[\w-]+)?", "BotFather 给的令牌，如 123456:ABC…"),
    "telegram.base_url": (
        r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/\S+",
        "以 https:// 开头、带路径的网址",
    ),
    "telegram.webhook_url": (
        r"(https://[\w.-]+(:\d{1,5})?|http://127\.0\.0\.1:\d{1,5})/[\w./~-]+|",
        "以 https:// 开头、带路径的网址",
    ),
    "telegram.webhook_secret": (r"[A-Za-z0-9_-]{0,256}", "字母、数字、“-”“_”，不超过256个"),
    "clock.today": (f"({RE_DATE})?", "日期，如 2023-10-24"),
    "clock.holidays": (RE_DATE, '日期的列表，如 ["2027-01-01"]'),
    "clock.workdays": (RE_DATE, '日期的列表，如 ["2027-02-06"]'),
    "clock.zone": (r"[A-Za-z_]+(/[A-Za-z_+-]+)*", "时区名，如 Asia/Shanghai"),
    "telegram.access": (r"open|members", '"open" 或 "members"'),
}


class ConfigError(Exception):
    """The settings cannot be used; the message is a Chinese sentence with what to do."""


@dataclass(frozen=True, slots=True)
class TelegramConfig:
    token: str = field(default="", repr=False)
    """Of the bot, from BotFather; empty for no Telegram."""
    base_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is; the token is put right behind it."""
    webhook_url: str = ""
    """The public address that Telegram posts to; empty for long polling."""
    webhook_secret: str = field(default="", repr=False)
    """What Telegram has to show with every post; empty for a new one at each start."""
    access: str = "open"
    """Who may ask: everybody (open), or those whom an admin has let in (members)."""
    admins: tuple[int, ...] = ()
    """Telegram's ids of the people who let others in."""
    questions_per_minute: int = 30
    """Of one person; 0 for no limit."""
    messages_per_second: int = 30
    """Sent to all chats together, as Telegram allows; 0 for no limit."""
    log_questions: bool = False
    """Write the text of questions into the log."""

    @property
    def webhook_path(self) -> str:
        return urlsplit(self.webhook_url).path


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Where the web application listens, for a webhook."""

    host: str = "127.0.0.1"
    port: int = 8080


@dataclass(frozen=True, slots=True)
class ClockConfig:
    zone: str = "Asia/Shanghai"
    """The time zone of chats that have not chosen one."""
    today: str = ""
    """A day that it always is, for a demonstration; empty for the real one."""
    holidays: tuple[str, ...] = ()
    """Days off that the calendar does not know yet."""
    workdays: tuple[str, ...] = ()
    """Weekend days that are worked, which the calendar does not know yet."""


@dataclass(frozen=True, slots=True)
class Config:
    data: str = ""
    """The folder that everything is kept in; empty for the user's own data folder."""
    default_document: str = ""
    """The id of the document that a new chat begins with; empty for all."""
    remember_unanswered: bool = True
    """Keep the questions that ended outside, without who asked."""
    unanswered_limit: int = 500
    page_size: int = 10
    """Tasks shown at a time."""
    telegram: TelegramConfig = field(default_factory=TelegramConfig)
    web: WebConfig = field(default_factory=WebConfig)
    clock: ClockConfig = field(default_factory=ClockConfig)

    @property
    def folder(self) -> Path:
        """Where the data lie."""
        return Path(self.data).expanduser() if self.data else default_data_folder()


def default_data_folder() -> Path:
    from platformdirs import user_data_dir

    return Path(user_data_dir("zeren", appauthor=False))


def default_config_path() -> Path:
    from platformdirs import user_config_dir

    return Path(user_config_dir("zeren", appauthor=False)) / "config.toml"


def load_config(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings; a path that is given, here or in ZEREN_CONFIG, must be there.

    A relative data folder stands beside the file that names it; ZEREN_DATA and
    ZEREN_TELEGRAM_TOKEN win over the file.
    """
    named = environ.get(CONFIG_VARIABLE)
    given = path or (Path(named).expanduser() if named else None)
    config = _read(given or default_config_path(), required=given is not None)
    if data := environ.get(DATA_VARIABLE):
        config = replace(config, data=data)
    if token := environ.get(TOKEN_VARIABLE, "").strip():
        _check("telegram.token", token, str, f"环境变量 {TOKEN_VARIABLE}", is_secret=True)
        config = replace(config, telegram=replace(config.telegram, token=token))
    return config


def _read(path: Path, required: bool) -> Config:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except FileNotFoundError as error:
        if required:
            raise ConfigError(f"没有配置文件 {path}：请复制 {EXAMPLE}") from error
        return Config()
    except OSError as error:
        raise ConfigError(f"读不了配置文件 {path}（{error.strerror}）：请检查权限") from error
    except ValueError as error:
        raise ConfigError(
            f"配置文件 {path} 不合 TOML 格式（{error}）：请对照 {EXAMPLE} 改正"
        ) from error
    config = parse_config(values, path)
    return replace(config, data=str(path.parent / config.folder)) if config.data else config


def parse_config(values: Mapping[str, Any], path: Path) -> Config:
    """Build the settings from what a file says; the path is for the error's sentence."""
    config: Config = _parsed(Config, values, f"配置文件 {path}")
    return config


def _parsed(kind: Any, values: Mapping[str, Any], where: str, section: str = "") -> Any:
    kinds, secret = get_type_hints(kind), {f.name for f in fields(kind) if not f.repr}
    built = {}
    for key, value in values.items():
        if key not in kinds:
            raise ConfigError(f"{where} 里没有“{section}{key}”这一项：{_advice(key, list(kinds))}")
        if is_dataclass(kinds[key]) and isinstance(value, dict):
            built[key] = _parsed(kinds[key], value, where, f"{section}{key}.")
        else:
            built[key] = _check(f"{section}{key}", value, kinds[key], f"{where} 的", key in secret)
    return kind(**built)


def _check(key: str, value: Any, kind: Any, where: str, is_secret: bool = False) -> Any:
    """Give back a value of the right kind, range and shape; a secret is not repeated.

    A day may stand without quotes, which TOML knows as a date.
    """
    value = [_day_as_text(v) for v in value] if type(value) is list else _day_as_text(value)
    now = "" if is_secret else f"，现为 {value!r}"
    if kind in LISTS and type(value) is list and all(type(v) is LISTS[kind] for v in value):
        for one in value:
            _check_shape(key, one, where, now)
        return tuple(value)
    # True is an int to Python, not to the reader of the file
    if type(value) is not kind:
        told = KINDS.get(kind, f"一节 [{key}]")
        raise ConfigError(f"{where} {key} 应为{told}{now}：请改正")
    low, high = RANGES.get(key, (None, None))
    if low is not None and not low <= value <= high:
        raise ConfigError(f"{where} {key} 应在{low}到{high}之间{now}：请改正")
    _check_shape(key, value, where, now)
    return value


def _day_as_text(value: Any) -> Any:
    return value.isoformat() if type(value) is date else value


def _check_shape(key: str, value: Any, where: str, now: str) -> None:
    shape, told = SHAPES.get(key, ("", ""))
    if shape and not re.fullmatch(shape, value):
        raise ConfigError(f"{where} {key} 应为{told}{now}：请改正")


def _advice(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1)
    return f"是不是 {near[0]}？" if near else f"可用的有 {'、'.join(known)}"

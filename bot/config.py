"""The settings, from a TOML file and the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

DATA_VARIABLE = "ZEREN_DATA"
CONFIG_VARIABLE = "ZEREN_CONFIG"
EXAMPLE = "config.example.toml"
KINDS: Mapping[type, str] = {str: "文字", int: "整数", bool: "true 或 false"}
RANGES = {"unanswered_limit": (0, 100_000), "page_size": (1, 50)}


class ConfigError(Exception):
    """The settings cannot be used; the message is a Chinese sentence with what to do."""


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

    A relative data folder stands beside the file that names it; ZEREN_DATA wins over the file.
    """
    named = environ.get(CONFIG_VARIABLE)
    given = path or (Path(named).expanduser() if named else None)
    config = _read(given or default_config_path(), required=given is not None)
    data = environ.get(DATA_VARIABLE)
    return replace(config, data=data) if data else config


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
    kinds = {field.name: field.type for field in fields(Config)}
    for key, value in values.items():
        if key not in kinds:
            raise ConfigError(f"配置文件 {path} 里没有“{key}”这一项：{_advice(key, list(kinds))}")
        _check(key, value, kinds[key], path)
    return Config(**values)


def _check(key: str, value: Any, kind: Any, path: Path) -> None:
    # True is an int to Python, not to the reader of the file
    if type(value) is not kind:
        raise ConfigError(f"配置文件 {path} 的 {key} 应为{KINDS[kind]}，现为 {value!r}：请改正")
    low, high = RANGES.get(key, (None, None))
    if low is not None and not low <= value <= high:
        raise ConfigError(f"配置文件 {path} 的 {key} 应在{low}到{high}之间，现为 {value}：请改正")


def _advice(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1)
    return f"是不是 {near[0]}？" if near else f"可用的有 {'、'.join(known)}"

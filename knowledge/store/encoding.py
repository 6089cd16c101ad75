"""Dataclasses as plain JSON values and back, by their type hints; defaults are left out.

A Question is kept in its textual form, which people can read and later versions too. A kind with
`from_earlier` is given the form as it was kept and makes of it the one that is kept now.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from knowledge.exact import read, write
from knowledge.question import Question

Reader = Callable[[Any], Any]
ALREADY_PLAIN = (str, int, float, NoneType)


def plain(value: Any) -> Any:
    """Give the JSON form of a value."""
    if isinstance(value, ALREADY_PLAIN):
        return value
    if isinstance(value, Question):
        return write(value)
    if is_dataclass(value):
        kind: Any = type(value)
        return {
            name: plain(inner)
            for name, default in _defaults(kind)
            if (inner := getattr(value, name)) != default
        }
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def reader(kind: Any) -> Reader:
    """Give the function that turns a JSON form back, or raises ValueError where it does not fit."""
    return _reader(kind)


@cache
def _reader(kind: Any) -> Reader:
    if kind is Question:
        return _question_reader
    if is_dataclass(kind):
        return _fields_reader(kind)
    if get_origin(kind) is tuple:
        return _list_reader(reader(get_args(kind)[0]))
    if isinstance(kind, UnionType):
        return _optional_reader(*(reader(one) for one in get_args(kind) if one is not NoneType))
    if kind is date:
        return date.fromisoformat
    return kind if issubclass(kind, StrEnum) else _value_reader(kind)


def _question_reader(form: Any) -> Question:
    if type(form) is not str:
        raise ValueError(f"not a question: {form!r}")
    return read(form)


def _fields_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: reader(hints[field.name]) for field in fields(kind)}

    earlier = getattr(kind, "from_earlier", None)

    def read(form: Any) -> Any:
        try:
            form = earlier(form) if earlier else form
            return kind(**{name: readers[name](inner) for name, inner in form.items()})
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"{kind.__name__}: {error}") from error

    return read


def _list_reader(inner: Reader) -> Reader:
    def read(form: Any) -> Any:
        if type(form) is not list:
            raise ValueError(f"not a list: {form!r}")
        return tuple(map(inner, form))

    return read


def _optional_reader(inner: Reader) -> Reader:
    return lambda form: None if form is None else inner(form)


def _value_reader(kind: type) -> Reader:
    def read(form: Any) -> Any:
        if type(form) is not kind:
            raise ValueError(f"not {kind.__name__}: {form!r}")
        return form

    return read

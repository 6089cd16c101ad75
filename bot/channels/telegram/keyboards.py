"""Buttons under a message, and what their 64 bytes say."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.model import Button

WIDEST_ROW = 34
"""Columns of one row of buttons on a phone; a Chinese character takes two."""
MOST_IN_A_ROW = 3
LONGEST_LABEL = 40
RE_TAP = re.compile(r"b:(?P<key>[\w-]{8}):(?P<place>\d{1,2})", re.ASCII)
RE_MEMBER = re.compile(r"m:(?P<deed>yes|no|out):(?P<person>\d{1,19})", re.ASCII)
JOIN = "m:ask"


@dataclass(frozen=True, slots=True)
class Tap:
    """The button at a place on a board."""

    key: str
    place: int


def new_key() -> str:
    """Give a key that names a board: eight characters that nobody can guess."""
    return secrets.token_urlsafe(6)


def keyboard(key: str, buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Lay out buttons that point to a board by its key; steps to neighbours make the last row."""
    made = [
        (InlineKeyboardButton(_label(b.label), callback_data=f"b:{key}:{place}"), b.is_step)
        for place, b in enumerate(buttons)
    ]
    rows = list(_rows([button for button, is_step in made if not is_step]))
    steps = [button for button, is_step in made if is_step]
    return InlineKeyboardMarkup([*rows, *([steps] if steps else [])]) if made else None


def tap(data: str) -> Tap | None:
    found = RE_TAP.fullmatch(data)
    return Tap(found["key"], int(found["place"])) if found else None


def _label(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def _rows(buttons: Sequence[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        together = [*row, button]
        if row and (len(together) > MOST_IN_A_ROW or sum(map(_width, together)) > WIDEST_ROW):
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _width(button: InlineKeyboardButton) -> int:
    return sum(1 if c.isascii() else 2 for c in button.text) + 2

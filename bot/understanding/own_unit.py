"""The person's own unit: told once (我在区城管委), meant by 我们局 from then on."""

import re
from collections.abc import Sequence

from bot.model import Chat, Reading
from bot.understanding.marks import Mark, Token
from knowledge import Cell, Field, Index, Is, Question, fold

RE_TELLS = re.compile(
    r"(?:我们?|本人|咱们?)(?:单位|部门)?就?(?:在|是|来自|属于)(?P<unit>[^\s，,。？?吗呢谁哪什几]{2,24}?)"
    r"(?:的(?:人|同志|干部|工作人员|科员)?|工作|上班|任职)?[。！!~]*"
)


def told_own_unit(text: str, index: Index, scope: Sequence[str]) -> Reading | None:
    """Read a message that says where the person works; None where it names no unit in scope."""
    told = RE_TELLS.fullmatch(text.strip())
    if told is None:
        return None
    meaning = index.names.unit(fold(told["unit"]), scope) or index.names.unit(fold(told["unit"]))
    if meaning is None:
        return None
    unit = Is(Cell(Field.UNIT), (index.names.name_of(meaning.key, scope),))
    return Reading(Question(where=(unit,)), talk=Chat.OWN_UNIT)


def with_own_unit(tokens: list[Token], unit: str) -> tuple[list[Token], list[str]]:
    """Put the person's own unit in the place of 我们局; give what is to be said of that."""
    if not unit:
        return tokens, []
    said = [t.text for t in tokens if t.mark == Mark.SELF]
    named = [Token(unit, Mark.UNIT, unit) if t.mark == Mark.SELF else t for t in tokens]
    return named, [f"“{text}”按“{unit}”理解" for text in said]

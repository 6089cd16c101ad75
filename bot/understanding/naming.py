"""Names in a question: slips mended aloud, spellings resolved in the documents asked of."""

from collections.abc import Sequence
from dataclasses import replace

from bot.asking import values
from bot.model import Unknown
from bot.understanding.account import Account
from bot.understanding.asked import Asked
from bot.understanding.ground import Ground
from bot.understanding.marks import Mark, Token
from bot.understanding.pieces import ABOUT_PEOPLE
from knowledge import Condition, Evidence, Is, Not, Slip, ending_of, fold, kinds_of

MOST_STRETCH = 24
"""Characters of a stretch that slips are looked for in."""
MOST_PIECES = 4
ABBREVIATED = kinds_of("office", "local", "company", "team", "centre")
LAST_CHARACTERS = tuple(ending[-1] for ending in ABBREVIATED)
MOST_STRETCHES = 12
APART = (Mark.PUNCTUATION, Mark.AND, Mark.OWNER)


def mend_slips(tokens: list[Token], ground: Ground) -> tuple[list[Token], Account]:
    """Put a name in the place of a stretch that is almost one: 城管为, 孙小光."""
    account = Account()
    for first, last in reversed(_stretches(tokens)[:MOST_STRETCHES]):
        stretch = "".join(t.text for t in tokens[first:last])
        after = tokens[last].mark if last < len(tokens) else None
        slip = _slip(stretch, ground, people=after in ABOUT_PEOPLE or len(stretch) < 5)
        if slip is None:
            continue
        if slip.is_sure:
            tokens = [
                *tokens[:first],
                *_mended(stretch, slip, ground, account),
                *tokens[last:],
            ]
        elif after in ABOUT_PEOPLE:
            account.unknown.append(Unknown(stretch[slip.start : slip.end], "person", (slip.key,)))
            tokens = [*tokens[:first], *tokens[last:]]
    return tokens, account


def name_units(tokens: list[Token], ground: Ground) -> list[Token]:
    """Take content that ends like a unit for one: 建委 shortens just one here, 商务委 none."""
    named: list[Token] = []
    place = 0
    while place < len(tokens):
        length, spelling = _shortened(tokens, place, ground)
        named.append(Token(spelling, Mark.UNIT, spelling) if length else tokens[place])
        place += length or 1
    return named


def _shortened(tokens: Sequence[Token], place: int, ground: Ground) -> tuple[int, str]:
    for length in range(MOST_PIECES, 0, -1):
        pieces = tokens[place : place + length]
        if (
            len(pieces) < length
            or not pieces[-1].text.endswith(LAST_CHARACTERS)
            or any(t.mark not in (None, Mark.SHORT) for t in pieces)
        ):
            continue
        text = fold("".join(t.text for t in pieces))
        if ending_of(text) not in ABBREVIATED:
            continue
        if ground.index.names.unit(text, ground.scope) or ground.index.names.is_like_a_unit(text):
            return length, text
    return 0, ""


def _slip(stretch: str, ground: Ground, *, people: bool) -> Slip | None:
    for slip in ground.lexicon.names.slips(stretch, ground.scope):
        typed = stretch[slip.start : slip.end]
        if not ground.holds(typed) and (people or not slip.is_person):
            return slip
    return None


def _mended(stretch: str, slip: Slip, ground: Ground, account: Account) -> list[Token]:
    shown = slip.key if slip.is_person else unit_shown(slip.key, ground)
    account.readings.append(f"按“{shown}”理解")
    name = Token(shown, Mark.PERSON if slip.is_person else Mark.UNIT, shown)
    before, after = (
        [ground.lexicon.token(w) for w in ground.lexicon.cutter.cut(part)] if part else []
        for part in (stretch[: slip.start], stretch[slip.end :])
    )
    return [*before, name, *after]


def _stretches(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Give runs of content and single characters that hold some content."""
    found: list[tuple[int, int]] = []
    first: int | None = None
    for i, token in enumerate([*tokens, Token("", Mark.PUNCTUATION)]):
        inside = token.mark in (None, Mark.SHORT, Mark.BOTH) or (
            len(token.text) == 1 and token.mark not in APART
        )
        if inside and first is None:
            first = i
        elif not inside and first is not None:
            length = sum(len(t.text) for t in tokens[first:i])
            if 2 <= length <= MOST_STRETCH and any(
                t.mark in (None, Mark.SHORT) for t in tokens[first:i]
            ):
                found.append((first, i))
            first = None
    return found


def unit_shown(key: str, ground: Ground) -> str:
    """Name a unit as the first document in scope writes it."""
    names, scope = ground.index.names, ground.scope
    documents = [d for d in names.units.get(key, {}) if not scope or d in scope]
    return names.display(key, documents[0]) if documents else key


def resolve_units(asked: Asked, ground: Ground, account: Account) -> tuple[Condition, ...]:
    """Give each unit the names that it has in scope, or name it as unknown."""
    resolved = []
    for unit in asked.units:
        if any(v.startswith("*") for v in values(unit)):
            resolved.append(unit)
            continue
        keys = dict.fromkeys(k for v in values(unit) for k in _meant(v, ground, account))
        if names := tuple(_name(key, ground) for key in keys):
            resolved.append(_with_values(unit, names))
            asked.said[resolved[-1]] = "、".join(values(unit))
    return tuple(resolved)


def _meant(spelling: str, ground: Ground, account: Account) -> dict[str, Evidence]:
    keys = _keys(spelling, ground)
    if not keys:
        near = ground.index.names.near(spelling, ground.scope)
        account.unknown.append(Unknown(spelling, "unit", near))
    elif all(e == Evidence.SHORT for e in keys.values()):
        shown = "、".join(dict.fromkeys(unit_shown(k, ground) for k in keys))
        account.readings.append(f"按“{shown}”理解")
    return keys


def _name(key: str, ground: Ground) -> str:
    """Name a unit as a document in scope writes it, where that means the same one everywhere."""
    name = ground.index.names.name_of(key, ground.scope)
    return name if ground.index.names.meant_key(name) == key else key


def _with_values(condition: Condition, names: tuple[str, ...]) -> Condition:
    if isinstance(condition, Not):
        return Not(_with_values(condition.condition, names))
    return replace(condition, values=names) if isinstance(condition, Is) else condition


def _keys(spelling: str, ground: Ground) -> dict[str, Evidence]:
    """Resolve a unit in each document on its own where no document has it to the letter."""
    meaning = ground.index.names.unit(spelling, ground.scope)
    if meaning is not None and meaning.evidence != Evidence.SHORT:
        return {meaning.key: meaning.evidence}
    found: dict[str, Evidence] = {}
    for document in ground.index.scope(ground.scope):
        if told := ground.index.names.unit(spelling, (document.id,)):
            found.setdefault(told.key, told.evidence)
    return found


def resolve_leaders(asked: Asked, ground: Ground, account: Account) -> tuple[Condition, ...]:
    """Keep the people whom the documents in scope name; the others are unknown there."""
    resolved = []
    for leader in asked.leaders:
        names = values(leader)
        known = tuple(n for n in names if ground.index.names.is_in(n, ground.scope))
        account.unknown += [Unknown(n, "person") for n in names if n not in known]
        if known:
            resolved.append(_with_values(leader, known))
            asked.said[resolved[-1]] = "、".join(names)
    return tuple(resolved)

"""The person's own unit in the place of 我们局."""

from bot.understanding.marks import Mark, Token


def with_own_unit(tokens: list[Token], unit: str) -> tuple[list[Token], list[str]]:
    """Put the person's own unit in the place of 我们局; give what is to be said of that."""
    if not unit:
        return tokens, []
    said = [t.text for t in tokens if t.mark == Mark.SELF]
    named = [Token(unit, Mark.UNIT, unit) if t.mark == Mark.SELF else t for t in tokens]
    return named, [f"“{text}”按“{unit}”理解" for text in said]

"""Who may ask, where not everybody may."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

MEMBERS = "telegram-members"
"""Where they are kept."""


class Standing(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Member:
    """A person who asked to be let in, and what an admin said."""

    person: int
    """Telegram's id."""
    name: str
    standing: Standing
    day: date
    """When the standing was last changed."""
    decided_by: int = 0
    """Id of the admin; 0 where none decided, or the operator did at the command line."""


def decided(member: Member, standing: Standing, admin: int, day: date) -> Member:
    return replace(member, standing=standing, decided_by=admin, day=day)

"""Rules for the words that a message leans on."""

from __future__ import annotations

from bot.understanding.patterns import Composer, of_kind
from bot.understanding.phrases import signs
from knowledge import chinese_number

NOTED = (
    "among", "these", "it", "unit_of_it", "he", "rest", "back", "former", "latter", "next",
    "previous", "page_more", "page_back", "fix", "again", "this_year", "last_year", "next_year",
    "among_count", "result", "can", "plan", "also", "me", "sure", "why", "yes", "all_of",
    "choose", "choose_all", "documents", "next_part", "previous_part", "total",
)  # fmt: skip
"""Kinds that are kept as cues."""
TAKEN = (
    "page_more", "page_back", "sure", "why", "yes", "all_of", "among", "back", "former", "latter",
    "fix", "also", "again", "this_year", "last_year", "next_part", "previous_part",
)  # fmt: skip
"""Kinds that mean nothing besides."""
OUTER = frozenset(("unit", "person", "subject", "day", "unit_kind", "part", "item", "section",
     "leader", "which_leader", "unit_noun"))  # fmt: skip
"""Kinds of what 里面 may be inside of."""


def cues(c: Composer) -> None:
    """What the message leans on."""
    frame = c.frame
    frame.cues |= {s.kind for s in of_kind(c.spans, *NOTED)}
    c.spans = [s for s in c.spans if s.kind != "total"]
    c.take(f"<{'|'.join(TAKEN)}>")
    if c.spans and c.spans[0].kind == "that":
        frame.cues.add("that")
    if c.together:
        frame.cues.add("together")


def own_unit(c: Composer) -> None:
    """The person's own unit: 我们局."""
    c.frame.me = next((s.text for s in of_kind(c.spans, "my_unit", "me")), "")
    if c.has("my_unit"):
        c.frame.cues |= {"me", "my_unit"}
        c.spans = [s for s in c.spans if s.kind != "my_unit"]


def inside(c: Composer) -> None:
    """里面 leans on what was shown, unless it follows what it is inside of: 城管委牵头的里面."""
    kinds = [s.kind for s in c.spans]
    before = kinds[: kinds.index("inside")] if "inside" in kinds else []
    if c.take("<inside>") and not OUTER & set(before):
        c.frame.cues.add("among")


def places(c: Composer) -> None:
    """Places in what was shown: 第二个, 后者, 剩下那两项, 第一家."""
    frame = c.frame
    frame.places += [s.number for s in of_kind(c.spans, "nth")]
    for span in of_kind(c.spans, "rest"):
        if span.text.startswith(signs("others")):
            frame.cues.add("others")
        sizes = [n for sign in span.text if (n := chinese_number(sign)) is not None]
        frame.rest_size = sizes[0] if sizes else 0
    for run in c.taking("<nth_unit>"):
        frame.cues.add("nth_unit")
        frame.unit_place = run[0].number
    if not frame.places and frame.cues & {"former", "latter"}:
        frame.places.append(1 if "former" in frame.cues else -1)

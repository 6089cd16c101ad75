"""What a bracket or a label line says of a task: its bodies, leaders and deadline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.deadline import is_deadline_phrase, read_deadlines
from knowledge.layouts.cells import is_unit
from knowledge.layouts.content import Frame
from knowledge.layouts.header import head_of
from knowledge.layouts.parties import outside_brackets, party, split_units
from knowledge.layouts.people import split_people
from knowledge.model import Column, Deadline, Field, Party, Role

LABEL = (
    r"(?:(?:牵头|責任|责任|配合|牽頭|协办|主办|承办|落实|协助|参与|参加|主要责任|牵头责任|分管|包联|挂帅|实施|负责)"
    r"(?:区|县|市|州)?(?:单位|部门|科室|單位|部門|领导|区领导|县领导|市领导|主体|人)?(?:及责任人)?"
    r"|(?:完成|办结|整改)?(?:时限|时间|期限)(?:要求|节点)?|完成時限)"
)
RE_LABEL = re.compile(rf"(?:^|(?<=[;；,，。\s、\[(（〔【]))(?P<label>{LABEL})\s*[:：]")
RE_OWNER_BEGIN = re.compile(rf"\s*{LABEL}\s*[:：]")
RE_DUTY = re.compile(
    r"^(?:由)?(?>(?P<lead>.+?)(?P<verb>牵头(?:负责|落实)?|牽頭(?:負責)?|会同|會同))"
    r"(?:[，,、；;]?\s*+(?P<rest>.*?))?"
    r"(?:按(?:照)?(?:各自)?(?:职责|職責)(?:分工)?)?(?:分别|分工)?"
    r"(?P<end>配合|协助|参与|参加|负责|負責|落实|承担)?$"
)
RE_OWNED = re.compile(
    r"^(?:由)?(?P<units>.+?)(?:按(?:照)?(?:各自)?(?:职责|職責)(?:分工)?)?(?:共同|分别|分工)?(?P<verb>负责|負責|承办|落实)$"
)
RE_FIRST_IS_LEAD = re.compile(
    r"(?:[，,；;]\s*|(?<!\s)\s+|)排(?:在|名)?第?一(?:位)?的?(?:部门|单位)?为牵头(?:部门|单位)?"
)
RE_REMARK = re.compile(r"[，,；;]\s*(?:排(?:在|名).{0,20}|下同){1,2}$")
RE_SAME_BELOW = re.compile(r"[，,]下同$")
LONGEST_BRACKET = 1200
LABEL_ROLES = {
    Field.LEAD: Role.LEAD,
    Field.SUPPORT: Role.SUPPORT,
    Field.RESPONSIBLE: Role.RESPONSIBLE,
}


@dataclass(frozen=True, slots=True)
class Owners:
    parties: tuple[Party, ...] = ()
    leaders: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    columns: tuple[Column, ...] = ()
    first_leads: bool = False
    """The remark is here that the body named first is the lead from now on."""


def read_owners(words: str, frame: Frame) -> Owners | None:
    """Read 牵头单位:A;责任单位:B or A牵头，B负责; None when the words name no owner."""
    if len(words) > LONGEST_BRACKET:
        return None
    if RE_OWNER_BEGIN.match(words):
        return labelled(words, frame)
    return spoken(words)


def labelled(words: str, frame: Frame) -> Owners:
    """Read label by label; what the labels call 责任 supports where another label says 牵头."""
    found = list(RE_LABEL.finditer(words))
    ends = [label.start() for label in found[1:]] + [len(words)]
    parts = [
        (label["label"], words[label.end() : end].rstrip("；;，, 、。"))
        for label, end in zip(found, ends, strict=True)
    ]
    fields = [field_of(label) for label, _ in parts]
    owners = Owners()
    for (label, value), field in zip(parts, fields, strict=True):
        supports = field == Field.RESPONSIBLE and Field.LEAD in fields
        meant = Field.SUPPORT if supports and Field.SUPPORT not in fields else field
        owners = with_label(owners, meant, label, value, frame)
    return owners


def field_of(label: str) -> Field:
    head = head_of(label)
    if head and isinstance(head.kind, Field):
        return head.kind
    return Field.LEADER if label.endswith("人") else Field.RESPONSIBLE


def with_label(owners: Owners, field: Field, label: str, value: str, frame: Frame) -> Owners:
    columns = (*owners.columns, Column(field, label))
    if field == Field.DEADLINE:
        deadlines = read_deadlines(value, frame.year, frame.issued)
        return replace(owners, columns=columns, deadlines=(*owners.deadlines, *deadlines))
    if field == Field.LEADER:
        return replace(owners, columns=columns, leaders=(*owners.leaders, *split_people(value)))
    units, days = without_days(value)
    deadlines = tuple(d for day in days for d in read_deadlines(day, frame.year, frame.issued))
    return replace(
        owners,
        columns=columns + ((Column(Field.DEADLINE, "完成时限"),) if days else ()),
        parties=(*owners.parties, *(party(unit, LABEL_ROLES[field]) for unit in units)),
        deadlines=(*owners.deadlines, *deadlines),
    )


def without_days(value: str) -> tuple[tuple[str, ...], list[str]]:
    """Take the deadline out of a list of bodies: …,各县(市),6月底完成."""
    pieces = outside_brackets(value)
    days = [piece.strip() for piece in pieces if is_deadline_phrase(piece.strip())]
    rest = "、".join(piece for piece in pieces if piece.strip() not in days)
    return split_units(rest), days


def spoken(words: str) -> Owners | None:
    """Read A、B牵头，C按职责分工负责 and A、B负责 and A会同B负责."""
    first_leads = bool(RE_FIRST_IS_LEAD.search(words))
    words = RE_REMARK.sub("", RE_FIRST_IS_LEAD.sub("", words).strip(" 。，,"))
    words = RE_SAME_BELOW.sub("", words)
    duty = RE_DUTY.match(words)
    if duty and (
        duty["rest"] == "" or duty["rest"] is None or duty["end"] or duty["verb"] == "会同"
    ):
        lead, support = split_units(duty["lead"]), split_units(duty["rest"] or "")
        if plausible(lead) and all(len(unit) <= 30 for unit in support):
            return with_roles(((Role.LEAD, lead), (Role.SUPPORT, support)), duty, first_leads)
    owned = RE_OWNED.match(words)
    if owned and plausible(units := split_units(owned["units"])):
        found = tuple(party(unit, Role.RESPONSIBLE) for unit in units)
        return Owners(
            found, columns=(Column(Field.RESPONSIBLE, owned["verb"]),), first_leads=first_leads
        )
    return None


def with_roles(
    named: tuple[tuple[Role, tuple[str, ...]], ...], duty: re.Match[str], first_leads: bool
) -> Owners:
    found = tuple(party(unit, role) for role, units in named for unit in units)
    columns = [Column(Field.LEAD, duty["verb"])]
    if duty["end"] and duty["rest"]:
        columns.append(Column(Field.SUPPORT, duty["end"]))
    return Owners(found, columns=tuple(columns), first_leads=first_leads)


def plausible(units: tuple[str, ...]) -> bool:
    """At least one name ends like a body's, and none is a sentence."""
    return any(map(is_unit, units)) and all(len(unit) <= 30 for unit in units)


def with_first_as_lead(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Apply the remark 排在第一位的部门为牵头部门."""
    if any(one.role != Role.RESPONSIBLE for one in parties):
        return parties
    return tuple(
        replace(one, role=Role.SUPPORT if at else Role.LEAD) for at, one in enumerate(parties)
    )


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """Give begin and end of every bracket with its partner; an unclosed one ends with the text."""
    open_at: list[int] = []
    found: list[tuple[int, int]] = []
    for at, sign in enumerate(text):
        if sign in "[(（〔【［":
            open_at.append(at)
        elif sign in "])）〕】］" and open_at:
            found.append((open_at.pop(), at + 1))
    unclosed = [(at, len(text)) for at in open_at[-3:] if RE_OWNER_BEGIN.match(text, at + 1)]
    return iter(sorted([*found, *unclosed]))

"""Random documents of few words, and questions in those words: conditions really hit."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from knowledge.model import (
    Column,
    Deadline,
    Document,
    DocumentKind,
    Due,
    Field,
    Other,
    Party,
    Passage,
    Role,
    Task,
    Tense,
)
from knowledge.question import (
    ENDLESS,
    AnyOf,
    Ask,
    Cell,
    Compare,
    Condition,
    DueIs,
    Empty,
    Fold,
    How,
    Is,
    Many,
    Not,
    Numbered,
    Of,
    Order,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
    Word,
)

UNITS = (
    "区发改委",
    "区教育局",
    "区财政局",
    "区住建委",
    "东湖街道办事处",
    "西湖街",
    "清河镇政府",
    "城投公司",
)
ALIASES = ("发展和改革委员会", "教育局", "*街", "*局", "*委", "区体育局", "西湖街道")
COLLECTIVES = ("各相关单位", "各街道")
LEADERS = ("王大力", "李小红", "赵一", "相关区领导")
TOPS = ("一、产业发展", "二、城市建设", "三、民生")
MIDDLES = ("（一）工业", "（二）养老服务", "（三）绿化")
LOWS = ("1.园区建设", "2.企业培育")
WORDS = ("企业", "床位", "公园", "改造", "工业", "服务", "GDP", "养老", "供热", "20个", "3%")
NOTES = ("一季度报送", "民生实事", "续建")
DAYS = ("6月底前", "9月底", "年底", "三季度", "上半年", "10月", "6月30日", "3月", "全年")
DATES = ((3, 31), (6, 30), (9, 30), (10, 31), (12, 31))
TITLES = ("备注", "投资额")
COLUMN_SETS = (
    (Field.LEAD, Field.SUPPORT, Field.LEADER, Field.DEADLINE, Field.OTHER),
    (Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE, Field.LEADER),
    (Field.RESPONSIBLE, Field.LEADER, Field.OTHER),
    (Field.RESPONSIBLE, Field.SUPPORT, Field.DEADLINE),
    (Field.LEAD, Field.DEADLINE),
)
UNIT_FIELDS = (Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE, Field.UNIT, Field.OWNER)
VALUE_FIELDS = (
    *UNIT_FIELDS,
    Field.LEADER,
    Field.HEADING,
    Field.OTHER,
    Field.DAY,
    Field.MONTH,
    Field.DUE,
    Field.DOCUMENT,
    Field.DISTRICT,
    Field.YEAR,
    Field.COLLECTIVE,
)


# --- documents


def random_documents(chance: Random) -> tuple[Document, ...]:
    return tuple(_document(chance, number) for number in range(chance.randint(1, 3)))


def _document(chance: Random, number: int) -> Document:
    fields = chance.choice(COLUMN_SETS)
    year = chance.choice((2023, 2024))
    id = f"made-{number}"
    columns = [Column(field, field.value) for field in fields if field != Field.OTHER]
    columns += [Column(Field.OTHER, title) for title in TITLES if Field.OTHER in fields]
    tasks = tuple(_tasks(chance, id, year, fields))
    last = tasks[-1].line if tasks else 20
    lines = sorted(chance.sample([*range(1, 10), *range(last + 1, last + 10)], 6))
    return Document(
        id=id,
        name=f"{'东西南'[number]}山{year}",
        kind=DocumentKind.BREAKDOWN,
        district=f"{'东西南'[number]}山",
        year=year,
        columns=tuple(columns),
        tasks=tasks,
        passages=tuple(_passage(chance, id, line) for line in lines),
    )


def _tasks(chance: Random, id: str, year: int, fields: Sequence[Field]) -> list[Task]:
    found: list[Task] = []
    number = 0
    for at in range(chance.choice((0, 1, 5, 15, 40))):
        again = bool(found) and found[-1].part == 1 and chance.random() < 0.05
        number += 0 if again else chance.choice((1, 1, 1, 1, 2, 4))
        found.append(
            Task(
                id,
                number,
                _text(chance),
                _headings(chance),
                tuple(_parties(chance, fields)),
                _some(chance, LEADERS, 2) if Field.LEADER in fields else (),
                tuple(_deadlines(chance, year, fields)),
                _others(chance) if Field.OTHER in fields else (),
                line=10 + at,
                part=2 if again else 1,
            )
        )
    return found


def _text(chance: Random) -> str:
    return "".join(chance.sample(WORDS, 3)) + "。"


def _headings(chance: Random) -> tuple[str, ...]:
    levels = (TOPS, MIDDLES, LOWS)
    return tuple(chance.choice(level) for level in levels[: chance.choice((0, 1, 2, 2, 3))])


def _some(chance: Random, words: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(chance.sample(words, chance.randint(0, most)))


def _parties(chance: Random, fields: Sequence[Field]) -> list[Party]:
    found = []
    for field, role, most in (
        (Field.LEAD, Role.LEAD, 2),
        (Field.SUPPORT, Role.SUPPORT, 3),
        (Field.RESPONSIBLE, Role.RESPONSIBLE, 3),
    ):
        if field in fields:
            for unit in _some(chance, (*UNITS, *COLLECTIVES), most):
                found.append(Party(unit, role, unit in COLLECTIVES))
    return found


def _deadlines(chance: Random, year: int, fields: Sequence[Field]) -> list[Deadline]:
    found = []
    for _ in range(chance.choice((0, 1, 1, 2)) if Field.DEADLINE in fields else 0):
        month, day = chance.choice(DATES)
        what = chance.choice((Due.DONE, Due.PROGRESS, None))
        words = f"{month}月底前{what.value if what else ''}"
        no_day = Deadline("持续推进", None)
        found.append(
            no_day if chance.random() < 0.1 else Deadline(words, date(year, month, day), what)
        )
    if chance.random() < 0.2:
        month, day = chance.choice(DATES)
        found.append(Deadline(f"{month}月底前", date(year, month, day), in_text=True))
    return found


def _others(chance: Random) -> tuple[Other, ...]:
    return tuple(Other(title, chance.choice(NOTES)) for title in TITLES if chance.random() < 0.5)


def _passage(chance: Random, id: str, line: int) -> Passage:
    return Passage(id, _text(chance), _headings(chance), chance.choice(tuple(Tense)), line)


# --- questions


def random_question(chance: Random, documents: Sequence[Document]) -> Question:
    return _Asking(chance, documents).question()


class _Asking:
    def __init__(self, chance: Random, documents: Sequence[Document]) -> None:
        self._chance = chance
        self._documents = documents
        self._tasks = [task.id for document in documents for task in document.tasks]

    def lists(self) -> tuple[tuple[str, ...], ...]:
        """Give lists that were shown, the newest first."""
        most = min(8, len(self._tasks))
        return tuple(
            tuple(self._chance.sample(self._tasks, self._chance.randint(0, most)))
            for _ in range(self._chance.randint(0, 3))
        )

    def question(self) -> Question:
        where = self._conditions(self._chance.choice((0, 1, 1, 2, 3)))
        way = self._chance.choice(
            (self._plain, self._values, self._whether, self._each, self._sides)
        )
        return way(where, self._of())

    def _of(self) -> Of:
        if self._chance.random() < 0.6:
            return Of()
        origin = self._chance.choice(tuple(Origin))
        if origin not in (Origin.SHOWN, Origin.REST):
            return Of(origin)
        places = self._chance.choice(((), (), (1,), (2, 3), (-1,), (9,)))
        return Of(origin, self._chance.choice((0, 0, 1, 2)), places)

    def _plain(self, where: tuple[Condition, ...], of: Of) -> Question:
        ask = self._chance.choice((Ask(How.LIST), Ask(How.COUNT), Ask(How.TELL, self._cell())))
        if self._chance.random() < 0.6:
            return Question((ask,), where, of)
        fields = (Field.NUMBER, Field.DEADLINE, Field.SUPPORT, Field.UNIT, Field.LEADER)
        cell = Cell(self._chance.choice(fields))
        order = Order(cell, self._flip(), self._chance.choice((0, 1, 3)))
        return Question((ask,), where, of, order=order)

    def _values(self, where: tuple[Condition, ...], of: Of) -> Question:
        how = self._chance.choice((How.WHICH, How.HOW_MANY))
        cell = self._cell()
        without = Cell(self._chance.choice(UNIT_FIELDS))
        is_unit = cell.field in UNIT_FIELDS and self._flip()
        return Question((Ask(how, cell, without if is_unit else None),), where, of)

    def _whether(self, where: tuple[Condition, ...], of: Of) -> Question:
        supposed = self._conditions(self._chance.choice((1, 1, 2)))
        if self._chance.random() < 0.2:
            least = self._chance.randint(0, 10)
            supposed += (Total(least, self._chance.choice((least, least + 10, ENDLESS))),)
        return Question((Ask(How.WHETHER, supposed=supposed),), where, of)

    def _each(self, where: tuple[Condition, ...], of: Of) -> Question:
        how = self._chance.choice((How.COUNT, How.LIST, How.HOW_MANY, How.WHICH))
        of_values = how in (How.HOW_MANY, How.WHICH)
        ask = Ask(how, self._cell() if of_values else None)
        fold = self._chance.choice((Fold.NONE, Fold.NONE, Fold.SUM, Fold.AVERAGE))
        order = None
        if self._flip():
            limits = self._chance.choice(((0, ENDLESS), (0, ENDLESS), (1, 1), (2, 5)))
            order = Order(None, self._flip(), self._chance.choice((0, 1, 2, 3)), *limits)
        return Question((ask,), where, of, each=self._cell(), fold=fold, order=order)

    def _sides(self, where: tuple[Condition, ...], of: Of) -> Question:
        compare = self._chance.choice(tuple(Compare))
        numbers = (Ask(How.COUNT), Ask(How.HOW_MANY, self._cell()))
        things = (Ask(How.LIST), Ask(How.WHICH, self._cell()))
        is_of_things = compare in (Compare.COMMON, Compare.EXCEPT)
        ask = self._chance.choice(things if is_of_things else numbers)
        sides = tuple(self._conditions(self._chance.choice((0, 1, 1, 2))) for _ in range(2))
        return Question((ask,), where, of, sides, compare)

    # --- conditions

    def _conditions(self, number: int) -> tuple[Condition, ...]:
        return tuple(self._condition(2) for _ in range(number))

    def _condition(self, depth: int) -> Condition:
        if depth and self._chance.random() < 0.2:
            if self._flip():
                return Not(self._condition(depth - 1))
            sizes = self._chance.choice(((1, 1), (1, 2), (2, 1, 1)))
            return AnyOf(tuple(tuple(self._condition(depth - 1) for _ in range(n)) for n in sizes))
        ways: tuple[Callable[[], Condition], ...] = (
            self._numbered,
            self._picked,
            self._is,
            self._is,
            self._is,
            self._says,
            self._speaks,
            self._due,
            self._due,
            self._under,
            self._empty,
            self._many,
        )
        return self._chance.choice(ways)()

    def _flip(self) -> bool:
        return self._chance.random() < 0.5

    def _cell(self) -> Cell:
        field = self._chance.choice(VALUE_FIELDS)
        if field == Field.OTHER:
            return Cell(field, title=self._chance.choice(TITLES))
        if field == Field.HEADING:
            return Cell(field, self._chance.choice((0, 1, 2, 3)))
        if field in (*UNIT_FIELDS, Field.LEADER) and self._chance.random() < 0.3:
            return Cell(field, place=self._chance.choice((1, 1, -1, 2, -2)))
        return Cell(field)

    def _numbered(self) -> Condition:
        first = self._chance.choice((-5, -1, 1, 2, 7, 20))
        last = first if self._flip() else self._chance.choice((-1, 5, 30, ENDLESS))
        return Numbered(((first, last),))

    def _picked(self) -> Condition:
        return Picked(tuple(self._chance.choices((*self._tasks, "made-9#1"), k=3)))

    def _is(self) -> Condition:
        cell = self._cell()
        most = self._chance.choice((1, 1, 2))
        values = tuple(dict.fromkeys(self._value(cell) for _ in range(most)))
        return Is(cell, values, only=self._chance.random() < 0.15)

    def _value(self, cell: Cell) -> str:
        document = self._chance.choice(self._documents)
        values: dict[Field, Sequence[str]] = {
            Field.LEADER: LEADERS,
            Field.HEADING: (*TOPS, *MIDDLES, *LOWS),
            Field.OTHER: NOTES,
            Field.DAY: [f"{document.year}-{month:02}-{day}" for month, day in DATES],
            Field.MONTH: [f"{document.year}-{month:02}" for month, _ in DATES],
            Field.DUE: [due.value for due in Due],
            Field.DOCUMENT: (document.id, document.name),
            Field.DISTRICT: (document.district, "北山"),
            Field.YEAR: ("2023", "2024"),
            Field.COLLECTIVE: COLLECTIVES,
        }
        return self._chance.choice(values.get(cell.field, (*UNITS, *UNITS, *ALIASES, *COLLECTIVES)))

    def _says(self) -> Condition:
        cell = self._chance.choice((Cell(Field.TEXT), Cell(Field.TEXT), self._cell()))
        source = self._chance.choice(WORDS) if cell.field == Field.TEXT else self._value(cell)
        at = self._chance.randint(0, max(0, len(source) - 2))
        word = source[at : at + 2]
        others = (self._chance.choice(WORDS),) if cell.field == Field.TEXT and self._flip() else ()
        return Says(cell, (word, *others))

    def _speaks(self) -> Condition:
        text, *others = (word.lower() for word in self._chance.sample(WORDS, 4))
        same = tuple(others[:1]) if self._flip() else ()
        wider = tuple(others[1:2]) if self._flip() else ()
        parts = (others[2], text[:2]) if self._flip() else ()
        return Speaks(Word(text if self._flip() else "城市更新", same, wider, parts))

    def _due(self) -> Condition:
        return DueIs(
            self._chance.choice((*DAYS, *DAYS, "持续", "")),
            self._chance.choice(tuple(When)),
            self._chance.choice((None, None, *Due)),
            self._chance.choice((Stated.ANYWHERE, *Stated)),
        )

    def _under(self) -> Condition:
        return Under(tuple(self._chance.choices((1, 2, 3), k=self._chance.choice((1, 1, 2, 3)))))

    def _empty(self) -> Condition:
        return Empty(self._counted(), self._flip())

    def _many(self) -> Condition:
        least = self._chance.choice((0, 1, 2))
        return Many(self._counted(), least, self._chance.choice((least, least + 1, ENDLESS)))

    def _counted(self) -> Cell:
        fields = (*UNIT_FIELDS, Field.LEADER, Field.DEADLINE, Field.OTHER, Field.DUE, Field.HEADING)
        field = self._chance.choice(fields)
        return Cell(field, title=self._chance.choice(TITLES) if field == Field.OTHER else "")


def random_lists(chance: Random, documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    return _Asking(chance, documents).lists()

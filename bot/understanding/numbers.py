"""Numbers in a message: items, places in a list, parts, limits, measures, years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.phrases import signs
from bot.understanding.stretch import Amount, Items, Ranges, Span, Value
from knowledge import ENDLESS, chinese_number

NUMBER = r"(?:(?<!\d)\d{1,9}(?!\d)|[零〇一二三四五六七八九十百两]{1,7})"
RE_ITEMS = re.compile(
    rf"(?P<th>第\s?)?(?P<list>{NUMBER}"
    rf"(?:\s?(?:项|号|条)?\s?(?:[、,，和跟与及到至~\-—–]|以及|还有)\s?第?\s?{NUMBER}){{0,12}})"
    r"\s?(?P<kind>项(?!目)|号(?!线|楼|地|院|店|公园|文)|条(?!街)|号任务|个任务)?"
)
RE_DECIMAL = re.compile(r"第?\s?-?\d{1,9}\.\d{1,9}\s?[项条号]|第?\s?-\d{1,9}\s?[项条号]")
RE_ENDLESS = re.compile(r"第?\d{10,40}[项条号]")
RE_BEHIND = re.compile(r"(?:以后|之后|往后)")
RE_TWICE = re.compile(rf"第?(?P<number>{NUMBER})第?(?P=number)[项条号]")
RE_NUMBER = re.compile(NUMBER)
RE_RANGE = re.compile(rf"(?P<first>{NUMBER})\s?项?\s?(?:到|至|~|-|—|–)\s?第?\s?(?P<last>{NUMBER})")
RE_ENGLISH = re.compile(r"(?:item|task|no\.?|number|#|and)\s?(?P<number>\d{1,4})(?!\d)")
RE_FIRST = re.compile(
    rf"(?:(?P<front>前)|(?P<end>后|最后)|(?P<counted_back>倒数第?))(?P<number>{NUMBER})"
    r"(?:(?P<task>[项条])|[个家名位])?(?!线|号)"
)
RE_NTH = re.compile(
    rf"第\s?(?P<number>{NUMBER})\s?(?:个|条|(?P<task>项)|(?P<unit>家)|位)?"
    r"|(?P<last>最后[一那]?(?:(?P<last_task>[项条])|(?P<last_unit>家)|个)?"
    r"|末一?(?:(?P<end_task>[条项])|个))|(?P<first>(?:头一|首)(?:(?P<first_task>项)|[个条]))"
)
RE_PART = re.compile(
    rf"第\s?(?P<number>{NUMBER})\s?(?:个)?(?:大)?(?:部分|大项|章|板块|大块|块|大类|篇|大部分)"
)
RE_MEASURE = re.compile(
    r"共?(?:多少|(?<![哪好])几)(?P<measure>个百分点|平方米|平方公里|立方米|公里|平米|万平|万亩|万元|亿元|亿吨|万吨|人次|兆瓦|千米|"
    r"[个家所处座条场人户套亩元吨件张次台辆平米名棵株顷度届万母])"
)
RE_MANY = re.compile(
    r"(?:(?P<over>超过|多于|大于|不止)|(?P<least>不少于|不低于|至少|最少)|(?P<under>少于|不到)"
    r"|(?P<most>不超过|至多|最多)|(?P<exact>只有|只写了|仅有|仅|只|恰好|正好|写了|有|得))?\s?"
    rf"(?P<number>{NUMBER}|两|俩)\s?(?P<what>个|家|位|名|项|条|个人|人|段话|段|截|次)"
    r"(?:(?P<and_more>及以上|或以上|以上)|(?P<and_less>以下|以内|及以下))?"
)
RE_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:20)?[23]\d)\s?年(?:度)?(?!代|内|间|底|末)|(?<!\d)(?P<plain>20[23]\d)(?!\d)"
    r"|(?P<han>二[零〇]二[一二三四五六七八九零〇])年?|(?P<short>二[一二三四五六七八九])年"
)
RE_FIGURE = re.compile(
    r"(?<![\d.第])\d{1,12}(?:\.\d{1,6})?\s?[万亿千百]{0,2}\s?(?:%|个百分点|平方米|平方公里|公里|万亩|亿元|万元|人次|兆瓦|"
    r"[个家所处座场人户套亩元吨件张次台辆名])"
)
HAN_YEARS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
LIMITS = ("over", "least", "under", "most", "exact", "and_more", "and_less")
PAIRS = str.maketrans("两俩", "二二")


RE_CODE = re.compile(r"[(){}\[\]*=<>'\"/$;_]")
OF_CODE = 3.0
"""What it costs to read a number as a task that stands in something typed for a machine."""


def number_spans(text: str) -> Iterator[Span]:
    """Give every number with everything that it may be."""
    for finder in (_items, _first, _nth, _parts, _measures, _many, _years, _figures):
        yield from finder(text)


def number(words: str) -> int:
    """Read a numeral; what is no number, or too large, is beyond every list."""
    value = chinese_number(words.translate(PAIRS))
    return ENDLESS - 1 if value is None else min(value, ENDLESS - 1)


def _span(m: re.Match[str], kind: str, value: Value, cost: float) -> Span:
    return Span(m.start(), m.end(), kind, m[0], value, cost)


def _items(text: str) -> Iterator[Span]:
    for sure in (*RE_TWICE.finditer(text), *RE_ENGLISH.finditer(text)):
        value = number(sure["number"])
        yield _span(sure, "item", Items(((value, value),)), 0.1)
    for no_item in RE_DECIMAL.finditer(text):
        yield _span(no_item, "item", Items(((0, 0),)), 0.05)
    for endless in RE_ENDLESS.finditer(text):
        yield _span(endless, "item", Items(((ENDLESS - 1, ENDLESS - 1),)), 0.05)
    place = 0
    while m := RE_ITEMS.search(text, place):
        first = RE_NUMBER.match(text, m.start("list"))
        place = first.end() if first else m.end()
        small = first is not None and not m["list"][0].isdigit() and number(first[0]) < 11
        ranges, cost = _ranges(m["list"]), _item_cost(m, small, text)
        is_named = m["th"] or m["kind"] or len(ranges) > 1
        if not is_named and not _ends_a_name(text[m.end() :].lstrip()):
            continue
        yield _span(m, "item", Items(ranges), cost)
        if m["kind"] and (behind := RE_BEHIND.match(text, m.end())):
            after = Items(((ranges[-1][1] + 1, ENDLESS),))
            yield Span(m.start(), behind.end(), "item", m[0] + behind[0], after, cost)


def _item_cost(m: re.Match[str], small: bool, text: str) -> float:
    """Tell how unlikely a numeral names items: 第三项 is sure, a bare 三 hardly does."""
    cost = 0.1 if m["th"] and m["kind"] else 0.2 if m["kind"] else 0.5 if m["th"] else 0.7
    if not m["kind"] and RE_CODE.search(text[max(m.start() - 1, 0) : m.end() + 1]):
        cost += OF_CODE
    if small and not m["th"]:
        cost += 1.4
    if not m["kind"] and not m["list"][0].isdigit():
        cost += 1.0
    return cost


def _ends_a_name(behind: str) -> bool:
    """Tell whether what follows a numeral lets it name a task: 3和5谁牵头."""
    return not behind or behind[0].isdigit() or behind.startswith(signs("after_item"))


def _ranges(words: str) -> Ranges:
    ranges = [(number(r["first"]), number(r["last"])) for r in RE_RANGE.finditer(words)]
    rest = RE_RANGE.sub(" ", words)
    singles = [(n, n) for n in map(number, RE_NUMBER.findall(rest))]
    return tuple((min(r), max(r)) for r in (*ranges, *singles))


def _first(text: str) -> Iterator[Span]:
    for m in RE_FIRST.finditer(text):
        count = number(m["number"])
        if count < 2:
            continue
        if m["task"]:
            back = (-count, -count if m["counted_back"] else -1)
            yield _span(m, "item", Items(((1, count) if m["front"] else back,)), 0.15)
        else:
            yield _span(m, "top", count if m["front"] else -count, 0.2)


def _nth(text: str) -> Iterator[Span]:
    for m in RE_NTH.finditer(text):
        value = -1 if m["last"] else 1 if m["first"] else number(m["number"])
        if m["unit"] or m["last_unit"]:
            yield _span(m, "nth_unit", value, 0.15)
            continue
        if m["last_task"] or m["end_task"]:
            yield _span(m, "item", Items(((-1, -1),)), 0.4)
        is_bare = m["last"] and len(m[0]) == 2
        goes_on = is_bare and text[m.end() : m.end() + 1] not in signs("ends_a_place")
        is_task = m["task"] or m["first_task"]
        yield _span(
            m, "nth", value, 0.9 if is_task else 1.6 if goes_on else 0.7 if is_bare else 0.15
        )


def _parts(text: str) -> Iterator[Span]:
    for m in RE_PART.finditer(text):
        yield _span(m, "part", number(m["number"]), 0.05)


def _measures(text: str) -> Iterator[Span]:
    for m in RE_MEASURE.finditer(text):
        yield _span(m, "measure", m["measure"], 0.2)


def _many(text: str) -> Iterator[Span]:
    for m in RE_MANY.finditer(text):
        if text.endswith(signs("not_many"), 0, m.start()):
            continue
        limit = any(m[group] for group in LIMITS)
        yield _span(m, "many", Amount(*_bounds(m), m["what"]), 0.3 if limit else 0.45)


def _bounds(m: re.Match[str]) -> tuple[int, int]:
    """Give the least and the most: 超过三家 is more than three, 三家以上 includes three."""
    value = number(m["number"])
    if m["over"]:
        return value + 1, ENDLESS
    if m["least"] or m["and_more"]:
        return value, ENDLESS
    if m["under"]:
        return 0, value - 1
    if m["most"] or m["and_less"]:
        return 0, value
    return value, value


def _years(text: str) -> Iterator[Span]:
    for m in RE_YEAR.finditer(text):
        if m["han"]:
            value = 2000 + 10 * HAN_YEARS[m["han"][2]] + HAN_YEARS[m["han"][3]]
        elif m["short"]:
            value = 2020 + HAN_YEARS[m["short"][1]]
        else:
            value = int(m["year"] or m["plain"])
        yield _span(m, "year", value + 2000 * (value < 100), 0.1)


def _figures(text: str) -> Iterator[Span]:
    for m in RE_FIGURE.finditer(text):
        said = m[0].replace(" ", "")
        yield Span(m.start(), m.end(), "figure", said, said, 0.5)

"""Finds what is counted and numbered in a question: items, parts, places in a list, amounts."""

import re
from collections.abc import Iterator

from bot.understanding.marks import Mark, Token
from knowledge import ENDLESS, chinese_number, find_days, kinds_of

NUMBER = r"(?:(?<!\d)\d{1,40}|[零〇一二三四五六七八九十百]{1,7})"
RE_ITEMS = re.compile(
    rf"(?P<th>第\s*)?(?P<sign>-(?=\d))?(?P<list>{NUMBER}(?P<point>\.\d+)?"
    rf"(?:\s*+(?:(?:项|号|条)\s*+)?+(?:(?:[、,，和跟与及到至~\-—–]|以及|还有)\s*+|(?<= ))"
    rf"(?:第\s*+)?+{NUMBER}){{0,12}})"
    r"\s*(?P<kind>项(?!目)|号(?!线|楼|地|院|店|公园|文)|条(?=任务|谁|牵|配|是|的|什|哪|$|责|分)|号任务|个任务)?"
)
RE_NUMBER = re.compile(NUMBER)
RE_RANGE = re.compile(
    rf"(?P<first>{NUMBER})\s*+(?:项\s*+)?+(?:到|至|~|-|—|–)\s*+(?:第\s*+)?+(?P<last>{NUMBER})"
)
RE_ENGLISH_ITEM = re.compile(
    r"\b(?:item|task|no\.?|number|#)\s*(?P<number>\d{1,9})\b|#(?P<hash>\d{1,9})\b"
)
RE_BARE_BEFORE = re.compile(r"(?:^|[和跟与、,，到查问看那是：:\s\x01])$")
RE_BARE_AFTER = re.compile(
    r"^\s*(?:$|[呢的吗谁和跟与、,，?？。!！]|分别|各是|都是|是谁|是什么|牵头|配合|归|什么|啥|哪|负责|责任|时限|何时|完成|怎么|还有|还剩|剩|过期|逾期|到期)"
)
RE_SPAN = re.compile(rf"(?P<way>前|后|最后|倒数第)(?P<number>{NUMBER})[项条]")
RE_BEYOND = re.compile(rf"第?(?P<number>{NUMBER})[项条](?P<way>以后|之后|以前|之前|往后|往前)")
RE_NTH = re.compile(
    rf"第\s*(?P<number>{NUMBER})\s*个(?!任务|部分|五年)|(?P<last>最后一[个项条])|(?P<first>头一[个项]|首个)"
)
RE_PART = re.compile(
    rf"第\s*(?P<number>{NUMBER})\s*(?:个)?(?:大)?(?:部分|大项|章|板块|大块|大类|篇|块)"
)
RE_MEASURE = re.compile(
    r"(?<!还有)(?<!剩)(?<!过期)(?<!逾期)(?<!超期)(?<!期了)(?<!距今)(?<!到期)(?<!拖了)(?:多少|(?<![哪好])几)(?P<measure>个百分点|平方米|平方公里|立方米|公里|平米|万亩|万元|亿元|亿吨|万吨|人次|兆瓦|千米|"
    r"[个家所处座条场人户套亩元吨件张次台辆平米名位棵株顷度岁天年层栋间只辆支批段款])(?!任务|月份|月前|月之前|月底|号|单位|部门)"
    r"(?<!人(?=[口才员力大]))(?<!户(?=[籍口]))(?<!家(?=[庭长]))(?<!条(?=[件例]))"
)
RE_YEAR = re.compile(r"(?P<year>20\d{2})\s*年?(?:度)?")
RE_SHORT_YEAR = re.compile(r"(?<!\d)(?P<year>2\d)年(?!代|内|间)")
RE_MANY = re.compile(
    rf"(?P<op>超过|多于|大于|不少于|不低于|至少|最少|少于|不到|不超过|至多|最多|只有|仅有|仅|只|恰好|正好|有)?\s?"
    rf"(?<![哪前第])(?P<number>{NUMBER}|两)\s*(?:个|家|位|名)(?P<post>及以上|或以上|以上|以下|以内|及以下)?"
)
RE_MANY_TASKS = re.compile(
    rf"(?P<op>超过|多于|大于|不少于|不低于|至少|少于|不到|不超过|至多|只有|仅有|仅|只|恰好|正好|刚好)"
    rf"(?:[^\d，,。]{{0,4}}?)(?P<number>{NUMBER}|两)项(?P<post>以上|以下)?"
)
RE_SOMEBODY = re.compile(
    rf"单位|部门|领导|谁|哪[个些](?:{'|'.join(kinds_of('office'))})|{'|'.join(kinds_of('local'))}"
)
RE_ROLE_NEAR = re.compile(r"牵头|主办|配合|协办|领导|单位|部门|分管|责任|时限|期限")
RE_ROLE_NEXT = re.compile(
    r"(?:牵头|主办|配合|协办|分管|责任)?(?:单位|部门|领导|区领导|时限|期限)|牵头|配合"
)
RE_FIGURE = re.compile(
    r"(?<![\d.])\d{1,12}(?:\.\d{1,6})?\s?[万亿千百]?\s?(?:%|个百分点|平方米|平方公里|公里|万亩|亿元|万元|人次|兆瓦|"
    r"[个家所处座条场人户套亩元吨件张次台辆名])"
)

RE_WHICH_FEW = re.compile(
    r"[哪那][两二三四五几](?:个单位|个部门|家单位|个街道|个镇|家|个局|家公司)"
)
RE_AMONG = re.compile(r"其中")
RE_CODE = re.compile(r"[a-z\d]+(?:[.+\-][a-z\d]+)*")
LONGEST_CODE = 16
MOST_TRIES = 30
"""Lists of numbers that are looked at again without their first number."""
LARGEST = ENDLESS - 1
TAKEN = "\x01"
"""Stands for text that another finder has taken."""
Found = tuple[int, int, Token]


def find_numbers(text: str) -> list[Found]:
    """Give what is counted and numbered in normalised text, in order, never overlapping."""
    found: list[Found] = []
    left = text
    for finder in (
        _among,
        _codes,
        _which_few,
        _parts,
        _years,
        _days,
        _measures,
        _many,
        _many_tasks,
        _spans,
        _nth,
        _items,
        _english_items,
        _figures,
    ):
        for start, end, token in finder(left):
            if TAKEN not in left[start:end]:
                found.append((start, end, token))
                left = left[:start] + TAKEN * (end - start) + left[end:]
    return sorted(found, key=lambda f: f[0])


def _number(words: str) -> int:
    value = chinese_number(words)
    return LARGEST if value is None else min(value, LARGEST)


def _among(text: str) -> Iterator[Found]:
    """Take 其中 first, which is no 中年 before 年底."""
    for m in RE_AMONG.finditer(text):
        yield m.start(), m.end(), Token(m[0], Mark.BACK)


def _codes(text: str) -> Iterator[Found]:
    """Take names with digits in them for content: pm2.5, 5g, 4a."""
    for m in RE_CODE.finditer(text):
        has_both = any(c.isalpha() for c in m[0]) and any(c.isdigit() for c in m[0])
        if len(m[0]) <= LONGEST_CODE and has_both and not RE_ENGLISH_ITEM.match(m[0]):
            yield m.start(), m.end(), Token(m[0])


def _which_few(text: str) -> Iterator[Found]:
    for m in RE_WHICH_FEW.finditer(text):
        yield m.start(), m.end(), Token(m[0], Mark.OWNER)


def _parts(text: str) -> Iterator[Found]:
    for m in RE_PART.finditer(text):
        yield m.start(), m.end(), Token(m[0], Mark.PART, _number(m["number"]))


def _years(text: str) -> Iterator[Found]:
    for m in RE_YEAR.finditer(text):
        if not text[m.end() :].startswith(("底", "月", "内", "年底")) and not _is_day(
            text, m.start()
        ):
            yield m.start(), m.end(), Token(m[0], Mark.YEAR, int(m["year"]))
    for m in RE_SHORT_YEAR.finditer(text):
        if not _is_day(text, m.start()):
            yield m.start(), m.end(), Token(m[0], Mark.YEAR, 2000 + int(m["year"]))


def _is_day(text: str, start: int) -> bool:
    return any(d.start == 0 for d in find_days(text[start : start + 20], 2000))


def _days(text: str) -> Iterator[Found]:
    for day in find_days(text, 2000):
        yield day.start, day.end, Token(day.words, Mark.DAY, day.words)


def _measures(text: str) -> Iterator[Found]:
    for m in RE_MEASURE.finditer(text):
        yield m.start(), m.end(), Token(m[0], Mark.MEASURE, m["measure"])


def _many(text: str) -> Iterator[Found]:
    for m in RE_MANY.finditer(text):
        near = text[max(0, m.start() - 8) : m.end() + 6]
        is_bare = m["op"] is None and m["post"] is None
        follows = bool(RE_ROLE_NEXT.match(text[m.end() :]))
        if RE_ROLE_NEAR.search(near) and (follows or not is_bare):
            yield m.start(), m.end(), Token(m[0], Mark.MANY, _bounds(m))


def _bounds(m: re.Match[str]) -> tuple[int, int]:
    """Give the least and the most: 超过三家 is more than three, 三家以上 includes three."""
    number, op, post = _number(m["number"]), m["op"] or "", m["post"] or ""
    if op in ("超过", "多于", "大于"):
        return number + 1, ENDLESS
    if op in ("不少于", "不低于", "至少", "最少") or post.endswith("以上"):
        return number, ENDLESS
    if op in ("少于", "不到"):
        return 0, number - 1
    if op in ("不超过", "至多", "最多") or post in ("以下", "以内", "及以下"):
        return 0, number
    return number, number


def _many_tasks(text: str) -> Iterator[Found]:
    """Take 超过五项 for how many tasks somebody has, where somebody is asked for."""
    for m in RE_MANY_TASKS.finditer(text):
        if RE_SOMEBODY.search(text):
            yield m.start(), m.end(), Token(m[0], Mark.MANY_TASKS, _bounds(m))


def _figures(text: str) -> Iterator[Found]:
    for m in RE_FIGURE.finditer(text):
        figure = m[0].replace(" ", "")
        yield m.start(), m.end(), Token(figure, Mark.FIGURE, figure)


def _spans(text: str) -> Iterator[Found]:
    for m in RE_SPAN.finditer(text):
        number = _number(m["number"])
        ends = {"前": (1, number), "倒数第": (-number, -number)}
        span = ends.get(m["way"], (-number, -1))
        yield m.start(), m.end(), Token(m[0], Mark.ITEM, (span,))
    for m in RE_BEYOND.finditer(text):
        number = _number(m["number"])
        back = m["way"] in ("以前", "之前", "往前")
        yield (
            m.start(),
            m.end(),
            Token(m[0], Mark.ITEM, ((1, number - 1) if back else (number + 1, ENDLESS),)),
        )


def _nth(text: str) -> Iterator[Found]:
    for m in RE_NTH.finditer(text):
        place = -1 if m["last"] else 1 if m["first"] else _number(m["number"])
        yield m.start(), m.end(), Token(m[0], Mark.NTH, place)


def _items(text: str) -> Iterator[Found]:
    place = tries = 0
    while m := RE_ITEMS.search(text, place):
        place = m.end()
        if _is_items(m, text):
            yield m.start(), m.end(), Token(m[0], Mark.ITEM, _ranges(m))
        elif tries < MOST_TRIES and (first := RE_NUMBER.match(text, m.start("list"))):
            tries, place = tries + 1, first.end()


def _is_items(m: re.Match[str], text: str) -> bool:
    """Tell item numbers from other ones: they are said to be (第, 项, 号), or stand alone."""
    if m["th"]:
        return bool(m["kind"]) or bool(RE_BARE_AFTER.match(text[m.end() :]))
    if m["kind"]:
        first = RE_NUMBER.match(m["list"])
        is_small = first is not None and not first[0].isdigit() and _number(first[0]) < 10
        before = text[: m.start()].removesuffix("一下")
        return not is_small and not before.endswith(("下", "上", "每", "几"))
    is_bare = bool(
        RE_BARE_BEFORE.search(text, max(0, m.start() - 1), m.start())
        and RE_BARE_AFTER.match(text[m.end() :])
    )
    return is_bare and m["list"][0].isdigit() and len(RE_NUMBER.findall(m["list"])[0]) <= 4


def _ranges(m: re.Match[str]) -> tuple[tuple[int, int], ...]:
    if m["point"] or m["sign"]:
        return ((0, 0),)
    words = m["list"]
    ranges = [(_number(r["first"]), _number(r["last"])) for r in RE_RANGE.finditer(words)]
    rest = RE_RANGE.sub(" ", words)
    singles = [(n, n) for n in map(_number, RE_NUMBER.findall(rest))]
    return tuple((min(r), max(r)) for r in (*ranges, *singles))


def _english_items(text: str) -> Iterator[Found]:
    for m in RE_ENGLISH_ITEM.finditer(text):
        number = _number(m["number"] or m["hash"])
        yield m.start(), m.end(), Token(m[0], Mark.ITEM, ((number, number),))

"""What a document says of itself as a whole: title, issuer, reference, district, year, dates."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from knowledge.layouts.cells import is_person
from knowledge.layouts.people import split_people
from knowledge.layouts.spacing import squash, tidy
from knowledge.model import Official
from knowledge.numerals import chinese_number
from knowledge.reading import Source

RE_MARKUP = re.compile(r"^[#>*•\-\s]+|[*`]+|<[^<>]{1,20}>")
RE_REFERENCE = re.compile(
    r"(?:发文字号[:：])?(?P<reference>[\u4e00-\u9fff]{1,12}[〔\[（(【]20\d\d[〕\])）】]第?\d{1,4}号)$"
)
RE_DATE_LINE = re.compile(
    r"(?:成文日期[:：]|印发日期[:：])?(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:印发)?$"
)
RE_HAN_DATE_LINE = re.compile(
    r"(?P<year>二[〇○零O0][〇○零O0一二三四五六七八九]{2})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日$"
)
RE_LETTER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{1,24}?(?:人民政府办公[室厅]|人民政府|政府办公[室厅]|国务院办公厅|国务院|办公[室厅]"
    r"|管理?委员会|管委会|政府办|[局委]))关于"
)
RE_BODY_TITLE = re.compile(
    r"[^。；：:，]{0,40}(?:分解表|分工表|责任表|任务表|一览表|任务清单|工作清单|责任清单|事项清单|清单|任务分解|责任分解"
    r"|责任分工|分工方案|工作要点|工作方案|工作计划|目标任务|目标责任书|台账)(?:\((?:印发稿|征求意见稿)\))?$"
)
RE_REPORT_TITLE = re.compile(
    r"(?P<title>(?:[\u4e00-\u9fff]{1,12})?(?:20\d\d年)?[\u4e00-\u9fff]{0,4}政府工作报告)"
)
RE_COLOPHON = re.compile(
    r"^\s*(?:.{2,30}(?:办公室|办公厅|人民政府|委员会)\s*)?20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发\s*$"
)
"""The line at the foot of a printed document; it belongs to no cell of a table above it."""
RE_ABOUT = re.compile(r"关于(?:印发)?[《]?(?P<title>[^》]{4,60}?)[》]?(?:的?通知|的?公告)?$")
RE_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,4}?市)?(?P<name>[\u4e00-\u9fff]{1,4}?)(?:自治)?(?P<kind>[区县市州旗])"
    r"(?:人民)?(?:政府|委|办公室|20\d\d年)"
)
RE_REFERENCE_REGION = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:区|县)?(?:政|府|委|厅)(?:办|发|字|函|规)"
)
RE_BRANCH = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2})(?P<kind>[区县])[\u4e00-\u9fff]{2,8}(?:分局|大队|支队)$"
)
RE_YEAR = re.compile(r"(?P<year>20\d\d)年(?!\d{1,2}月\d{1,2}日)")
RE_REFERENCE_YEAR = re.compile(r"20\d\d")
RE_PLAN_HEADING = re.compile(
    r"[一二三四五六]、(?P<year>20\d\d)年.{0,12}(?:任务|安排|目标|工作重点|重点工作)"
)
RE_COUNT = re.compile(
    r"(?:分解为|细化为|分解成|分为|梳理出|梳理形成|形成|确定(?:了|为)?|明确(?:了)?|调整增加为|共计?|合计|总计)"
    r"(?:[^。，；\d]{0,6})?(?P<count>\d{1,4})(?:项|条|个)(?!子项)(?:具体|年度|重点|主要|工作|任务|事项|措施|举措|督查)*"
)
RE_OFFICE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12}?[区县市省州盟旗镇乡])?(?:人民政府)?"
    r"(?P<office>(?:代理?)?(?:区长|县长|市长|省长|州长|盟长|旗长|镇长|乡长|主席|主任))"
    r"[:：]?(?P<name>[\u4e00-\u9fff·]{2,6})$"
)
HEAD_LINES = 60
NOT_REGIONS = frozenset(
    ("全", "我", "本", "各", "城", "新", "园", "开发", "高新", "经济", "社", "街", "市", "省", "地")
)


def plain_lines(lines: Sequence[str]) -> list[str]:
    """The lines without mark-up and outer spaces; as many as there are."""
    return [RE_MARKUP.sub("", line).strip() for line in lines]


def letter_title(lines: Sequence[str]) -> str:
    """The title of the letter (…关于…的通知), put together when it runs over lines."""
    head = [squash(line) for line in lines[:HEAD_LINES]]
    for at, line in enumerate(head):
        if not RE_LETTER.match(line):
            continue
        whole = ""
        for part in [part for part in head[at : at + 6] if part][:3]:
            whole += part
            if part.endswith(("通知", "意见", "决定", "函", "报告", "方案")):
                return whole
    return ""


def find_issuer(lines: Sequence[str], district: str = "", kind: str = "") -> str:
    found = RE_LETTER.match(letter_title(lines))
    if not found:
        head = [squash(line) for line in lines[:HEAD_LINES]]
        labelled = [b for a, b in pairwise(head) if a.startswith("发文机关")]
        return labelled[0] if labelled else ""
    issuer = found["issuer"]
    return district + issuer if district and issuer.startswith(kind or "\0") else issuer


def find_reference(lines: Sequence[str]) -> str:
    matches = (RE_REFERENCE.match(squash(line)) for line in lines[:HEAD_LINES])
    return next((found["reference"] for found in matches if found), "")


def find_issued(lines: Sequence[str]) -> date | None:
    """The first line that is nothing but a date."""
    for line in (squash(line) for line in lines if "年" in line and len(line) < 80):
        if found := RE_DATE_LINE.match(line) or RE_HAN_DATE_LINE.match(line):
            return a_date(*(chinese_number(found[part]) or 0 for part in ("year", "month", "day")))
    return None


def a_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_title(lines: Sequence[str], report: bool) -> str:
    """A report's own name, else the name of the breakdown, else what the letter is about."""
    head = [squash(line) for line in lines[:HEAD_LINES]]
    letter = letter_title(lines)
    if report:
        candidates = [
            RE_REPORT_TITLE.search(line) for line in (letter.rpartition("印发")[2], *head)
        ]
        titles = [found["title"] for found in candidates if found]
        return next((title for title in titles if "20" in title), titles[0] if titles else "")
    body = [line for line in head if line and RE_BODY_TITLE.fullmatch(line) and "附件" not in line]
    if body:
        return body[0] if not RE_LETTER.match(body[0]) else about(body[0])
    return about(letter) if letter else ""


def about(letter: str) -> str:
    found = RE_ABOUT.search(letter)
    return found["title"] if found else letter


def find_year(lines: Sequence[str], title: str, reference: str, issued: date | None) -> int | None:
    """The year of the title; in a report the year of the heading over its plans."""
    for text in (title, letter_title(lines)):
        if found := RE_YEAR.search(text):
            return int(found["year"])
    for line in lines:
        if found := RE_PLAN_HEADING.match(squash(line)):
            return int(found["year"])
    head = "\n".join(squash(line) for line in lines[:HEAD_LINES])
    if found := RE_REFERENCE_YEAR.search(reference):
        return int(found[0])
    if issued:
        return issued.year
    years = Counter(RE_YEAR.findall(head[:4000]))
    return int(min(years, key=lambda year: (-years[year], year))) if years else None


def find_region(lines: Sequence[str], reference: str, units: Iterable[str]) -> tuple[str, str]:
    """Name and kind-word of the district: from the letter, the reference, branches of offices."""
    texts = [letter_title(lines), *(squash(line) for line in lines[:HEAD_LINES])]
    for text in texts[:1]:
        if (found := RE_REGION.match(text)) and found["name"] not in NOT_REGIONS:
            return found["name"], found["kind"]
    if (found := RE_REFERENCE_REGION.match(reference)) and found["name"] not in ("国", "国务"):
        return found["name"], "区"
    branches = [found for unit in units if (found := RE_BRANCH.match(unit))]
    counted = Counter((found["name"], found["kind"]) for found in branches)
    if counted:
        return counted.most_common(1)[0][0]
    for text in texts[1:]:
        found = RE_REGION.match(text)
        if found and len(text) < 40 and found["name"] not in NOT_REGIONS:
            return found["name"], found["kind"]
    return "", ""


def find_stated_count(preface: Iterable[str]) -> int | None:
    """How many tasks the letter says there are; the largest number where it counts parts too."""
    counts = [int(found["count"]) for text in preface for found in RE_COUNT.finditer(squash(text))]
    return max(counts, default=None)


def find_officials(lines: Sequence[str]) -> tuple[Official, ...]:
    """A line of the head that holds an office and a person's name and nothing else."""
    found = []
    for at, line in enumerate(lines[:HEAD_LINES], 1):
        official = RE_OFFICE.match(squash(line)) if len(line) < 60 else None
        if official and is_person(official["name"]):
            name = split_people(official["name"])[0]
            found.append(Official(tidy(official["office"]), name, at))
    return tuple(found)


def without_colophon(source: Source) -> Source:
    """Empty the lines that only say who printed the document and when."""
    lines = ("" if RE_COLOPHON.match(line) else line for line in source.lines)
    return Source(source.name, tuple(lines))

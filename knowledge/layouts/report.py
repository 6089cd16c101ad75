"""Narrative reports: every sentence with its heading path and whether it tells or plans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.layouts.cells import numeral_of
from knowledge.layouts.content import Content, Frame
from knowledge.layouts.prose import RE_BACKGROUND, Paragraph, paragraphs, sentences
from knowledge.layouts.spacing import squash
from knowledge.model import DocumentKind, Passage, Tense, Term
from knowledge.reading import Source

RE_REPORT = re.compile(r"政府工作报告|各位代表|向大会报告工作|工作报告$", re.MULTILINE)
RE_RESULT_PART = re.compile(r"回顾|总结|过去[一五]年|主要成绩|完成情况|取得的成绩|执行情况")
RE_PLAN_PART = re.compile(
    r"任务|安排|打算|目标|部署|建议|计划|思路|举措|要求|自身建设|重点|做好|加强|今后"
)
RE_NOTES = re.compile(r"(?:注释|名词解释|名词注释|有关名词解释|名词术语解释|附注|注)[:：]?$")
RE_NOTE = re.compile(r"(?P<number>\d{1,3})\s*[.．、]\s*(?P<name>[^：:]{1,40})[：:](?P<meaning>.+)")
RE_END = re.compile(r"抄送|主送[:：]|[—－-]*\s*END")
RE_IMPRINT = re.compile(r".{0,30}(?:办公[室厅]|人民政府|\d日印发)$|（.{1,12}）$")
RE_BOLD = re.compile(r"\*\*(?P<title>[^*]{2,80}?)\*\*(?P<after>[。：:]?)")
RE_TOPIC_SIGN = re.compile(r"[，、；：:“”\d（）(]")
RE_CLAUSE_SIGN = re.compile(r"[，、；：:\d（）(]")
RE_THANKS = re.compile(r"感谢|崇高的敬意|各位代表[，、！]|同志们[，！]")
RE_ADDRESS = re.compile(r"各位代表|同志们")
RE_FIGURE = re.compile(r"\d(?:%|亿|万|个|家|项|公里|人)")
RE_FULL_STOP = re.compile(r"[。！？][”’」』）)]*$")
RE_SHORTCOMINGS = re.compile(
    r"(?:困难和问题|问题和不足|差距和不足|存在一些|清醒.{0,4}(?:看到|认识到)|短板和不足)"
)
RE_GUIDANCE = re.compile(r"(?:必须|始终)?坚持以.{0,40}为指导|总体要求是|指导思想|总体思路是")
LONGEST_TOPIC = 26
LONGEST_INNER_TOPIC = 14
PAGE_GAP = 2


@dataclass(slots=True)
class Place:
    """Where in the report a sentence stands."""

    top: str = ""
    middle: str = ""
    run_in: str = ""
    bold: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(one for one in (self.top, self.middle, self.run_in) if one)


def report(source: Source, frame: Frame) -> Content | None:
    """Needs the words of a report in its head and sentences under headings below."""
    if not RE_REPORT.search("\n".join(squash(line) for line in source.lines[:60])):
        return None
    body, notes = without_notes(source.lines)
    passages = tuple(passages_of(paragraphs(body), frame))
    if not any(passage.headings for passage in passages):
        return None
    return Content(
        layout="report",
        kind=DocumentKind.REPORT,
        passages=passages,
        terms=tuple(terms_of(source.lines[notes:], notes + 1)),
    )


def without_notes(lines: Sequence[str]) -> tuple[Sequence[str], int]:
    """Cut where the notes begin, or the list of those who get a copy."""
    end = notes = len(lines)
    for at, line in enumerate(lines):
        if RE_NOTES.match(squash(line)) and at > len(lines) // 4:
            notes = min(notes, at)
        if notes == len(lines) and RE_END.match(line.strip()):
            end = min(end, at)
    return lines[: min(end, notes)], notes


def terms_of(lines: Sequence[str], first: int) -> Iterator[Term]:
    for at, line in enumerate(lines, first):
        note = RE_NOTE.match(line.strip())
        if note:
            yield Term(note["name"].strip(), note["meaning"].strip(), at)


def passages_of(found: Sequence[Paragraph], frame: Frame) -> Iterator[Passage]:
    place = Place()
    for paragraph in found:
        if not place.bold or paragraph.gap < PAGE_GAP:
            place.run_in, place.bold = "", False
        said = list(read_headings(paragraph.text, place))
        aside = bool(RE_ADDRESS.match(paragraph.text)) and not RE_FIGURE.search(paragraph.text)
        for at, (sentence, path) in enumerate(said):
            if not path and not RE_FULL_STOP.search(sentence):
                continue
            aside = aside or (at < 2 and bool(RE_SHORTCOMINGS.search(sentence)))
            tense = Tense.NEITHER if aside else tense_of(sentence, path)
            yield Passage(frame.document, sentence, path, tense, paragraph.line)


def read_headings(text: str, place: Place) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Take numbered and bold headings off; give each sentence with its path."""
    text = numbered_heading(text, place)
    begin = 0
    for bold in RE_BOLD.finditer(text):
        yield from plain_sentences(text[begin : bold.start()], place)
        begin = bold.end()
        title = bold["title"].strip("—- ")
        if numeral_of(title):
            numbered_heading(title, place)
        else:
            place.run_in, place.bold = title.rstrip("。：:"), True
    yield from plain_sentences(text[begin:], place, opening=begin == 0)


def numbered_heading(text: str, place: Place) -> str:
    """Enter the heading that the text begins with, and give what follows it."""
    bare = text.lstrip("*")
    numeral = numeral_of(bare)
    if not numeral:
        return text
    heading = sentences(bare.replace("**", ""))[0]
    rest = (
        text[text.find(heading[-4:]) + len(heading[-4:]) :].lstrip("*")
        if heading[-4:] in text
        else ""
    )
    if numeral[0] in "(（":
        place.middle = heading.rstrip("。")
    else:
        place.top, place.middle = heading.rstrip("。"), ""
    place.run_in, place.bold = "", False
    return rest


def plain_sentences(
    text: str, place: Place, opening: bool = False
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A short first sentence names the subject of the rest of its paragraph."""
    said = sentences(text.replace("**", ""))
    for at, sentence in enumerate(said):
        if RE_IMPRINT.match(sentence) and not sentence.endswith("。"):
            continue
        if is_topic(said, at, opening) and place.top and not place.bold:
            place.run_in = ""
            yield sentence, place.path
            place.run_in = sentence.rstrip("。")
        else:
            yield sentence, place.path


def is_topic(said: Sequence[str], at: int, opening: bool) -> bool:
    """Short, without commas or figures, and followed by a longer sentence."""
    sentence = said[at]
    if not opening or at + 1 >= len(said) or not sentence.endswith("。"):
        return False
    longest, sign = (
        (LONGEST_TOPIC, RE_CLAUSE_SIGN) if at == 0 else (LONGEST_INNER_TOPIC, RE_TOPIC_SIGN)
    )
    short = len(sentence) <= longest and len(sentence) < len(said[at + 1])
    return short and not sign.search(sentence)


def tense_of(sentence: str, path: Sequence[str]) -> Tense:
    """The part of the report decides; greetings, thanks, background and guidance are neither."""
    if not path or RE_THANKS.search(sentence) or sentence.endswith(("：", ":")):
        return Tense.NEITHER
    guidance = RE_GUIDANCE.search(sentence) or RE_GUIDANCE.search(path[-1])
    if guidance or RE_BACKGROUND.search(sentence.rstrip("。")):
        return Tense.NEITHER
    if RE_RESULT_PART.search(path[0]):
        return Tense.RESULT
    return Tense.PLAN if RE_PLAN_PART.search(path[0]) else Tense.NEITHER

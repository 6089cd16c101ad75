"""Every instruction: how it is said, and what it does."""

import re
from functools import cache

from bot.subscribing.ended import again, done, done_beside, not_yet, put_off_to, stop
from bot.subscribing.grammar import any_of
from bot.subscribing.scene import Deed
from bot.subscribing.wanted import (
    also,
    calendar,
    corrected,
    drop,
    drop_all,
    drop_if_there,
    drop_last,
    drop_others,
    keep_only,
    remind_of,
    show,
    subscribe,
    swap,
)
from bot.wording.reminding import CALENDAR
from knowledge import COUNT, LENGTH, NAMED_DAY, kinds_of

Said = tuple[str, Deed]
"""A pattern for the whole of an instruction; its groups are what it is about."""
IT = "(.+?)"
END = "(?:都|也|就|已经?|全|全都|今天|刚|先|的){0,3}"
NO = "(?:不用|不要|别|不|停止|停)再?"
DUE = "(?:快|马上|即将|要){0,2}(?:到期|到点|截止|期满)?(?:之?前|的时候|时|了)?"
TELL = "(?:记得|到时候?)告诉我?(?:一声)?"
OTHERS = "(?:其他|其余|其它|别|剩下|剩)的?"


@cache
def deeds() -> tuple[tuple[re.Pattern[str], Deed], ...]:
    """Give all instructions but settings; the first that makes sense is meant."""
    said = (*_shown(), *_dropped(), *_ended(), *_wanted())
    return tuple((re.compile(pattern), deed) for pattern, deed in said)


@cache
def undoing() -> re.Pattern[str]:
    """Give 撤销 with nothing but politeness around it."""
    around = rf"(?:{any_of('before', 'after')}|[\s,，。!！~]){{0,6}}"
    return re.compile(rf"{around}{any_of('undo')}(?:{around}{any_of('undo')}){{0,2}}{around}")


@cache
def saying_no_more() -> re.Pattern[str]:
    """Give what adds nothing behind an instruction: 到期了喊我, 别催了."""
    remind = any_of("remind")
    return re.compile(rf"(?:快|要){{0,2}}(?:到期|到点)?了?{remind}我?|{NO}{remind}我?了?")


def _remind() -> str:
    others = "|".join(("们", "单位", *kinds_of("office", "local")))
    return f"{any_of('remind')}(?:我(?!{others})|一下|一次){{0,2}}"


def _shown() -> tuple[Said, ...]:
    list_of = "的?(?:列表|清单|有哪些|是哪些|任务)?"
    return (
        (rf"{CALENDAR}|(?:加到|导出|放进|加进|写进)(?:手机)?(?:日历|日程)", calendar),
        (rf"(?:查?看看?|列出)?一?下?我的?(?:全部)?(?:订阅|提醒|关注){list_of}", show),
        (
            r"(?:查?看看?|列出)一?下?(?:订阅|提醒)(?:列表|清单)?|我有(?:哪些|几个)(?:订阅|提醒)",
            show,
        ),
        (r"(?:看看?)?我?还?都?(?:订阅?|关注)[着了过](?:什么|啥|哪些|谁|几个|多少)", show),
    )


def _dropped() -> tuple[Said, ...]:
    either, everything = any_of("drop", "drop_after"), "(?:全部|全都?|都|所有|一切)"
    return (
        (rf"把?{everything}的?(?:订阅|提醒)?都?(?:给我)?{either}了?", drop_all),
        (rf"{any_of('drop')}[掉了]?{everything}的?(?:订阅|提醒|任务)?|td", drop_all),
        (r"unsubscribe(?: all)?", drop_all),
        (any_of("drop_last"), drop_last),
        (rf"{any_of('drop')}[掉了]?我?最[后近](?:[那一]*个订阅|订阅?的(?:那一?个)?)", drop_last),
        (rf"除了?{IT}(?:以外|之外|外)?[,，]?(?:{OTHERS})?{END}{either}", drop_others),
        (r"只(?:留|保留|留下|要|订|提醒我?)(.+)", keep_only),
        (rf"把?(?>{IT}的?(?:换成|改成|改为|改订))(?:订阅)?(.+)", swap),
        (r"(?:换成|改成|改为|改订)(?:订阅)?(.+)", corrected),
        (rf"{any_of('drop')}[掉了]?对?(.*?)的?(?:订阅|提醒|关注)?", drop),
        (rf"把?{IT}{END}{any_of('drop_after')}", drop_if_there),
    )


def _ended() -> tuple[Said, ...]:
    is_done = rf"(?:{any_of('done')}了?|{any_of('done_with_le')}了)"
    go_on = f"(?:恢复|继续|重新){_remind()}"
    return (
        (rf"(?:暂停|关闭|停止|停掉|关掉){_remind()}|{_remind()}(?:关掉|关了|停掉)", stop),
        (rf"把?(.*?){END}{NO}{_remind()}了?", stop),
        (rf"{NO}{_remind()}(.+)", stop),
        (rf"(){NO}(?:给我)?发(?:消息|提醒|通知)?了?", stop),
        (rf"{IT}(?:其实)?还?没有?{any_of('done', 'done_with_le')}", not_yet),
        (rf"{IT}(?:取消|撤销)(?:已)?{any_of('done')}", again),
        (rf"(?:已经?|标记|标)?{is_done}(.*)", done),
        (rf"把?{IT}{END}(?:标记?为|标成|算)?{is_done}", done),
        (rf"((?:第?{COUNT}[项条号]?[、,，和]?)++){END}{any_of('done_with_le')}", done_beside),
        (rf"{go_on}(.*)", again),
        (rf"{IT}{go_on}", again),
        (rf"恢复(第?{COUNT}[项条号])", again),
        (rf"(.*?)(?:[延推等拖放]?到)?({NAMED_DAY}|{LENGTH}[之以]?后)再{_remind()}", put_off_to),
    )


def _wanted() -> tuple[Said, ...]:
    asking = "(?:给我|帮我|记得|到时候?){0,2}"
    return (
        (rf"(.*?)的?(?:话)?{DUE}{END}{asking}(?:{_remind()}|{TELL})", subscribe),
        (rf"(?:{DUE})?{_remind()}(.+)", remind_of),
        (rf"{any_of('subscribe')}(?!了)(?:一下)?(.*)", subscribe),
        (rf"把?{IT}{END}(?:给我|帮我)?{any_of('subscribe_after')}了?", subscribe),
        (r"(?:再|还|另外|也)(?:有|要|加|来|订)[个上]{0,2}(.+)", also),
        (rf"{IT}也(?:要|订上?|一起|关注|加上|来一?个)", also),
    )

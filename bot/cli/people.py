"""What people asked in vain, and who may ask at all."""

import argparse
import sys
from datetime import date

from bot.cli.status import ANSWERED, NOT_FOUND
from bot.cli.things import open_store_of
from bot.config import Config
from bot.members import MEMBERS, Member, Standing, decided


def unanswered(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import unanswered_table

    store = open_store_of(config)
    if asked.clear:
        store.unanswered.clear()
        print("已清空")
    else:
        print(unanswered_table(store.unanswered.all()))
    return ANSWERED


def members(asked: argparse.Namespace, config: Config) -> int:
    """List, let in or remove people; a running bot knows at once."""
    from bot.wording.operator import members_table

    records = open_store_of(config).records(MEMBERS, Member)
    if asked.grant is not None:
        new = Member(asked.grant, "", Standing.ASKED, date.today())
        known = records.get(str(asked.grant)) or new
        records.put(str(asked.grant), decided(known, Standing.GRANTED, 0, date.today()))
        print(f"已同意：{asked.grant}")
    elif asked.remove is not None:
        if not records.remove(str(asked.remove)):
            print(
                f"zeren: 没有编号 {asked.remove} 的人，用 zeren members 看都有谁", file=sys.stderr
            )
            return NOT_FOUND
        print(f"已移除：{asked.remove}")
    else:
        print(members_table([member for _, member in records.all()], config.telegram.access))
    return ANSWERED

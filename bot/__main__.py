"""Run `zeren`: read the command line and the settings, and say what went wrong in one sentence."""

import os
import sys
from collections.abc import Sequence

from bot.cli import Command, parser
from bot.cli.status import ANSWERED, TROUBLE
from bot.config import ConfigError, load_config
from knowledge import StoreError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status: 0 done, 1 not found, 2 misused, 3 in trouble."""
    asked = parser().parse_args(arguments)
    try:
        config = load_config(asked.config)
        command: Command = asked.run
        return command(asked, config)
    except _known_trouble() as error:
        print(f"zeren: {error}", file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except KeyboardInterrupt:
        return TROUBLE


def _known_trouble() -> tuple[type[Exception], ...]:
    """Give the errors whose message is a sentence for the person; imported when one is there."""
    from knowledge import ReadError

    served = sys.modules.get("bot.cli.serving")
    return ConfigError, StoreError, ReadError, *(served.TROUBLE if served else ())


if __name__ == "__main__":
    sys.exit(main())

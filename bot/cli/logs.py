"""The log of a service: one line an event, no secret in any of them."""

import logging
import sys

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET = {
    "httpx": logging.ERROR,
    "httpcore": logging.ERROR,
    "telegram": logging.ERROR,
    # these two tell what people wrote, and every 429 at length
    "telegram.request": logging.CRITICAL,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,
    "uvicorn.error": logging.ERROR,
}
"""Libraries whose own lines tell addresses, or what our lines tell already."""


class _Secretive(logging.Formatter):
    """Blots out secrets, in tracebacks too."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(FORMAT)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def set_up_logs(*secrets: str) -> None:
    """Write the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Secretive(tuple(s for s in secrets if s)))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)

"""The one small web application: what other servers post, and whether all is well."""

from bot.channels.web.application import Hook, application
from bot.channels.web.server import WebTrouble, serve

__all__ = ["Hook", "WebTrouble", "application", "serve"]

"""Text as Slack can take it: whole characters, measured and cut as Slack counts."""

import re
from html import escape
from typing import Any

from bot.drawing import clean, cut, split, width

__all__ = ["Payload", "clean", "cut", "escaped", "split", "text_object", "width"]

Payload = dict[str, Any]

HALF_ENTITY = re.compile(r"&[a-z]{0,3}$")


def escaped(text: str, limit: int) -> str:
    """Return `text` escaped for mrkdwn (R29), at most `limit` characters."""
    whole = escape(clean(text), quote=False)
    if width(whole) <= limit:
        return whole
    return HALF_ENTITY.sub("", cut(whole, limit)[:-1]) + "…"


def text_object(text: str, limit: int) -> Payload:
    """Return a text object that Slack does not parse: no mention, link or emoji.

    Slack refuses an empty one, so nothing becomes an ellipsis.
    """
    kept = cut(clean(text), limit)
    return {"type": "plain_text", "text": kept if kept.strip() else "…", "emoji": False}

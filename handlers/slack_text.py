"""Slack's way of writing what a person typed, turned back into what they typed.

Slack escapes `&`, `<` and `>`, and wraps what it recognized: a person as
`<@U123|dana>` (or `<@U123>`), a channel as `<#C123|wins>`, an address as
`<https://x.example|x.example>`. People and channels stay as they come, because the id
in them says who is meant; the rest becomes plain words. Whoever types such a mention by
hand, letter for letter, mentions nobody: Slack did not vouch for it.
"""

import re

WRAPPED = re.compile(r"<([^<>\n]*)>")
BY_HAND = re.compile(r"&lt;(?=[@#])")  # how Slack writes a typed "<@"


def as_typed(text: str) -> str:
    """Return `text` as the person typed it; `<@U…|…>` and `<#C…|…>` stay."""
    return _unescaped(BY_HAND.sub("‹", WRAPPED.sub(_unwrapped, text)))


def _unwrapped(match: re.Match[str]) -> str:
    inside = match.group(1)
    if inside.startswith(("@", "#")):
        return match.group()
    target, _, label = inside.partition("|")
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    bare = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (bare, re.sub("^https?://", "", bare)):
        return bare
    return f"{label} ({bare})"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

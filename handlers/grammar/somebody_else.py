"""People known by somebody else's name: "Dana's assistant" is not Dana."""

import re

from handlers.grammar.marks import Marked
from handlers.grammar.spoken import quoted
from handlers.request import Refusal
from language.say import say

ROLE = re.compile(
    r"['’]s? (?:\w+ )?(?:pa|ea|assistant|secretary|boss|manager|deputy|team|people|"
    r"staff|successor|predecessor|replacement|colleagues?|direct reports?|husband|"
    r"wife|partner|chief of staff)(?![\w-])",
    re.IGNORECASE,
)


def somebody_else(text: str, end: int) -> int:
    """Return where "Dana's assistant" ends if the name up to `end` starts one, or 0."""
    name = text[:end]
    if name.endswith(("'s", "’s")):
        end -= 2
    elif name.endswith(("'", "’")):
        end -= 1
    match = ROLE.match(text, end)
    return match.end() if match else 0


def check_description(line: Marked, start: int, end: int) -> None:
    """Let "Dana's assistant" describe whoever was named before it.

    Where nothing follows it says who they are, and is no note.

    Raises:
        Refusal: nobody was named.
    """
    if any(mark.end <= start for mark in line.of("person")):
        if not line.text[end:].strip() or line.text[end:].lstrip()[0] in ",;.)":
            line.take(start, end, "description", None)
        return
    raise Refusal(
        say(
            "I can't tell who {words} is, so nothing was saved. Type their own name, "
            "for example: /outreach log Kim call. If they are new to me, start with: "
            "/outreach add Kim Park",
            words=quoted(line.text[start:end]),
        )
    )

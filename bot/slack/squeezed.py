"""Many short parts in few blocks: Slack counts the blocks of a message."""

from collections.abc import Sequence
from typing import TypeVar

from bot.slack import limits
from bot.slack.text import width
from storage.message import Section

T = TypeVar("T")


def squeezed(sections: Sequence[tuple[Section, T]]) -> list[tuple[Section, T]]:
    """Return the sections with those that only say something put together.

    Slack counts blocks: thirty commands with an example each are sixty of them.
    """
    found: list[tuple[Section, T]] = []
    joined = ""
    for section, draw in sections:
        if section.buttons or section.quote or section.figure:
            if joined:
                found.append((Section(text=joined), draw))
            joined = ""
            found.append((section, draw))
            continue
        facts = (f"• {fact}" for fact in section.facts if fact.strip())
        words = "\n".join(line for line in (section.text, *facts) if line.strip())
        if joined and width(joined) + width(words) + 2 > limits.SECTION:
            found.append((Section(text=joined), draw))
            joined = ""
        joined = f"{joined}\n\n{words}" if joined else words
    if joined:
        found.append((Section(text=joined), sections[-1][1]))
    return found

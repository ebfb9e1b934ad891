"""One page of the story with somebody: `why Dana history`, `why Dana history 2`."""

import re

from handlers.grammar.names import one_person
from handlers.grammar.spoken import counted
from handlers.request import Refusal, Reply, Turn
from handlers.story import story_with, told_line
from language.say import say
from scheduler.wording import clipped
from storage.message import Message, Section

PAGE = 15  # lines, well below what one Slack message takes; house rule
LONGEST_LINE = 400  # characters; house rule
WANTED = re.compile(  # two hyphens are often turned into a dash
    r"(?<!\S)(?:--|[–—])?history(?:\s+(?:page\s+)?(?P<page>\d{1,6}))?(?!\S)",
    re.IGNORECASE,
)
EXAMPLE = "why Dana history"


def wants_history(text: str) -> bool:
    """Say whether what follows `why` asks for the story."""
    return WANTED.search(text) is not None


def history_page(turn: Turn) -> Reply:
    """Return a page of the story; the newest is page 1, each in date order.

    Raises:
        Refusal: nobody named, nobody known by it, or no such page.
    """
    asked = WANTED.search(turn.text)
    assert asked is not None  # `wants_history` said so
    name = f"{turn.text[: asked.start()]} {turn.text[asked.end() :]}"
    person = one_person(turn, name, example=EXAMPLE)
    told = story_with(turn, person)
    if not told:
        return Reply(
            Message(
                headline=say(
                    "Nothing has happened with {name} yet. To begin: /outreach log "
                    "{name} call",
                    name=person.name,
                )
            )
        )
    pages = -(-len(told) // PAGE)
    page = int(asked["page"] or 1)
    if not 1 <= page <= pages:
        count = counted("{n} page", "{n} pages", pages)
        raise Refusal(
            say(
                "The story with {name} has {count}, and page 1 is the newest. Type: "
                "/outreach why {name} history",
                name=person.name,
                count=count,
            )
        )
    end = len(told) - (page - 1) * PAGE
    lines = told[max(end - PAGE, 0) : end]
    headline = say("The story with {name}", name=person.name)
    if pages > 1:
        headline = say(
            "The story with {name}, page {page} of {pages}",
            name=person.name,
            page=page,
            pages=pages,
        )
    earlier = say(
        "Earlier: /outreach why {name} history {page}", name=person.name, page=page + 1
    )
    return Reply(
        Message(
            headline=headline,
            sections=tuple(
                Section(text=clipped(told_line(one, turn.today), LONGEST_LINE))
                for one in lines
            ),
            small_print=(earlier,) if page < pages else (),
        )
    )

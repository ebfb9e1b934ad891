"""What Teams offers people to use: commands to type, forms and a search to open."""

from typing import Any

from handlers.teams_port import FIND_PERSON, LOG_MESSAGE

COMMANDS = (
    ("next", "The best next steps now"),
    ("log", "Keep what happened with somebody"),
    ("add", "Put somebody on your list"),
    ("list", "Everybody on your list, and how things stand"),
    ("why", "The facts and rules behind the advice"),
    ("ask", "Note what you asked of somebody"),
    ("given", "Note what you did for somebody"),
    ("share", "Note a joint result"),
    ("remind", "When cards come: an hour, a pause, stop"),
    ("help", "All that can be typed"),
)
ANYWHERE = "compose", "commandBox"
FORMS = (  # what the message extension opens: id, where, title, description
    (
        LOG_MESSAGE,
        ("message",),
        "Log as outreach",
        "Keep this message as a contact with who wrote it",
    ),
    ("log", ANYWHERE, "Log a contact", "Keep what happened with somebody"),
    ("prep", ANYWHERE, "Prepare a meeting", "What to have in mind before you talk"),
    ("settings", ANYWHERE, "Card settings", "When your morning card comes, a pause"),
)


def extension_commands() -> list[dict[str, Any]]:
    """Return what the message extension offers; none of it needs a permission."""
    forms = [
        {
            "id": command,
            "type": "action",
            "context": list(context),
            "title": title,
            "description": description,
            "fetchTask": True,
        }
        for command, context, title, description in FORMS
    ]
    search = {
        "id": FIND_PERSON,
        "type": "query",
        "context": ["compose", "commandBox"],
        "title": "Find a person",
        "description": "Somebody in your book, to name them in a message",
        "initialRun": True,
        "parameters": [
            {"name": "name", "title": "Name", "description": "How their name begins"}
        ],
    }
    return [search, *forms]

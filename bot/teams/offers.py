"""What Teams offers people to use: commands to type, forms and a search to open."""

from typing import Any

from bot.teams.text import Payload

COMMANDS = (
    ("next", "The best next steps now"),
    ("log", "Keep what happened with somebody"),
    ("add", "Put somebody on your list"),
    ("list", "Everybody on your list, and how things stand"),
    ("prep", "What to have in mind before you meet somebody"),
    ("why", "The facts and rules behind the advice"),
    ("ask", "What you asked of people, and what came of it"),
    ("undo", "Take back the last thing you told me"),
    ("remind", "When cards come, and how to pause or stop them"),
    ("help", "All that can be typed, with examples"),
)
IN_A_TEAM = (
    ("channel here", "Tell joint results in this channel"),
    ("next", "The best next steps now, in our private chat"),
    ("help", "All that can be typed, in our private chat"),
)
SUGGESTED = ("next", "list", "prep", "remind", "help")

# The commands of the message extension, by the ids that the manifest gives them.
LOG_MESSAGE, FIND_PERSON = "logMessage", "findPerson"
FORMS_OF_COMMANDS = {
    LOG_MESSAGE: "log_message",
    "log": "open_log",
    "prep": "open_prep",
    "settings": "settings",
}
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


def suggested_to(member_id: str) -> Payload:
    """Return what Teams shows to press below the newest message of a private chat.

    Teams shows it there alone, six at most.
    """
    return {
        "to": [member_id] if member_id else [],
        "actions": [
            {"type": "imBack", "title": line, "value": line} for line in SUGGESTED
        ],
    }


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

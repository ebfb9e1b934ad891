"""From a typed line to the command it asks for."""

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from handlers.commands import COMMANDS
from handlers.request import Refusal, Reply, Request, Said, Speaker
from storage.changes import Writer

LONGEST = 4000  # characters; more is a document, not a note. House rule
NEAR = 60  # rapidfuzz ratio from which a verb is offered; house rule


def dispatch(session: Session, speaker: Speaker, said: Said) -> Reply:
    """Find the verb and run its command.

    Raises:
        Refusal: empty, too long, or no such verb.
    """
    text = said.text.strip()
    for prefix in ("/outreach", "outreach"):
        if text.casefold() == prefix or text.casefold().startswith(prefix + " "):
            text = text[len(prefix) :].strip()
    verb, _, rest = text.partition(" ")
    request = Request(
        session=session,
        speaker=speaker,
        verb=verb.casefold(),
        text=rest.strip(),
        at=said.at,
        today=speaker.today(said.at),
        place=said.place,
        writer=Writer(
            session,
            workspace_id=speaker.workspace_id,
            leader_id=speaker.leader_id,
            at=said.at,
        ),
    )
    if len(said.text) > LONGEST:
        raise Refusal(
            f"That is {len(said.text):,} characters, and I keep notes of up to "
            f"{LONGEST:,}. Nothing was saved. Send the gist, for example: "
            "/outreach log Dana call: worried about the cut-over"
        )
    if command := COMMANDS.get(request.verb):
        return command(request)
    return _not_a_verb(request, text)


def _not_a_verb(request: Request, text: str) -> Reply:
    """Try the line as a plain sentence about a contact; else offer the nearest verb."""


def nearest_verb(verb: str) -> str | None:
    """Return the verb that looks most like `verb`, or None if none does."""
    found = process.extractOne(verb, COMMANDS, scorer=fuzz.ratio, score_cutoff=NEAR)
    return str(found[0]) if found else None

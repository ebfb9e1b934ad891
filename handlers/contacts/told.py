"""`log`, and sentences without a verb: all that a line tells, contacts and plans."""

import re
from collections.abc import Sequence

from handlers.contacts.log import log_all
from handlers.contacts.log_form import ask_what_happened
from handlers.contacts.plan import plan_contacts
from handlers.grammar.contacts.contact_line import contacts_in, facts_in
from handlers.grammar.contacts.heard import Heard
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn, merged
from language.say import say
from language.words import quoted

MARKUP = re.compile(r"<(?:[^<>|]*\|)?([^<>|]*)>")  # Slack's: a link is its words


def log(turn: Turn) -> Reply:
    """Keep what happened with somebody, and see what is next.

    Examples:
        log Dana call yesterday listened 70% next 12 May: worries about the cut-over
        log Dana and Kim lunch on 3 March
        log Dana no reply
        log Dana postponed to 12 May
        log Dana (Operations) email, informal
        had coffee with Dana yesterday, she worries about the cut-over
    """
    if not turn.text:
        return ask_what_happened(turn)
    heard = contacts_in(turn, turn.text, told=True)
    if not heard:
        raise _with_whom(turn)
    return keep_told(turn, heard)


def _with_whom(turn: Turn) -> Refusal:
    """Ask who a contact was with; a name that is answered finishes the line."""
    text = say("Who was it with?")
    if facts_in(turn, turn.text) is None:
        words = quoted(MARKUP.sub(r"\1", turn.text))
        text = say("I can't tell who {words} was with. Who was it?", words=words)
    line = f"log {{}} {turn.text}" if "{" not in turn.text else ""
    return Refusal(text, doubt=Doubt(text, (Choice(say("Nothing")),), "who", line))


def tell(turn: Turn) -> Reply | None:
    """Keep what a sentence tells; None where it tells of no contact and no plan.

    Raises:
        Refusal: it leaves a question open; its `doubt` has the answers.
    """
    heard = contacts_in(turn, turn.text)
    return keep_told(turn, heard) if heard else None


def keep_told(turn: Turn, all_heard: Sequence[Heard]) -> Reply:
    """Keep contacts and plans as one change, and say what was understood.

    Raises:
        Refusal: one of them contradicts itself, or is about the leader alone.
    """
    contacts = [heard for heard in all_heard if not heard.planned]
    replies = [log_all(turn, contacts)] if contacts else []
    replies += [plan_contacts(turn, heard) for heard in all_heard if heard.planned]
    return merged(replies)

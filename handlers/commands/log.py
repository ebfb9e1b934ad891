"""`log`: keep what happened with somebody."""

from handlers.forms.log import empty_log_form
from handlers.grammar.asking import who_is
from handlers.grammar.contact_line import read_contact
from handlers.logging_contacts import EXAMPLE, log_heard
from handlers.request import Refusal, Reply, Turn
from language.commands import to_type
from language.say import say
from storage.message import Message


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
    heard = read_contact(turn, turn.text)
    if not heard.people and heard.stranger:
        raise who_is(turn, heard.stranger, heard.stranger)
    if not heard.people:
        raise Refusal(
            say(
                "Who was it with? Type for example: {example}", example=to_type(EXAMPLE)
            )
        )
    return log_heard(turn, heard)


def ask_what_happened(turn: Turn) -> Reply:
    """Return the log form, and for places without forms what to type."""
    return Reply(
        Message(
            headline=say("Say who, and how: {example}", example=to_type(EXAMPLE)),
            small_print=(say("For everything else: /outreach help"),),
        ),
        form=empty_log_form(turn),
    )

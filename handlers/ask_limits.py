"""How often somebody may be asked: the words of a refusal, and the way around it."""

from handlers.ask_words import asked_for
from handlers.directory import name_of
from handlers.grammar.spoken import plain_day
from handlers.request import Refusal, Turn
from language.say import mark, say
from storage.favours import REST_DAYS, is_open
from storage.models import Ask
from storage.people import Known


def refuse_too_soon(turn: Turn, person: Known, before: Ask | None) -> None:
    """Refuse another ask to somebody, because of the one before.

    Raises:
        Refusal: there is one before.
    """
    if before is None:
        return
    wanted = asked_for(before.type, name_of(turn, before.target_id))
    if is_open(before):
        words = mark(
            "Your ask to {name} for {wanted} on {day} is still open. One open ask, and "
            "one in {number} days, is what keeps people glad to help."
        )
    else:
        words = mark(
            "Your ask to {name} for {wanted} on {day} is not long ago. One open ask, "
            "and one in {number} days, is what keeps people glad to help."
        )
    raise Refusal(
        say(
            words,
            name=person.name,
            wanted=wanted,
            day=plain_day(before.on, turn.today),
            number=REST_DAYS,
        ),
        choices=(
            say(
                "Ask somebody else, or type it with “anyway”: /outreach ask anyway "
                "{text}",
                text=turn.text,
            ),
        ),
    )

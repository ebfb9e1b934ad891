"""`prep`: what to have in mind before a conversation."""

from handlers.about_line import check_somebody_else
from handlers.commands.next import for_whom
from handlers.grammar.names import one_person
from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.gather import situations
from scheduler.gather_prep import prep_of
from scheduler.meetings import log_button
from scheduler.person_fact import PersonFact
from scheduler.prep import prep_sections, prep_title
from scheduler.situation import Situation
from storage.message import Message

EXAMPLE = "prep Dana"


def prep(turn: Turn) -> Reply:
    """Prepare you for a conversation: last note, open asks, motives, questions.

    Examples:
        prep Dana
        prep
    """
    situation = _named(turn) if turn.text else _next_meeting(turn)
    facts = prep_of(turn.session, for_whom(turn), situation)
    return Reply(
        Message(
            headline=prep_title(facts),
            sections=prep_sections(facts),
            buttons=(log_button(situation.executive.id),),
            small_print=(
                say(
                    "Afterwards press Log it, or type for example: /outreach log "
                    "{name} met listened 67%",
                    name=situation.executive.name,
                ),
            ),
        )
    )


def _named(turn: Turn) -> Situation:
    person = one_person(turn, turn.text, example=EXAMPLE)
    check_somebody_else(turn, person, example=EXAMPLE)
    found = situations(
        turn.session, for_whom(turn), today=turn.today, person_ids=[person.id]
    )
    if found:
        return found[0]
    unknown = PersonFact(person.id, person.name, person.title)
    return Situation(today=turn.today, executive=unknown, stakeholder=False)


def _next_meeting(turn: Turn) -> Situation:
    """Return whom on the list the leader meets next.

    Raises:
        Refusal: no meeting is coming.
    """
    found = situations(turn.session, for_whom(turn), today=turn.today)
    coming = [
        (one.tie.next_meeting_on, one.executive.name, n)
        for n, one in enumerate(found)
        if one.tie.next_meeting_on is not None
    ]
    if not coming:
        raise Refusal(
            say(
                "No meeting with anybody on your list is coming. Say with whom, "
                "for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    return found[min(coming)[2]]

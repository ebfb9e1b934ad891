"""`next`: the best next steps now, for everybody or for one person."""

from collections.abc import Sequence

from handlers.grammar.names import one_person
from handlers.request import Reply, Turn
from language.say import say
from scheduler.gather_stakeholders import ForWhom
from scheduler.nudges import advice_message
from scheduler.planning import plan_day, plan_for
from scheduler.showing_steps import show_steps
from scheduler.step_sections import short_step
from scheduler.suggestion import Advice
from storage.message import Message, Section
from storage.people import listed_people

IN_A_REPLY = 2  # steps shown under what was just logged; house rule


def next_(turn: Turn) -> Reply:
    """Show the best next steps now, for everybody or for one person.

    Examples:
        next
        next Dana
    """
    whom = for_whom(turn)
    if turn.text:
        person = one_person(turn, turn.text, example="next Dana")
        advice = plan_for(turn.tx, whom, [person.id], today=turn.today)
        nothing = say("Nothing to do for {name} right now.", name=person.first_name)
    else:
        advice = plan_day(turn.tx, whom, today=turn.today, asked=True)
        nothing = say("Nothing to do right now. I will write when there is.")
        if not listed_people(turn.tx, leader_id=whom.leader_id):
            nothing = say(
                "Nobody is on your list yet. Start with: "
                "/outreach add Dana Whitfield, COO in Operations"
            )
    ids = show_steps(
        turn.tx,
        advice.steps,
        workspace_id=whom.workspace_id,
        leader_id=whom.leader_id,
        today=turn.today,
        returns_on=None,
        at=turn.at,
    )
    message = advice_message(advice, today=turn.today, suggestion_ids=ids)
    return Reply(message or Message(headline=nothing))


def next_section(turn: Turn, person_ids: Sequence[str]) -> tuple[Section, ...]:
    """Return the changed next steps with these people, for the reply to a log."""
    advice = _with(turn, person_ids)
    notices = tuple(Section(text=notice.text) for notice in advice.notices)
    return notices + tuple(short_step(step) for step in advice.steps[:IN_A_REPLY])


def next_one(turn: Turn, person_ids: Sequence[str]) -> tuple[Section, ...]:
    """Return the one next step with these people, for the reply to a fact that is kept.

    Such facts are typed several in a row; the notices and the rest are on the card.
    """
    return tuple(short_step(step) for step in _with(turn, person_ids).steps[:1])


def _with(turn: Turn, person_ids: Sequence[str]) -> Advice:
    return plan_for(turn.tx, for_whom(turn), person_ids, today=turn.today)


def for_whom(turn: Turn) -> ForWhom:
    """Return the leader who asks, as the planner needs them."""
    speaker = turn.speaker
    return ForWhom(
        speaker.leader_id, speaker.workspace_id, speaker.person_id, speaker.has_asked
    )

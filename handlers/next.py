"""`next`: what is planned and the best next steps, for everybody or one person."""

from handlers.grammar.people.names import one_person
from handlers.people.list import start_button
from handlers.turn import Reply, Turn
from language.say import say
from scheduler.advice.planning import plan_day, plan_for
from scheduler.card.nudges import advice_message
from scheduler.card.plans import coming_up
from storage.message import Button, Message
from storage.people.store import listed_people
from storage.steps.store import show_steps


def next_(turn: Turn) -> Reply:
    """Show the best next steps now, for everybody or for one person.

    Examples:
        next
        next Dana
    """
    whom, about = turn.speaker, ""
    buttons: tuple[Button, ...] = ()
    if turn.text:
        person = one_person(turn, turn.text, example="next Dana")
        advice = plan_for(turn.tx, whom, [person.id], today=turn.today)
        about = person.id
        nothing = say("Nothing to do for {name} right now.", name=person.first_name)
    else:
        advice = plan_day(turn.tx, whom, today=turn.today, asked=True)
        nothing = say("Nothing to do right now. I will write when there is.")
        if not listed_people(turn.tx, leader_id=whom.leader_id):
            buttons = (start_button(),)
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
    message = message or Message(headline=nothing, buttons=buttons)
    coming = coming_up(turn.tx, whom.leader_id, today=turn.today, person_id=about)
    sections = (*coming, *message.sections)
    return Reply(message.model_copy(update={"sections": sections}))

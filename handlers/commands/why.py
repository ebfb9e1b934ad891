"""`why`: the facts, the rule and its source, what would change it, and the story."""

from handlers.commands.next import for_whom
from handlers.grammar.names import one_person
from handlers.history_page import history_page, wants_history
from handlers.request import Reply, Turn
from language.say import say
from scheduler.nudges import why_message
from scheduler.planning import plan_day, plan_for
from storage.message import Message


def why(turn: Turn) -> Reply:
    """Explain the advice: facts, rule, what would change it; or tell the story so far.

    Examples:
        why
        why Dana
        why Dana history
    """
    if wants_history(turn.text):
        return history_page(turn)
    whom = for_whom(turn)
    if turn.text:
        person = one_person(turn, turn.text, example="why Dana")
        advice = plan_for(
            turn.tx, whom, [person.id], today=turn.today, answered_too=True
        )
        about = person.name
    else:
        advice = plan_day(turn.tx, whom, today=turn.today, asked=True)
        about = ""
    if not (advice.steps or advice.withheld or advice.notices or advice.considered):
        nothing = say("I have no advice to explain right now.")
        if about:
            nothing = say(
                "I have no advice about {name} to explain right now.", name=about
            )
        return Reply(Message(headline=nothing))
    return Reply(why_message(advice, about=about))

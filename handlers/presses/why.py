"""Why: what a step stands on, as it was when it was shown."""

from handlers.presses.answering import own_step
from handlers.request import Reply, Turn
from scheduler.gather_stakeholders import ForWhom
from scheduler.nudges import why_message
from scheduler.planning import plan_for
from scheduler.suggestion import Advice


def why_pressed(turn: Turn) -> Reply:
    """Say why this step, and what is held back now."""
    step, speaker = own_step(turn).step, turn.speaker
    whom = ForWhom(speaker.leader_id, speaker.workspace_id, speaker.person_id)
    now = plan_for(turn.tx, whom, [step.person_id], today=turn.today, answered_too=True)
    advice = Advice(
        steps=(step,),
        withheld=now.withheld,
        notices=now.notices,
        considered=now.considered,
    )
    return Reply(why_message(advice, about=step.person))

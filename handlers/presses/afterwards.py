"""What to type once a step was done, so that what came of it counts."""

from handlers.known_services import cut_code
from handlers.request import Reply
from language.say import say
from scheduler.suggestion import Suggestion

CONFIRMED_BY_WORD = "P03"  # an issue is fixed once its unit says so
RECORDED = "P05"  # a visible result counts once it is recorded


def afterwards(step: Suggestion) -> str:
    """Return how to tell what came of a step, "" where the contact itself is all."""
    if step.play == RECORDED:
        with_whom = step.approach or "NAME"
        return say(
            "To record the result, say what it is: /outreach share what you "
            "achieved with {name}; evidence where it shows",
            name=with_whom,
        )
    code = cut_code(step.step)[0] if step.play == CONFIRMED_BY_WORD else ""
    if code:
        return say(
            "When somebody there says it is fixed: "
            "/outreach issue confirm {code} by NAME",
            code=code,
        )
    return ""


def with_afterwards(reply: Reply, step: Suggestion) -> Reply:
    """Return the reply with what to type afterwards as its first small print."""
    line = afterwards(step)
    if not line:
        return reply
    small_print = (line, *reply.message.small_print)
    message = reply.message.model_copy(update={"small_print": small_print})
    return Reply(message, form=reply.form, field_errors=reply.field_errors)

"""A reply to something that was written: what was understood, and the way back."""

from handlers.request import Reply, Turn
from language.say import say
from storage.message import Button, Message, Section


def kept(
    turn: Turn,
    headline: str,
    *,
    label: str,
    sections: tuple[Section, ...] = (),
    small_print: tuple[str, ...] = (),
) -> Reply:
    """Finish the command's writes, and reply with a button that undoes them.

    Args:
        label: what it was, in the leader's words, e.g. "rating of Payroll".
    """
    change_id = turn.writer.finish(label)
    undo = Button(label=say("Undo"), action="undo", subject=change_id)
    return Reply(
        Message(
            headline=headline,
            sections=sections,
            buttons=(undo,),
            small_print=tuple(line for line in small_print if line),
        )
    )

"""The one question under a reply: chosen, noted as asked, drawn with its answers.

What each asks and does stands with its button: `handlers.listened`,
`handlers.commands.agenda` and `handlers.commands.motivator`.
"""

from collections.abc import Callable, Sequence

from handlers.request import Refusal, Turn
from language.commands import to_type
from language.say import mark, say
from scheduler.questions import AGAIN_AFTER, Question, choose
from storage.message import Button, Section
from storage.questions import asked_since, remember_asked

GONE = mark("What that was about is not here any more, so nothing was changed.")


def one_question(
    turn: Turn, candidates: Sequence[Question], draw: Callable[[Question], Section]
) -> tuple[Section, ...]:
    """Return at most one question, and note that it was asked.

    Args:
        candidates: the most useful first.
        draw: returns a question with its answers.
    """
    leader_id = turn.speaker.leader_id
    if not candidates or not turn.speaker.questions:
        return ()
    since = turn.today - AGAIN_AFTER
    asked = asked_since(turn.tx, leader_id=leader_id, since=since)
    question = choose(candidates, asked)
    if question is None:
        return ()
    remember_asked(
        turn.writer,
        question.kind,
        question.about,
        on=turn.today,
        person_id=question.person_id or None,
    )
    return (draw(question),)


def question_section(question: Question, answer: Button, line: str) -> Section:
    """Return a question with the button to answer it by, and the line to type."""
    return Section(
        text=question.text,
        facts=(say("Or type: {typed}", typed=to_type(line)),),
        buttons=(answer,),
    )


def answer_typed_in(turn: Turn, field: str) -> str:
    """Return what was written into the one field of a sent form.

    Raises:
        Refusal: nothing.
    """
    words = " ".join(turn.values.get(field, "").split())
    if not words:
        raise Refusal(say("Write it here, or close the form."), field=field)
    return words


def gone(instead: str) -> Refusal:
    """Return that what a question was about is gone, and what to do instead."""
    return Refusal(f"{say(GONE)} {instead}")

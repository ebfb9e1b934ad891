"""`next`: the best next steps now, for everybody or for one person."""

from collections.abc import Callable, Sequence

from handlers.grammar.names import one_person
from handlers.turn import Refusal, Reply, Turn
from language.commands import to_type
from language.say import mark, say
from scheduler.advice.planning import plan_day, plan_for
from scheduler.card.nudges import advice_message
from scheduler.card.step_sections import short_step
from scheduler.rules.questions import AGAIN_AFTER, Question, choose
from storage.message import Button, Message, Section
from storage.people.store import listed_people
from storage.steps.facts import Advice
from storage.steps.questions import questions_since, remember_question
from storage.steps.store import show_steps

IN_A_REPLY = 2  # steps shown under what was just logged; house rule


def next_(turn: Turn) -> Reply:
    """Show the best next steps now, for everybody or for one person.

    Examples:
        next
        next Dana
    """
    whom = turn.speaker
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
    return plan_for(turn.tx, turn.speaker, person_ids, today=turn.today)


# The one question under a reply: chosen, noted as asked, drawn with its answers.
#
# What each asks and does stands with its button: `handlers.contacts.listened`,
# `handlers.agenda.agenda` and `handlers.motives.motivator`.

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
    asked = questions_since(turn.tx, leader_id=leader_id, since=since)
    question = choose(candidates, asked)
    if question is None:
        return ()
    remember_question(
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

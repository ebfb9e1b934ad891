"""What stands under a reply: the next steps with those in it, and at most one question.

What each question asks and does stands with its button: `handlers.contacts.listened`,
`handlers.agenda.agenda` and `handlers.motives.motivator`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.turn import Refusal, Turn
from language.commands import to_type
from language.say import mark, say
from scheduler.advice.planning import plan_for
from scheduler.card.step_sections import short_step
from scheduler.playbook import BOOK_PLAYS, ON_CARDS
from storage.agenda.facts import ItemFact, ps_said
from storage.leaders.leaders import questions_since, remember_question
from storage.message import Button, Section
from storage.steps.facts import Advice

SAID_AGAIN = frozenset(info.id for info in (*ON_CARDS, *BOOK_PLAYS))
IN_A_REPLY = 2  # steps shown under what was just logged; house rule
GONE = mark("What that was about is not here any more, so nothing was changed.")
AGAIN_AFTER = timedelta(days=14)  # the same question about the same; house rule


@dataclass(frozen=True, slots=True)
class Question:
    """A question that somebody can answer with one press or one line."""

    kind: str  # "listened", "owner", "motivator"
    about: str  # what makes it the same question: opaque ids
    text: str
    person_id: str = ""  # whom it is about, "" = nobody yet
    item_id: str = ""
    code: str = ""  # of the item
    p: str = ""  # which of the Three P's


def next_section(turn: Turn, person_ids: Sequence[str]) -> tuple[Section, ...]:
    """Return the changed next steps with these people, for the reply to a log."""
    advice = _with(turn, person_ids)
    notices = tuple(Section(text=notice.text) for notice in advice.notices)
    return notices + tuple(short_step(step) for step in advice.steps[:IN_A_REPLY])


def next_one(turn: Turn, person_ids: Sequence[str]) -> tuple[Section, ...]:
    """Return the one next step with these people, for the reply to a fact that is kept.

    Such facts are typed several in a row; the notices and the rest are on the card.
    """
    steps = _with(turn, person_ids).steps
    return tuple([short_step(one) for one in steps if one.play in SAID_AGAIN][:1])


def _with(turn: Turn, person_ids: Sequence[str]) -> Advice:
    return plan_for(turn.tx, turn.speaker, person_ids, today=turn.today)


# The one question: chosen of what a play would need to know, noted as asked, drawn with
# its answers.


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


def choose(
    candidates: Sequence[Question], asked: Collection[tuple[str, str]]
) -> Question | None:
    """Return the first that was not asked within 14 days; None = ask nothing.

    Args:
        asked: kind and subject of what was asked in that time.
    """
    return next((q for q in candidates if (q.kind, q.about) not in asked), None)


def how_much_listened(person_id: str) -> Question:
    """Ask for the share that P10 and P12 read, of a talk logged without it."""
    text = say("How much of it did you listen?")
    return Question("listened", person_id, text, person_id=person_id)


def of_item(item: ItemFact, *, but: str = "") -> tuple[Question, ...]:
    """Return what P15 and P14 lack of an item: owners first, then their motivators.

    Args:
        but: the leader's own id, of whom nothing is asked.
    """
    owners = [
        Question(
            "owner",
            f"{item.id}.{p}",
            say("Who owns {what} of {code}?", what=ps_said([p]), code=item.code),
            item_id=item.id,
            code=item.code,
            p=p,
        )
        for p in item.ownerless
    ]
    motivators = [
        Question(
            "motivator",
            owner.person.id,
            say(
                "What is {name} measured on, or worried about?",
                name=owner.person.first_name,
            ),
            person_id=owner.person.id,
        )
        for owner in item.owners
        if not owner.motivated and owner.person.id != but
    ]
    return (*owners, *motivators)


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

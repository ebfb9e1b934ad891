"""What stands under a reply: the next steps with those in it, and at most one question.

What each question asks and does stands with its button: `handlers.contacts.listened`,
`handlers.agenda.agenda` and `handlers.motives.motivator`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.turn import Refusal, Turn
from language.commands import to_type
from language.say import mark, say
from scheduler.advice.planning import plan_for
from scheduler.card.step_sections import short_step
from scheduler.playbook import BOOK_PLAYS, ON_CARDS
from scheduler.playbook.learn_who_is_around import AROUND
from storage.agenda.facts import ItemFact, ps_said
from storage.contacts.plans import next_date_since
from storage.leaders.leaders import asked_last, questions_since, remember_question
from storage.message import Button, Section
from storage.steps.earlier import is_answered_since
from storage.steps.facts import Advice, Suggestion

IN_A_REPLY = 2  # steps under what was just logged; house rule
SAID_AGAIN = frozenset(info.id for info in (*ON_CARDS, *BOOK_PLAYS))
TOLD, DATE_TOLD = "next", "next date"  # kinds of what was told under a reply
NEXT_DATE = "C2"  # the step to fix one; its `about` is the day of the talk
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


# The next step: told only if it is another one than before, and not the one told last.


@dataclass(frozen=True, slots=True)
class Before:
    """What was best before a change, and who was to be given a next date already."""

    advice: Advice
    dates_told: frozenset[str]  # person ids: told under a reply, and still open


def before_change(turn: Turn, person_ids: Sequence[str]) -> Before:
    """Return what is best for these people now, before anything is written."""
    advice = plan_for(turn.tx, turn.speaker, person_ids, today=turn.today)
    return Before(advice, frozenset(one for one in person_ids if _date_told(turn, one)))


def next_section(
    turn: Turn, person_ids: Sequence[str], before: Before
) -> tuple[Section, ...]:
    """Return what a change made of the advice about these people; () = nothing new.

    Args:
        before: `before_change` of the same people.
    """
    now = plan_for(turn.tx, turn.speaker, person_ids, today=turn.today)
    known = {notice.text for notice in before.advice.notices}
    notices = tuple(
        Section(text=notice.text) for notice in now.notices if notice.text not in known
    )
    dates = [one for one in now.steps if one.play == NEXT_DATE]
    was, best = _first_else(before.advice), _first_else(now)
    if best and was and (was.key == best.key or was.step == best.step):
        best = None
    news = [*dates, *([best] if best else [])]
    told: tuple[Section, ...] = ()
    for step in now.steps:
        if step in news and len(told) < IN_A_REPLY:
            told += _told(turn, step, before)
    return (*notices, *told)


def next_one(turn: Turn, person_ids: Sequence[str]) -> tuple[Section, ...]:
    """Return the one next step with these people, for the reply to a fact that is kept.

    Such facts are typed several in a row; the notices and the rest are on the card.
    """
    now = before_change(turn, person_ids)
    best = next((one for one in now.advice.steps if one.play in SAID_AGAIN), None)
    return _told(turn, best, now) if best is not None else ()


def _first_else(advice: Advice) -> Suggestion | None:
    """Return the best step: not a next date, nor who is around, which the card asks."""
    no = (NEXT_DATE, AROUND)
    return next((one for one in advice.steps if one.play not in no), None)


def _told(turn: Turn, step: Suggestion, before: Before) -> tuple[Section, ...]:
    """Return a step, and note that it was told; () where that was done before.

    A next date is asked for once, until it is set or answered; any other step is not
    the same as the one told last.
    """
    about, kind = ".".join(step.key), TOLD
    if step.play == NEXT_DATE:
        kind = DATE_TOLD
        if step.person_id in before.dates_told:
            return ()
    else:
        last = asked_last(turn.tx, leader_id=turn.speaker.leader_id, kind=TOLD)
        since = turn.today - AGAIN_AFTER
        if last is not None and last[0] == about and last[1] > since:
            return ()
    remember_question(turn.writer, kind, about, on=turn.today, person_id=step.person_id)
    return (short_step(step),)


def _date_told(turn: Turn, person_id: str) -> bool:
    """Return whether a next date was asked for, and neither set nor answered since."""
    tx, leader_id = turn.tx, turn.speaker.leader_id
    told = asked_last(tx, leader_id=leader_id, kind=DATE_TOLD, person_id=person_id)
    if told is None:
        return False
    about, on = told
    talked_on = date.fromisoformat(about.rpartition(".")[2])
    if next_date_since(tx, leader_id, person_id, since=talked_on):
        return False
    return not is_answered_since(
        tx, leader_id, play=NEXT_DATE, person_id=person_id, since=on
    )


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

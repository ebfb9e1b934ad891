"""`prep`: what to have in mind before a conversation, by a line or by a form."""

from dataclasses import replace

from handlers.grammar.about_line import check_somebody_else
from handlers.grammar.people.names import one_person
from handlers.people.directory import person_by_id
from handlers.steps.answering import own_step
from handlers.turn import Refusal, Reply, Turn, in_field
from language.say import say
from scheduler.card.meetings import log_button, prep_of
from scheduler.card.prep import prep_sections, prep_title
from scheduler.gather.situations import situations
from scheduler.situation import Situation
from storage.message import Field, Form, Message
from storage.people.facts import Known, PersonFact

EXAMPLE = "prep Dana"


def prep(turn: Turn) -> Reply:
    """Prepare you for a conversation: last note, open asks, motives, questions.

    Examples:
        prep Dana
        prep
    """
    if turn.text:
        return prepare_for(turn, one_person(turn, turn.text, example=EXAMPLE))
    return prepare_for_next(turn)


def open_prep(turn: Turn) -> Reply:
    """The button that asks whom to prepare for."""
    form = Form(
        title=say("Prepare"),
        action="prep",
        subject="",
        submit=say("Show"),
        fields=(
            Field(
                name="who",
                label=say("With whom"),
                optional=True,
                hint=say("Empty: whom you meet next"),
            ),
        ),
    )
    return Reply(Message(headline=say("Whom do you meet?")), form=form)


def prep_sent(turn: Turn) -> Reply:
    """The form behind that button.

    Raises:
        Refusal: nobody, or several, can be meant; or no meeting is coming.
    """
    who = turn.values.get("who", "").strip()
    as_line = replace(turn, verb="prep", text=who)
    with in_field("who"):
        if who:
            return prepare_for(turn, one_person(as_line, who, example=EXAMPLE))
        return prepare_for_next(turn)


def prep_person_pressed(turn: Turn) -> Reply:
    """The button below a meeting on the card; `subject` is with whom.

    Raises:
        Refusal: they are gone.
    """
    return _prepare_for_id(turn, turn.subject)


def prep_step_pressed(turn: Turn) -> Reply:
    """The line of a step's menu: prepare for whom the step goes to.

    Raises:
        Refusal: the step is not the speaker's, or they are gone.
    """
    step = own_step(turn).step
    return _prepare_for_id(turn, step.approach_id or step.person_id)


def _prepare_for_id(turn: Turn, person_id: str) -> Reply:
    person = person_by_id(turn, person_id)
    if person is None:
        raise Refusal(
            say(
                "I do not know that person any more. Say with whom you meet, for "
                "example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    return prepare_for(turn, person)


def prepare_for(turn: Turn, person: Known) -> Reply:
    """Show what to have in mind before a conversation with somebody.

    Raises:
        Refusal: it is the leader.
    """
    check_somebody_else(turn, person, example=EXAMPLE)
    found = situations(turn.tx, turn.speaker, today=turn.today, person_ids=[person.id])
    if found:
        return _prepared(turn, found[0])
    unknown = PersonFact(person.id, person.name, person.title)
    return _prepared(
        turn, Situation(today=turn.today, executive=unknown, stakeholder=False)
    )


def prepare_for_next(turn: Turn) -> Reply:
    """Do as `prepare_for` with whom on the list the leader meets next.

    Raises:
        Refusal: no meeting is coming.
    """
    return _prepared(turn, _next_meeting(turn))


def _prepared(turn: Turn, situation: Situation) -> Reply:
    facts = prep_of(turn.tx, turn.speaker, situation)
    return Reply(
        Message(
            headline=prep_title(facts),
            sections=prep_sections(facts),
            buttons=(log_button(situation.executive.id),),
            small_print=(
                say(
                    "Afterwards press Log it, or type for example: /outreach log "
                    "{name} met listened 67%",
                    name=situation.executive.name,
                ),
            ),
        )
    )


def _next_meeting(turn: Turn) -> Situation:
    found = situations(turn.tx, turn.speaker, today=turn.today)
    coming = [
        (one.tie.next_meeting_on, one.executive.name, n)
        for n, one in enumerate(found)
        if one.tie.next_meeting_on is not None
    ]
    if not coming:
        raise Refusal(
            say(
                "No meeting with anybody on your list is coming. Say with whom, "
                "for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    return found[min(coming)[2]]

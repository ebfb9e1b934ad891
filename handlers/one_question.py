"""The one question under a reply: chosen, noted as asked, drawn with its answers."""

from collections.abc import Sequence

from handlers.request import Turn
from language.commands import to_type
from language.say import mark, say
from scheduler.gather_agenda import agenda_of
from scheduler.questions import AGAIN_AFTER, Question, choose, of_item
from storage.message import Button, Section
from storage.questions import asked_since, remember_asked
from storage.reporting_lines import names_of

SHARES = (  # per cent
    (30, mark("About 30 %")),
    (50, mark("Half")),
    (67, mark("Two thirds")),
    (80, mark("More")),
)


def one_question(
    turn: Turn, candidates: Sequence[Question], *, contact_id: str = ""
) -> tuple[Section, ...]:
    """Return at most one question, and note that it was asked.

    Args:
        candidates: the most useful first.
        contact_id: the talk that a listened share belongs to.
    """
    leader_id = turn.speaker.leader_id
    if not candidates or not turn.speaker.questions:
        return ()
    since = turn.today - AGAIN_AFTER
    asked = asked_since(turn.session, leader_id=leader_id, since=since)
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
    return (_drawn(turn, question, contact_id),)


def questions_of_item(turn: Turn, item_id: str) -> tuple[Question, ...]:
    """Return what is still to be asked of a live item, the most useful first."""
    speaker = turn.speaker
    agenda = agenda_of(
        turn.session, speaker.leader_id, speaker.person_id, today=turn.today
    )
    found = [item for item in agenda.items if item.id == item_id]
    return tuple(q for item in found for q in of_item(item, but=speaker.person_id))


def _drawn(turn: Turn, question: Question, contact_id: str) -> Section:
    if question.kind == "listened":
        buttons = tuple(
            Button(label=say(label), action="listened", subject=f"{contact_id}.{share}")
            for share, label in SHARES
        )
        return Section(text=question.text, buttons=buttons)
    if question.kind == "owner":
        typed = to_type(f"agenda {question.code} {question.p} NAME")
        answer = Button(
            label=say("Name them"), action="name_owner", subject=question.about
        )
    else:
        name = names_of(turn.session, [question.person_id])[question.person_id]
        typed = to_type(f"motivator {name}: overtime below 3 %")
        answer = Button(
            label=say("Write it down"), action="tell_motivator", subject=question.about
        )
    return Section(
        text=question.text,
        facts=(say("Or type: {typed}", typed=typed),),
        buttons=(answer,),
    )

"""The heard part of the story: motives, needs, views, objections, bad words."""

from collections.abc import Iterator

from handlers.grammar.spoken import quoted
from handlers.request import Turn
from handlers.told import Told
from language.say import mark, say
from storage.models import Remark
from storage.motivators import motivators_of
from storage.needs import needs_of
from storage.notes_about import waiting_for
from storage.people import Known
from storage.stances import KnownStance, stances_of

LONGEST = 160  # characters of anything quoted; house rule

OUTCOMES = {  # of a proposal
    "agreed": mark("agreed"),
    "objection": mark("objection"),
    "refused": mark("refused"),
}


def heard_from(turn: Turn, person: Known) -> Iterator[Told]:
    """Return what was kept of what moves a person, and of the items not closed.

    A bad word that was put right is over, and is not told again.
    """
    tx, name = turn.tx, person.first_name
    whose = {"leader_id": turn.speaker.leader_id, "person_id": person.id}
    for motive in motivators_of(tx, **whose):
        whence = say("hearsay")
        if motive.confirmed:
            whence = say("in their own words")
        elif motive.told_by:
            whence = say("hearsay, from {name}", name=motive.told_by)
        what = quoted(motive.text, longest=LONGEST)
        yield Told(
            motive.on,
            say(
                "What moves {name}, {whence}: {what}",
                name=name,
                whence=whence,
                what=what,
            ),
        )
    for need in needs_of(tx, **whose):
        yield Told(
            need.on,
            say(
                "{name} needs {words}",
                name=name,
                words=quoted(need.text, longest=LONGEST),
            ),
        )
    for code, stance in stances_of(tx, **whose):
        yield from _on_item(name, code, stance)
    for remark in waiting_for(tx, Remark, **whose):
        what = quoted(remark.text, longest=LONGEST)
        yield Told(remark.on, say("A bad word by {name}: {what}", name=name, what=what))


def _on_item(name: str, code: str, stance: KnownStance) -> Iterator[Told]:
    said = stance.said
    view, objection = (
        f": {quoted(text, longest=LONGEST)}" if text else ""
        for text in (said.view, said.objection)
    )
    outcome = f"; {say(OUTCOMES[stance.outcome])}" if stance.outcome else ""
    lines = (
        (
            stance.heard_on,
            say("Heard {name} on {code}{view}", name=name, code=code, view=view),
        ),
        (
            stance.proposed_on,
            say(
                "You proposed {code} to {name}{outcome}",
                code=code,
                name=name,
                outcome=outcome,
            ),
        ),
        (
            stance.objection_on,
            say(
                "{name} objected to {code}{objection}",
                name=name,
                code=code,
                objection=objection,
            ),
        ),
        (stance.answered_on, say("The objection to {code} was answered", code=code)),
    )
    for on, line in lines:
        if on is not None:
            yield Told(on, line)

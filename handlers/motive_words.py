"""What moves somebody, what they need, where they stand, what to talk about: in words.

All of it is the leader's alone.
"""

from collections.abc import Sequence

from handlers.agenda_words import level_words, objection_open
from handlers.grammar.spoken import counted, plain_day, quoted
from handlers.request import Request
from storage.message import Section
from storage.models import Remark, Topic
from storage.motivators import KnownMotivator, motivators_of
from storage.needs import needs_of
from storage.notes_about import waiting_for
from storage.stances import KnownStance, stances_of

MOST = 6  # of each sort; with it `who` stays below 10 000 characters. House rule
LONGEST = 160  # characters of each; house rule


def motive_sections(request: Request, person_id: str) -> tuple[Section, ...]:
    """Return motivators, needs, stances, topics and bad words, newest first."""
    session, today = request.session, request.today
    whose = {"leader_id": request.speaker.leader_id, "person_id": person_id}
    needs = [
        f"{plain_day(one.on, today)}: {quoted(one.text, longest=LONGEST)}, "
        f"{one.code + ' serves it' if one.code else 'nothing serves it yet'}"
        for one in needs_of(session, **whose)
    ]
    stances = [
        _stance(request, code, one) for code, one in stances_of(session, **whose)
    ]
    topics = waiting_for(session, Topic, **whose)
    remarks = waiting_for(session, Remark, **whose)
    found = (
        _section(
            "What moves them",
            [_motivator(request, one) for one in motivators_of(session, **whose)],
        ),
        _section("What they need", needs),
        _section("Where they stand", stances),
        _section(
            f"{counted('{n} topic', '{n} topics', len(topics))} for your next meeting",
            [quoted(one.text, longest=LONGEST) for one in topics],
        ),
        _section(
            "Bad words to put right",
            [
                f"{plain_day(one.on, today)}: {quoted(one.text, longest=LONGEST)}"
                for one in remarks
            ],
        ),
    )
    return tuple(section for section in found if section is not None)


def _section(text: str, facts: Sequence[str]) -> Section | None:
    if not facts:
        return None
    more = [f"And {len(facts) - MOST} more"] if len(facts) > MOST else []
    return Section(text=f"{text}:", facts=(*facts[:MOST], *more))


def _motivator(request: Request, one: KnownMotivator) -> str:
    whose = "in their own words" if one.confirmed else "hearsay"
    if not one.confirmed and one.told_by:
        whose = f"hearsay from {one.told_by}"
    currency = f", {one.currency}" if one.currency else ""
    said = quoted(one.text, longest=LONGEST)
    return f"{plain_day(one.on, request.today)}: {said}, {whose}{currency}"


def _stance(request: Request, code: str, one: KnownStance) -> str:
    today, said = request.today, one.said
    parts = [level_words(one)]
    if said.view:
        on = f" {plain_day(one.heard_on, today)}" if one.heard_on else ""
        parts.append(f"heard{on}: {quoted(said.view, longest=LONGEST)}")
    if said.objection:
        answered = "" if objection_open(one) else ", answered"
        objection = quoted(said.objection, longest=LONGEST)
        parts.append(f"objection{answered}: {objection}")
    if said.anyway:
        parts.append(f"proposed anyway: {quoted(said.anyway, longest=LONGEST)}")
    return f"{code}: {'; '.join(part for part in parts if part)}"

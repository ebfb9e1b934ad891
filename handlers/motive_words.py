"""What moves somebody, what they need, where they stand, what to talk about: in words.

All of it is the leader's alone.
"""

from collections.abc import Sequence
from datetime import date

from handlers.agenda_words import level_words, objection_open
from handlers.grammar.spoken import counted, plain_day, quoted
from handlers.request import Turn
from language.say import say
from scheduler.motive_facts import CURRENCY_WORDS
from storage.message import Section
from storage.models import Remark, Topic
from storage.motivators import KnownMotivator, motivators_of
from storage.needs import needs_of
from storage.notes_about import waiting_for
from storage.stances import KnownStance, stances_of

MOST = 6  # of each sort; with it `who` stays below 10 000 characters. House rule
LONGEST = 160  # characters of each; house rule


def motive_sections(turn: Turn, person_id: str) -> tuple[Section, ...]:
    """Return motivators, needs, stances, topics and bad words, newest first."""
    tx, today = turn.tx, turn.today
    whose = {"leader_id": turn.speaker.leader_id, "person_id": person_id}
    needs = [
        f"{plain_day(one.on, today)}: {quoted(one.text, longest=LONGEST)}, "
        + (
            say("{code} serves it", code=one.code)
            if one.code
            else say("nothing serves it yet")
        )
        for one in needs_of(tx, **whose)
    ]
    stances = [_stance(turn, code, one) for code, one in stances_of(tx, **whose)]
    topics = waiting_for(tx, Topic, **whose)
    remarks = waiting_for(tx, Remark, **whose)
    found = (
        _section(
            say("What moves them"),
            [_motivator(turn, one) for one in motivators_of(tx, **whose)],
        ),
        _section(say("What they need"), needs),
        _section(say("Where they stand"), stances),
        _section(
            say(
                "{number} for your next meeting",
                number=counted("{n} topic", "{n} topics", len(topics)),
            ),
            [quoted(one.text, longest=LONGEST) for one in topics],
        ),
        _section(
            say("Bad words to put right"),
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
    more = (
        [say("And {number} more", number=len(facts) - MOST)]
        if len(facts) > MOST
        else []
    )
    return Section(text=f"{text}:", facts=(*facts[:MOST], *more))


def _motivator(turn: Turn, one: KnownMotivator) -> str:
    whose = say("in their own words") if one.confirmed else say("hearsay")
    if not one.confirmed and one.told_by:
        whose = say("hearsay from {told_by}", told_by=one.told_by)
    currency = f", {say(CURRENCY_WORDS[one.currency])}" if one.currency else ""
    said = quoted(one.text, longest=LONGEST)
    return f"{plain_day(one.on, turn.today)}: {said}, {whose}{currency}"


def _stance(turn: Turn, code: str, one: KnownStance) -> str:
    today, said = turn.today, one.said
    parts = [level_words(one)]
    if said.view:
        parts.append(_heard(quoted(said.view, longest=LONGEST), one.heard_on, today))
    if said.objection:
        words = quoted(said.objection, longest=LONGEST)
        if objection_open(one):
            parts.append(say("objection: {words}", words=words))
        else:
            parts.append(say("objection, answered: {words}", words=words))
    if said.anyway:
        parts.append(
            say("proposed anyway: {words}", words=quoted(said.anyway, longest=LONGEST))
        )
    return f"{code}: {'; '.join(part for part in parts if part)}"


def _heard(words: str, on: date | None, today: date) -> str:
    if on is None:
        return say("heard: {words}", words=words)
    return say("heard {day}: {words}", day=plain_day(on, today), words=words)

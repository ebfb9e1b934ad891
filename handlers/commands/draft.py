"""`draft`: words to edit and send oneself. Nothing is sent, nothing is changed."""

import re
from dataclasses import replace

from sqlmodel import col

from handlers.about_line import check_somebody_else
from handlers.ask_line import ask_line
from handlers.commands.next import for_whom
from handlers.draft_line import draft_target, requested_draft, requested_thanks
from handlers.grammar.names import one_person
from handlers.request import Reply, Turn
from language.say import mark, say
from scheduler.gather import situations
from scheduler.shown_steps import shown_steps
from scheduler.standing import Gate
from scheduler.steps import OPEN
from scheduler.wording import joined, sentence
from storage.message import Message, Section
from storage.models import SuggestionRow
from storage.people import Known

THANKS = re.compile(r"(?<!\w)(?:thanks?|thank[- ]you)(?!\w)", re.IGNORECASE)
MOST = 5  # drafts in one reply; house rule
YOURS = mark("Edit it and send it yourself: I write to nobody but you.")
EXAMPLE = "draft Kim introduction to Dana"


def draft(turn: Turn) -> Reply:
    """Give you words to edit and send: a request, thanks, an introduction.

    Examples:
        draft Kim introduction to Dana
        draft Kim praise to Dana
        draft Rosa slot with Dana
        draft Rosa thanks
        draft Rosa
        draft
    """
    if not turn.text:
        return _of_open_steps(turn, None)
    if THANKS.search(turn.text):
        rest = replace(turn, text=THANKS.sub(" ", turn.text))
        person = _asked(turn, ask_line(rest).whom)
        return _reply(
            say("Thanks to {name}:", name=person.name),
            requested_thanks(turn, person),
        )
    line = ask_line(turn)
    person = _asked(turn, line.whom)
    if not (line.type or line.target):
        return _of_open_steps(turn, person)
    words = requested_draft(turn, person, line)
    mind = _not_satisfied(turn, draft_target(turn, person, line))
    return _reply(say("To {name}:", name=person.name), words, mind)


def _asked(turn: Turn, typed: str) -> Known:
    person = one_person(turn, typed, example=EXAMPLE)
    check_somebody_else(turn, person, example=EXAMPLE)
    return person


def _reply(headline: str, words: str, mind: tuple[Section, ...] = ()) -> Reply:
    sections = (Section(text=words, quote=True), *mind)
    return Reply(
        Message(headline=headline, sections=sections, small_print=(say(YOURS),))
    )


def _of_open_steps(turn: Turn, person: Known | None) -> Reply:
    """Return the drafts of the steps that are still open, the newest first."""
    shown = shown_steps(
        turn.tx,
        col(SuggestionRow.leader_id) == turn.speaker.leader_id,
        col(SuggestionRow.state).in_(OPEN),
    )
    steps = [
        one.step
        for one in reversed(shown)
        if one.step.draft
        and (person is None or person.id in (one.step.approach_id, one.step.person_id))
    ]
    if not steps:
        if person:
            none = say(
                "No step with a draft is open for {name}. Say what for, for "
                "example: /outreach draft {name} introduction to Dana",
                name=person.first_name,
            )
        else:
            none = say(
                "No step with a draft is open. Say what for, for example: "
                "/outreach draft Kim introduction to Dana"
            )
        return Reply(Message(headline=none))
    sections = tuple(
        section
        for step in steps[:MOST]
        for section in (Section(text=step.step), Section(text=step.draft, quote=True))
    )
    return Reply(
        Message(
            headline=say("Words to send:"), sections=sections, small_print=(say(YOURS),)
        )
    )


def _not_satisfied(turn: Turn, target: Known) -> tuple[Section, ...]:
    """Return what speaks against asking now: a gate that is shut (P04)."""
    found = situations(
        turn.tx, for_whom(turn), today=turn.today, person_ids=[target.id]
    )
    if not found or found[0].credibility.gate is not Gate.SHUT:
        return ()
    because = sentence(joined(found[0].credibility.failing))
    return (Section(text=say("Better not yet (S4, P04)"), facts=(because,)),)

"""`draft`: words to edit and send oneself. Nothing is sent, nothing is changed."""

import re
from dataclasses import replace

from sqlmodel import col

from handlers.favours.ask_line import AskLine, ask_line
from handlers.grammar.about_line import check_somebody_else
from handlers.grammar.people.names import one_person
from handlers.results.words import newest_result_with
from handlers.steps.answering import own_step
from handlers.turn import Refusal, Reply, Turn
from language.say import mark, say
from language.words import listed, sentence
from scheduler.gather.situations import situations
from scheduler.rules.drafts import (
    good_word_draft,
    introduction_draft,
    review_slot_draft,
    thanks_draft,
)
from storage.favours.store import asks_to
from storage.message import Message, Section
from storage.models import SuggestionRow
from storage.people.facts import Known
from storage.services.facts import Gate
from storage.steps.earlier import shown_steps
from storage.steps.facts import OPEN_STATES

TOWARDS = {
    "praise": "praise to",
    "intro": "introduction to",
    "review slot": "slot with",
}  # as it is typed
TO_WHOM = {
    "praise": mark("Praise to whom? Type for example: /outreach {example}"),
    "intro": mark("Introduction to whom? Type for example: /outreach {example}"),
    "review slot": mark("Slot with whom? Type for example: /outreach {example}"),
}
THANKS = re.compile(r"(?<!\w)(?:thanks?|thank[- ]you)(?!\w)", re.IGNORECASE)
MOST_DRAFTS = 5  # drafts in one reply; house rule
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


def requested_draft(turn: Turn, person: Known, line: AskLine) -> str:
    """Return words to ask `person` for what the line names.

    Raises:
        Refusal: no draft for that, nobody to lead to, or no result to name.
    """
    if line.type not in TOWARDS:
        raise Refusal(
            say(
                "I have words for praise, a slot, an introduction and thanks. Type for "
                "example: /outreach draft {name} introduction to Dana",
                name=person.first_name,
            )
        )
    target = draft_target(turn, person, line)
    result = newest_result_with(turn, person)
    if line.type == "intro":
        told = result.title if result and result.shareable else ""
        return introduction_draft(person.name, about=target.name, result=told)
    if result is None:
        raise Refusal(
            say(
                "There is no confirmed result that {name} had a part in, and a request "
                "without one is only a favour. To record one: /outreach share what you "
                "achieved, with {name}",
                name=person.first_name,
            )
        )
    if line.type == "praise":
        return good_word_draft(person.name, about=target.name, result=result.title)
    return review_slot_draft(
        person.name, about=target.name, result=result.title, evidence=result.evidence
    )


def draft_target(turn: Turn, person: Known, line: AskLine) -> Known:
    """Return whom the request leads to.

    Raises:
        Refusal: nobody, the person asked, or the leader.
    """
    somebody = "Kim" if person.first_name == "Dana" else "Dana"
    example = f"draft {person.first_name} {TOWARDS[line.type]} {somebody}"
    if not line.target:
        raise Refusal(
            say(
                TO_WHOM[line.type],
                example=example,
            )
        )
    target = one_person(turn, line.target, example=example)
    if target.id in (person.id, turn.speaker.person_id):
        raise Refusal(
            say(
                "It has to lead to somebody else than {name} and you. Type for "
                "example: /outreach {example}",
                name=person.first_name,
                example=example,
            )
        )
    return target


def requested_thanks(turn: Turn, person: Known) -> str:
    """Return thanks for the newest thing somebody did that was not thanked for.

    Raises:
        Refusal: nothing waits for thanks.
    """
    asks = asks_to(turn.tx, leader_id=turn.speaker.leader_id, asked_id=person.id)
    for ask in asks:
        if ask.fulfilled_on is None or ask.thanked_on is not None:
            continue
        return thanks_draft(
            person.name,
            kind=ask.type,
            about=ask.other.name if ask.other else "",
            on=ask.fulfilled_on,
            today=turn.today,
        )
    first = person.first_name
    raise Refusal(
        say(
            "Nothing that {first} did for you is waiting for thanks. To note that an "
            "ask came about: /outreach ask {first} done",
            first=first,
        )
    )


def _not_satisfied(turn: Turn, target: Known) -> tuple[Section, ...]:
    """Return what speaks against asking now, or for care (P04)."""
    found = situations(turn.tx, turn.speaker, today=turn.today, person_ids=[target.id])
    if not found:
        return ()
    credible = found[0].credibility
    if credible.gate is Gate.SHUT:
        because = sentence(listed(credible.failing))
        return (Section(text=say("Better not yet (S4, P04)"), facts=(because,)),)
    if credible.gate is Gate.CAREFUL:
        because = sentence(listed(credible.doubts))
        return (Section(text=say("Go carefully (S4, P04)"), facts=(because,)),)
    return ()


def draft_step(turn: Turn) -> Reply:
    """The line of a step's menu: its words to copy, and what to mind with them.

    Raises:
        Refusal: the step is not the speaker's, or has none.
    """
    step = own_step(turn).step
    if not step.draft:
        raise Refusal(
            say("There are no words for that step. Type for example: /outreach draft")
        )
    cautions = tuple(sentence(one) for one in step.cautions)
    mind = (Section(text=say("Mind"), facts=cautions),) if cautions else ()
    if step.approach:
        return _reply(say("To {name}:", name=step.approach), step.draft, mind)
    return _reply(say("Words to send:"), step.draft, mind)


# Without words: drafts for the steps that are open.


def _of_open_steps(turn: Turn, person: Known | None) -> Reply:
    """Return the drafts of the steps that are still open, the newest first."""
    shown = shown_steps(
        turn.tx,
        turn.speaker.leader_id,
        col(SuggestionRow.state).in_(OPEN_STATES),
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
        for step in steps[:MOST_DRAFTS]
        for section in (Section(text=step.step), Section(text=step.draft, quote=True))
    )
    return Reply(
        Message(
            headline=say("Words to send:"), sections=sections, small_print=(say(YOURS),)
        )
    )


def _reply(headline: str, words: str, mind: tuple[Section, ...] = ()) -> Reply:
    sections = (Section(text=words, quote=True), *mind)
    return Reply(
        Message(headline=headline, sections=sections, small_print=(say(YOURS),))
    )

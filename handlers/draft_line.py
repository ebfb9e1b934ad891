"""Making one draft on request: for whom, what for, and with which fact."""

from handlers.ask_line import AskLine
from handlers.grammar.names import one_person
from handlers.request import Refusal, Turn
from handlers.result_with import newest_result_with
from language.say import mark, say
from scheduler.drafts import (
    good_word_draft,
    introduction_draft,
    review_slot_draft,
    thanks_draft,
)
from storage.favours import asks_to
from storage.people import Known, person_with

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
    speaker = turn.speaker
    asks = asks_to(turn.tx, leader_id=speaker.leader_id, asked_id=person.id)
    for ask in asks:
        if ask.fulfilled_on is None or ask.thanked_on is not None:
            continue
        target = None
        if ask.target_id and ask.target_id != person.id:
            target = person_with(
                turn.tx,
                workspace_id=speaker.workspace_id,
                leader_id=speaker.leader_id,
                person_id=ask.target_id,
            )
        return thanks_draft(
            person.name,
            kind=ask.type,
            about=target.name if target else "",
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

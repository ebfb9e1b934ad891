"""`topic` and `remark`: notes that wait for the next conversation with somebody."""

import re

from handlers.follow_up import next_one
from handlers.grammar.about_line import (
    about_line,
    check_somebody_else,
    check_words,
    name_first,
)
from handlers.grammar.names import one_person
from handlers.grammar.note_in_line import split_note
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import AT_LENGTH, counted, day_beside_today, day_said, quoted
from storage.contacts.store import tie_for_update
from storage.message import Message, Section
from storage.models import Remark, Topic
from storage.motives.store import end_waiting, note_about, topics_for
from storage.people.facts import Known

EXAMPLE = "topic Dana: her cut-over dates; Rosa's promotion"
MOST_TOPICS = 10  # topics that wait for one meeting; house rule
BETWEEN = re.compile(r"\s*[;\n]\s*")
REMARK_EXAMPLE = "remark Kim: says payroll is always late"
REPAIRED = re.compile(
    r"[\s,:]+(?:is |was )?(?:repaired|put right|settled|talked over|made good)[\s.!]*$",
    re.IGNORECASE,
)


# `topic`: what to talk about at the next meeting with somebody.


def topic(turn: Turn) -> Reply:
    """Write down what to talk about next time; with a name alone, show it.

    Examples:
        topic Dana: her cut-over dates; Rosa's promotion
        topic Dana
    """
    head, words = split_note(turn.text.strip())
    if not words:
        who, words = name_first(turn, " ".join(head.split()))
        head = who or head
        words = words if who else ""
    person = one_person(turn, head, example=EXAMPLE)
    check_somebody_else(turn, person, example=EXAMPLE)
    mine = turn.speaker.leader_id
    known = topics_for(turn.tx, leader_id=mine, person_id=person.id)
    if not words.strip(" ;"):
        return _shown(turn, person)
    texts = [" ".join(one.split()) for one in BETWEEN.split(words) if one.strip(" .")]
    for one in texts:
        check_words(one, EXAMPLE)
    if not texts:
        return _shown(turn, person)
    if len(known) + len(texts) > MOST_TOPICS:
        raise Refusal(
            say(
                "With {more_topics} that would be {number} for {name}, and one meeting "
                "has room for {most}. To see what is there: "
                "/outreach topic {first_name}",
                more_topics=counted("{n} more topic", "{n} more topics", len(texts)),
                number=len(known) + len(texts),
                name=person.name,
                most=MOST_TOPICS,
                first_name=person.first_name,
            )
        )
    tie_for_update(turn.writer, person.id, since=turn.today)
    for one in texts:
        note_about(turn.writer, Topic, person.id, one, on=turn.today)
    total = counted("{n} topic", "{n} topics", len(known) + len(texts))
    return kept(
        turn,
        say(
            "Kept for your next meeting with {name}: {topics}.",
            name=person.name,
            topics=total,
        ),
        label=say("topics for {name}", name=person.name),
        sections=(
            *(Section(text=quoted(one, 200)) for one in texts),
            *next_one(turn, [person.id]),
        ),
        small_print=(say("They count as used once you log a meeting or call."),),
    )


def _shown(turn: Turn, person: Known) -> Reply:
    mine = turn.speaker.leader_id
    found = topics_for(turn.tx, leader_id=mine, person_id=person.id)
    first = person.first_name
    add = say(
        "To add: /outreach topic {name}: her cut-over dates; Rosa's promotion",
        name=first,
    )
    if not found:
        return Reply(
            Message(
                headline=say("No topic for {name} yet.", name=person.name),
                small_print=(add,),
            )
        )
    return Reply(
        Message(
            headline=say(
                "For your next meeting with {name}: {topics}.",
                name=person.name,
                topics=counted("{n} topic", "{n} topics", len(found)),
            ),
            sections=tuple(
                Section(
                    text=quoted(one.text, 200),
                    facts=(say("Noted {day}", day=day_said(one.on, turn.today)),),
                )
                for one in found
            ),
            small_print=(add,),
        )
    )


# `remark`: a bad word about the leader's service, until it is talked over.


def remark(turn: Turn) -> Reply:
    """Note a bad word about your service, and when it is put right.

    Examples:
        remark Kim: says payroll is always late
        remark Kim repaired
    """
    text = REPAIRED.sub("", turn.text)
    repaired = text != turn.text
    line = about_line(turn, text, example=REMARK_EXAMPLE, dated=True)
    person, on = line.person, line.day or turn.today
    if repaired:
        count = end_waiting(turn.writer, person.id, on=on, models=(Remark,))
        if not count:
            raise Refusal(
                say(
                    "No bad word of {name}'s waits to be put right. To note one: "
                    "/outreach remark {first_name}: says payroll is always late",
                    name=person.name,
                    first_name=person.first_name,
                )
            )
        return kept(
            turn,
            say(
                "Put right, {day}: {bad_words} of {name}'s.",
                day=day_beside_today(on, turn.today),
                bad_words=counted("{n} bad word", "{n} bad words", count),
                name=person.name,
            ),
            label=say("{name}'s bad word put right", name=person.name),
            sections=next_one(turn, [person.id]),
            small_print=(line.how_read,),
        )
    if not line.words:
        raise Refusal(
            say(
                "What did {name} say? Type for example: /outreach remark "
                "{name}: says payroll is always late",
                name=person.first_name,
            )
        )
    tie_for_update(turn.writer, person.id, since=turn.today)
    note_about(turn.writer, Remark, person.id, line.words, on=on)
    return kept(
        turn,
        say(
            "Noted, for you alone: what {name} said, {day}: {words}.",
            name=person.name,
            day=day_beside_today(on, turn.today),
            words=quoted(line.words, AT_LENGTH),
        ),
        label=say("what {name} said", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            say(
                "It counts as put right once you log a meeting or call, or "
                "with: /outreach remark {name} repaired",
                name=person.first_name,
            ),
        ),
    )

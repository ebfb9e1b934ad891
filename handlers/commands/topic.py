"""`topic`: what to talk about at the next meeting with somebody."""

import re

from handlers.about_line import check_somebody_else, check_words
from handlers.commands.next import next_one
from handlers.gift_line import name_first
from handlers.grammar.names import one_person
from handlers.grammar.note_in_line import split_note
from handlers.grammar.spoken import counted, plain_day, quoted
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.message import Message, Section
from storage.models import Topic
from storage.notes_about import note_about, waiting_for
from storage.people import Known
from storage.ties import tie_for_update

EXAMPLE = "topic Dana: her cut-over dates; Rosa's promotion"
MOST = 10  # topics that wait for one meeting; house rule
BETWEEN = re.compile(r"\s*[;\n]\s*")


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
    known = waiting_for(
        turn.tx, Topic,
        leader_id=turn.speaker.leader_id, person_id=person.id,
    )  # fmt: skip
    if not words.strip(" ;"):
        return _shown(turn, person)
    texts = [" ".join(one.split()) for one in BETWEEN.split(words) if one.strip(" .")]
    for one in texts:
        check_words(one, EXAMPLE)
    if not texts:
        return _shown(turn, person)
    if len(known) + len(texts) > MOST:
        raise Refusal(
            say(
                "With {more_topics} that would be {number} for {name}, and one meeting "
                "has room for {most}. To see what is there: "
                "/outreach topic {first_name}",
                more_topics=counted("{n} more topic", "{n} more topics", len(texts)),
                number=len(known) + len(texts),
                name=person.name,
                most=MOST,
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
            *(Section(text=quoted(one, longest=200)) for one in texts),
            *next_one(turn, [person.id]),
        ),
        small_print=(say("They count as used once you log a meeting or call."),),
    )


def _shown(turn: Turn, person: Known) -> Reply:
    found = waiting_for(
        turn.tx, Topic,
        leader_id=turn.speaker.leader_id, person_id=person.id,
    )  # fmt: skip
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
                    text=quoted(one.text, longest=200),
                    facts=(say("Noted {day}", day=plain_day(one.on, turn.today)),),
                )
                for one in found
            ),
            small_print=(add,),
        )
    )

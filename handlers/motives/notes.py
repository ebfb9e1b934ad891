"""`topic` and `remark`, which wait for the next conversation; `note`, which stays."""

import re
from typing import Literal

from handlers.follow_up import next_one
from handlers.grammar.about_line import (
    LONGEST_KEPT,
    about_line,
    check_somebody_else,
    check_words,
    name_first,
)
from handlers.grammar.agenda_items import my_items
from handlers.grammar.contacts.unsettled import MOST_CHOICES
from handlers.grammar.people.names import (
    one_person,
    people_called,
    plain_name,
    told_apart,
)
from handlers.grammar.words.tokens import split_note
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn, kept
from language.say import say
from language.words import AT_LENGTH, counted, day_beside_today, day_said, quoted
from storage.contacts.store import tie_for_update
from storage.message import Message, Section
from storage.models import Note, Remark, Topic
from storage.motives.store import end_waiting, note_about, notes_on, topics_for
from storage.people.facts import Known
from storage.people.store import listed_people

EXAMPLE = "topic Dana: her cut-over dates; Rosa's promotion"
MOST_TOPICS = 10  # topics that wait for one meeting; house rule
BETWEEN = re.compile(r"\s*[;\n]\s*")
REMARK_EXAMPLE = "remark Kim: says payroll is always late"
REPAIRED = re.compile(
    r"[\s,:]+(?:is |was )?(?:repaired|put right|settled|talked over|made good)[\s.!]*$",
    re.IGNORECASE,
)


NOTE_EXAMPLE = "note Dana: her daughter starts school in May"
JUST = re.compile(r"[\s,]+just a note$", re.IGNORECASE)
ENDS_OTHERWISE = re.compile(  # what `remark` and `objection` read as "it is over"
    r"(?:repaired|put right|settled|talked over|made good|answered|resolved|gone)"
    r"[\s.!]*$",
    re.IGNORECASE,
)
MOST_NAMED = 4  # people offered as whom a note is about; house rule


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


# `note`: anything else about somebody. It is asked what kind it is, for the kinds are
# what the advice reads.


def note_(turn: Turn) -> Reply:
    """Keep a note about somebody: what moves them, what they need, or just a note.

    Examples:
        note Dana: her daughter starts school in May
        note Dana just a note: her daughter starts school in May
    """
    head, words = split_note(turn.text.strip())
    plain = JUST.search(head) is not None
    head = JUST.sub("", " ".join(head.split()))
    who, run_on = name_first(turn, head)
    if run_on:
        head, words = who, f"{run_on}: {words}" if words else run_on
    words = " ".join(words.split())
    if not head or (not words and not people_called(turn, plain_name(head))):
        raise _about_whom(turn, head or words)
    person = one_person(turn, head, example=NOTE_EXAMPLE)
    check_somebody_else(turn, person, example=NOTE_EXAMPLE)
    if not words:
        return _notes_shown(turn, person)
    if plain or len(words) > LONGEST_KEPT:
        return _keep_note(turn, person, words)
    raise _what_kind(turn, person, words)


def _about_whom(turn: Turn, words: str) -> Refusal:
    """Return the question whom a note is about, with the first few of the list."""
    people = listed_people(turn.tx, leader_id=turn.speaker.leader_id)[:MOST_NAMED]
    ending = f": {words}" if words else ""
    names = [told_apart(one, people) for one in people]
    return _asked(
        say("Who is the note about?"),
        tuple(Choice(name, (f"note {name}{ending}",)) for name in names),
        about="who",
        line=f"note {{}}{ending}" if "{" not in ending else "",
    )


def _what_kind(turn: Turn, person: Known, words: str) -> Refusal:
    """Return the question what kind of note it is, each kind with its line."""
    name = told_apart(person, people_called(turn, person.name))
    first = person.first_name
    kinds = [
        (say("It moves {name}", name=first), f"motivator {name}: {words}"),
        (say("{name} needs it", name=first), f"need {name}: {words}"),
        (say("A topic for next time"), f"topic {name}: {words}"),
    ]
    if not ENDS_OTHERWISE.search(words):
        items = my_items(turn)
        if len(items) == 1:
            code = items[0].code
            objection = f"objection {name} on {code}: {words}"
            kinds.append((say("An objection to {item}", item=code), objection))
        kinds.append((say("A bad word about my services"), f"remark {name}: {words}"))
    lines = kinds[: MOST_CHOICES - 1]  # so that what was typed is among the answers
    lines.append((say("Just a note"), f"note {name} just a note: {words}"))
    return _asked(
        say("What kind of note about {name} is it?", name=person.name),
        tuple(Choice(label, (line,)) for label, line in lines),
    )


def _asked(
    text: str,
    choices: tuple[Choice, ...],
    *,
    about: Literal["", "who"] = "",
    line: str = "",
) -> Refusal:
    every = (*choices, Choice(say("Nothing")))
    return Refusal(text, doubt=Doubt(text, every, about=about, line=line))


def _keep_note(turn: Turn, person: Known, words: str) -> Reply:
    tie_for_update(turn.writer, person.id, since=turn.today)
    note_about(turn.writer, Note, person.id, words, on=turn.today)
    return kept(
        turn,
        say(
            "Kept as your private note on {name}: {words}.",
            name=person.name,
            words=quoted(words, AT_LENGTH),
        ),
        label=say("note on {name}", name=person.name),
    )


def _notes_shown(turn: Turn, person: Known) -> Reply:
    found = notes_on(turn.tx, leader_id=turn.speaker.leader_id, person_id=person.id)[
        :MOST_TOPICS
    ]
    if not found:
        return Reply(Message(headline=say("No note on {name} yet.", name=person.name)))
    return Reply(
        Message(
            headline=say("Your notes on {name}, newest first:", name=person.name),
            sections=tuple(
                Section(
                    text=quoted(one.text, 200), facts=(day_said(one.on, turn.today),)
                )
                for one in found
            ),
        )
    )

"""`agenda`: what the leader wants decided, and who has which part in it.

Under a change it asks for an owner; the button and the form that answer stand here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.agenda.agenda_line import PARTS, AgendaClause, item_meant, new_item
from handlers.agenda.words import agenda_list, item_section
from handlers.follow_up import (
    Question,
    answer_typed_in,
    gone,
    next_one,
    of_item,
    one_question,
    question_section,
)
from handlers.grammar.about_line import ME, check_words
from handlers.grammar.agenda_items import EXAMPLE, item_by_id
from handlers.grammar.days.typed import cut_day
from handlers.grammar.people.names import BETWEEN, one_person
from handlers.motives.motivator import ask_what_moves
from handlers.people.directory import myself
from handlers.people.whom import is_chosen, read_whom
from handlers.turn import Refusal, Reply, Turn, in_field, kept
from language.say import mark, say
from language.words import day_beside_today, day_said, listed, quoted
from storage.agenda.facts import P_WORDS, ItemFact
from storage.agenda.store import (
    add_item,
    add_part,
    agenda_of,
    change_item,
    drop_parts,
    item_with,
    parts_of,
)
from storage.contacts.store import tie_for_update
from storage.message import Button, Field, Form, Message, Section
from storage.people.facts import Known, PersonFact
from storage.people.store import listed_people

MOST_IN_A_PART = 10  # people given one part in one line; house rule
LIST = re.compile(r"(?:list|show|all|items?|mine|help|\?)[\s.!?]*", re.IGNORECASE)
LONGEST_ITEM_TITLE = 120  # characters; house rule


def agenda(turn: Turn) -> Reply:
    """Keep what you want decided, its owners, sponsors and date; alone, list it.

    Examples:
        agenda Cut-over to the new payroll, decision 12 June
        agenda A-1 process Dana, pnl Kim, people Ben
        agenda A-1 sponsor Dana
        agenda A-1 decider Kim and Ben
        agenda A-1 measure: fewer than 5 late payslips
        agenda A-1 no sponsor Dana
        agenda A-1 park until 1 September
        agenda A-1 close
        agenda
    """
    text = " ".join(turn.text.split())
    if not text or LIST.fullmatch(text):
        return agenda_list(turn)
    item, clauses = item_meant(turn, text)
    if item is None:
        return _open(turn, text)
    if not clauses:
        section = item_section(turn, item)
        facts = tuple(Section(text=fact) for fact in section.facts)
        return Reply(Message(headline=section.text, sections=facts))
    return _change(turn, item, clauses)


def _open(turn: Turn, text: str) -> Reply:
    title, clauses = new_item(text)
    if not any(letter.isalpha() for letter in title):
        raise Refusal(
            say(
                "What do you want decided? Type for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    if len(title) > LONGEST_ITEM_TITLE:
        raise Refusal(
            say(
                "That is {number} characters, and an item's title has up to "
                "{most}. Say it shorter, for example: /outreach {example}",
                number=f"{len(title):,}",
                most=LONGEST_ITEM_TITLE,
                example=EXAMPLE,
            )
        )
    item_id = add_item(turn.writer, title, on=turn.today)
    item = _again(turn, item_id)
    how_read = [note for one in clauses for note in write_clause(turn, item, one)]
    item = _again(turn, item_id)
    return kept(
        turn,
        say(
            "On your agenda as {item}: {words}.",
            item=item.code,
            words=quoted(title, LONGEST_ITEM_TITLE),
        ),
        label=say("{item} on your agenda", item=item.code),
        sections=(
            item_section(turn, item),
            *_next(turn, item),
            *_question(turn, item),
        ),
        small_print=(
            *how_read,
            _unlisted(turn, item),
        ),
    )


def _change(turn: Turn, item: ItemFact, clauses: list[AgendaClause]) -> Reply:
    how_read = [note for one in clauses for note in write_clause(turn, item, one)]
    return _changed(turn, item, how_read)


def _changed(turn: Turn, item: ItemFact, how_read: list[str]) -> Reply:
    now = _again(turn, item.id)
    return kept(
        turn,
        say("Changed {item} {words}.", item=item.code, words=quoted(now.title)),
        label=say("change of {item}", item=item.code),
        sections=(item_section(turn, now), *_next(turn, now), *_question(turn, now)),
        small_print=(*how_read, _unlisted(turn, now)),
    )


def _named(turn: Turn, item: ItemFact) -> list[PersonFact]:
    """Return whom an item names, once for each part."""
    return [one for people in parts_of(turn.tx, item.id).values() for one in people]


def _next(turn: Turn, item: ItemFact) -> tuple[Section, ...]:
    people = [person.id for person in _named(turn, item)]
    return next_one(turn, list(dict.fromkeys(people))) if people else ()


def _question(turn: Turn, item: ItemFact) -> tuple[Section, ...]:
    """Ask for what is still to be known of an item, the most useful first."""
    speaker = turn.speaker
    agenda = agenda_of(turn.tx, speaker.leader_id, speaker.person_id, today=turn.today)
    found = [one for one in agenda.items if one.id == item.id]
    questions = [q for one in found for q in of_item(one, but=speaker.person_id)]

    def draw(question: Question) -> Section:
        if question.kind == "owner":
            return ask_for_owner(question)
        return ask_what_moves(turn, question)

    return one_question(turn, questions, draw)


def _again(turn: Turn, item_id: str) -> ItemFact:
    leader_id = turn.speaker.leader_id
    found = item_with(turn.tx, item_id, leader_id=leader_id)
    if found is None:
        raise LookupError("an item that was just written")
    return found


def _unlisted(turn: Turn, item: ItemFact) -> str:
    """Return a line about people with a part who get no advice of their own."""
    leader_id = turn.speaker.leader_id
    known = {one.id for one in listed_people(turn.tx, leader_id=leader_id)}
    known.add(turn.speaker.person_id)
    unlisted = [one for one in _named(turn, item) if one.id not in known]
    names = list(dict.fromkeys(one.name for one in unlisted))
    if not names:
        return ""
    return say(
        "Not on your list: {names}. For advice on building that tie, "
        "type: /outreach add {name}",
        names=listed(names),
        name=names[0],
    )


# What a clause of an agenda line does to its item.


def write_clause(turn: Turn, item: ItemFact, clause: AgendaClause) -> tuple[str, ...]:
    """Write what a clause says of an item, and return what needs explaining.

    Raises:
        Refusal: it cannot be, or nothing is there to take back.
    """
    if clause.name in PARTS:
        return _part(turn, item, clause)
    writer, code = turn.writer, item.code
    if clause.name == "measure":
        check_words(
            clause.said,
            f"agenda {code} measure: fewer than 5 late payslips",
        )
        _needs_words(clause, f"agenda {code} measure: fewer than 5 late payslips")
        change_item(writer, item.id, measure="" if clause.no else clause.said)
    elif clause.name == "title":
        check_words(clause.said, f"agenda {code} title: Cut-over in two steps")
        _needs_words(clause, f"agenda {code} title: Cut-over in two steps")
        if not clause.no:
            change_item(writer, item.id, title=clause.said)
    elif clause.name == "decision":
        return _decision(turn, item, clause)
    elif clause.name == "park" and not clause.no:
        return _park(turn, item, clause)
    elif clause.name in ("park", "resume"):
        change_item(writer, item.id, parked_until=None)
    else:
        return _close(turn, item, closed=clause.name == "close" and not clause.no)
    return ()


def _part(turn: Turn, item: ItemFact, clause: AgendaClause) -> tuple[str, ...]:
    if clause.no:
        named = clause.said
        people = part_takers(turn, item, clause.name, named) if named else []
        ids = [person.id for person in people]
        if not drop_parts(turn.writer, item.id, clause.name, ids):
            raise _no_such_part(item, people)
        return ()
    people = part_takers(turn, item, clause.name, clause.said)
    give_part(turn, item, clause.name, people)
    return ()


def give_part(turn: Turn, item: ItemFact, part: str, people: Sequence[Known]) -> None:
    """Give people one of the `PARTS` in an item."""
    for person in people:
        add_part(turn.writer, item.id, person.id, part)
        if person.id != turn.speaker.person_id:
            tie_for_update(turn.writer, person.id, since=turn.today)


def _no_such_part(item: ItemFact, people: Sequence[Known]) -> Refusal:
    if not people:
        return Refusal(
            say(
                "Nobody has that part in {code}. To see who has which: /outreach "
                "agenda {code}",
                code=item.code,
            )
        )
    return Refusal(
        say(
            "{name} has no such part in {code}. To see who has: /outreach "
            "agenda {code}",
            name=people[0].name,
            code=item.code,
        )
    )


def part_takers(turn: Turn, item: ItemFact, part: str, typed: str) -> list[Known]:
    """Return the people that `typed` names for a part in an item.

    Raises:
        Refusal: nobody, somebody unknown or unclear, or more than ten.
    """
    example = f"agenda {item.code} {part} Dana"
    names = [name for name in BETWEEN.split(typed) if name.strip()] or [""]
    if len(names) > MOST_IN_A_PART:
        raise Refusal(
            say(
                "That is {number} people, and I take up to {most} in one line. Type "
                "for example: /outreach {example}",
                number=len(names),
                most=MOST_IN_A_PART,
                example=example,
            )
        )
    return [
        myself(turn)
        if ME.match(name.strip())
        else one_person(turn, name, example=example)
        for name in names
    ]


def _decision(turn: Turn, item: ItemFact, clause: AgendaClause) -> tuple[str, ...]:
    if clause.no:
        change_item(turn.writer, item.id, decision_on=None)
        return ()
    found = cut_day(turn, clause.said, prefer="future")
    if found.day is None or found.rest.strip(" ,."):
        raise Refusal(
            say(
                "When is it decided? Type for example: /outreach agenda {code} "
                "decision 12 June",
                code=item.code,
            )
        )
    change_item(turn.writer, item.id, decision_on=found.day)
    return (found.how_read,)


def _park(turn: Turn, item: ItemFact, clause: AgendaClause) -> tuple[str, ...]:
    found = cut_day(turn, clause.said.removeprefix("until "), prefer="future")
    if found.day is None or found.rest.strip(" ,.") or found.day <= turn.today:
        raise Refusal(
            say(
                "Until which day after today? Type for example: /outreach agenda "
                "{code} park until 1 September",
                code=item.code,
            )
        )
    change_item(turn.writer, item.id, parked_until=found.day)
    until = day_said(found.day, turn.today)
    return (
        say("I say nothing about {code} until {day}.", code=item.code, day=until),
        found.how_read,
    )


def _close(turn: Turn, item: ItemFact, *, closed: bool) -> tuple[str, ...]:
    if closed == (item.closed_on is not None):
        if item.closed_on is None:
            words = mark("{code} is open. To close it: /outreach agenda {code} close")
            raise Refusal(say(words, code=item.code))
        raise Refusal(
            say(
                "{code} is closed already, {day}. To open it again: /outreach agenda "
                "{code} reopen",
                code=item.code,
                day=day_beside_today(item.closed_on, turn.today),
            )
        )
    on = turn.today if closed else None
    change_item(turn.writer, item.id, closed_on=on)
    return ()


def _needs_words(clause: AgendaClause, example: str) -> None:
    if not clause.said and not clause.no:
        raise Refusal(
            say(
                "Say it after the colon, for example: /outreach {example}",
                example=example,
            )
        )


# An owner, where one is missing: the question, its button and its form.


def ask_for_owner(question: Question) -> Section:
    """Return the question under a reply who owns one of the Three P's of an item."""
    answer = Button(label=say("Name them"), action="name_owner", subject=question.about)
    return question_section(
        question, answer, f"agenda {question.code} {question.p} NAME"
    )


def name_owner(turn: Turn) -> Reply:
    """The button under that question: ask for a name."""
    item, part = _asked_about(turn)
    label = say("Who owns {part} of {item}?", part=say(P_WORDS[part]), item=item.code)
    form = Form(
        title=say("An owner"),
        action="keep_owner",
        subject=turn.subject,
        fields=(
            Field(name="who", label=label, kind="person", hint=say("A name on file")),
        ),
    )
    return Reply(Message(headline=label), form=form)


def owner_sent(turn: Turn) -> Reply:
    """The form behind that button: the owner, chosen or by name."""
    item, part = _asked_about(turn)
    typed = answer_typed_in(turn, "who").strip(" ,;.")
    if is_chosen(typed):
        chosen = read_whom(turn, {"who": typed}, example="who Dana").people
        return own(turn, item, part, chosen[:1])
    as_line = replace(turn, verb=f"agenda {item.code} {part}", text=typed)
    with in_field("who"):
        return own(turn, item, part, part_takers(as_line, item, part, typed))


def own(turn: Turn, item: ItemFact, part: str, people: Sequence[Known]) -> Reply:
    """Let people own one of the Three P's of an item."""
    give_part(turn, item, part, people)
    return _changed(turn, item, [])


def _asked_about(turn: Turn) -> tuple[ItemFact, str]:
    item_id, _, part = turn.subject.partition(".")
    item = item_by_id(turn, item_id)
    if item is None or item.closed_on is not None or part not in P_WORDS:
        raise gone(say("To see your agenda: /outreach agenda"))
    return item, part

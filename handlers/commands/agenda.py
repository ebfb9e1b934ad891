"""`agenda`: what the leader wants decided, and who has which part in it."""

import re

from handlers.agenda_changes import change
from handlers.agenda_items import EXAMPLE
from handlers.agenda_line import Clause, new_item
from handlers.agenda_meant import item_meant
from handlers.agenda_words import agenda_list, item_section
from handlers.commands.next import next_one
from handlers.grammar.spoken import listed, quoted
from handlers.kept import kept
from handlers.one_question import one_question, questions_of_item
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.agenda import KnownItem, add_item, item_with, parts_of
from storage.message import Message, Section
from storage.people import listed_people

LIST = re.compile(r"(?:list|show|all|items?|mine|help|\?)[\s.!?]*", re.IGNORECASE)
LONGEST_TITLE = 120  # characters; house rule


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
    if len(title) > LONGEST_TITLE:
        raise Refusal(
            say(
                "That is {number} characters, and an item's title has up to "
                "{most}. Say it shorter, for example: /outreach {example}",
                number=f"{len(title):,}",
                most=LONGEST_TITLE,
                example=EXAMPLE,
            )
        )
    item_id = add_item(turn.writer, title, on=turn.today)
    item = _again(turn, item_id)
    how_read = [note for one in clauses for note in change(turn, item, one)]
    item = _again(turn, item_id)
    return kept(
        turn,
        say(
            "On your agenda as {item}: {words}.",
            item=item.code,
            words=quoted(title, longest=LONGEST_TITLE),
        ),
        label=say("{item} on your agenda", item=item.code),
        sections=(
            item_section(turn, item),
            *_next(turn, item),
            *one_question(turn, questions_of_item(turn, item_id)),
        ),
        small_print=(
            *how_read,
            _unlisted(turn, item),
        ),
    )


def _change(turn: Turn, item: KnownItem, clauses: list[Clause]) -> Reply:
    how_read = [note for one in clauses for note in change(turn, item, one)]
    now = _again(turn, item.id)
    return kept(
        turn,
        say("Changed {item} {words}.", item=item.code, words=quoted(now.title)),
        label=say("change of {item}", item=item.code),
        sections=(
            item_section(turn, now),
            *_next(turn, now),
            *one_question(turn, questions_of_item(turn, item.id)),
        ),
        small_print=(*how_read, _unlisted(turn, now)),
    )


def _again(turn: Turn, item_id: str) -> KnownItem:
    leader_id = turn.speaker.leader_id
    found = item_with(turn.session, item_id, leader_id=leader_id)
    if found is None:
        raise LookupError("an item that was just written")
    return found


def _unlisted(turn: Turn, item: KnownItem) -> str:
    """Return a line about people with a part who get no advice of their own."""
    leader_id = turn.speaker.leader_id
    known = {one.id for one in listed_people(turn.session, leader_id=leader_id)}
    known.add(turn.speaker.person_id)
    parts = parts_of(turn.session, item.id)
    names = list(dict.fromkeys(p.name for p in parts if p.person_id not in known))
    if not names:
        return ""
    return say(
        "Not on your list: {names}. For advice on building that tie, "
        "type: /outreach add {name}",
        names=listed(names),
        name=names[0],
    )


def _next(turn: Turn, item: KnownItem) -> tuple[Section, ...]:
    people = [part.person_id for part in parts_of(turn.session, item.id)]
    return next_one(turn, list(dict.fromkeys(people))) if people else ()

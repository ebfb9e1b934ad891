"""Whom a form is about: found by a search, typed, or picked from the platform's people.

One person is never kept twice: whoever is picked is looked for by their account, by
the id an administrator imported them with, and by their full name.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from handlers.grammar.people.known_people import person_of_account
from handlers.grammar.people.names import (
    HANDLE,
    MENTION,
    described,
    find_people_in,
    near_names,
    people_called,
    role_of,
    told_apart,
)
from handlers.grammar.people.person_line import read_person
from handlers.people.add import add_from_line
from handlers.people.directory import person_by_id
from handlers.turn import Address, Refusal, Speaker, Turn, in_field
from language.say import say
from storage.contacts.store import list_person
from storage.database.transactions import Transaction
from storage.message import Field, Option
from storage.models import Person
from storage.people.facts import Known
from storage.people.search import people_starting, searcher_at
from storage.people.store import (
    add_person,
    fold,
    people_named,
    tied_people,
)

SOMEBODY_NEW = "+"
MOST_OPTIONS = 100  # Slack's limit for the options of one menu
LONGEST_LINE = 120  # characters of somebody new, below Slack's 150 for a value
MOST_PEOPLE = 10  # in one contact, where they are chosen; house rule
PICKING = frozenset({"slack"})  # surfaces whose own people can be picked from a list


@dataclass(slots=True)
class Whom:
    """The people a form is about, and what was taken for granted about them."""

    people: list[Known] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)

    def add(self, person: Known) -> None:
        """Count somebody once, however often they were named."""
        if person.id not in [one.id for one in self.people]:
            self.people.append(person)


# What is asked: a search, and a choice of the platform's people.


def whom_field(
    turn: Turn,
    *,
    person_id: str = "",
    name: str = "",
    optional: bool = False,
) -> Field:
    """Return the search for whom it is about, filled in with one person.

    Args:
        person_id: who it is filled in with; "" or somebody gone = with `name`.
        name: a name nobody of the directory need have.
    """
    speaker = turn.speaker
    scope = {"workspace_id": speaker.workspace_id, "leader_id": speaker.leader_id}
    person = person_by_id(turn, person_id)
    options: tuple[Option, ...] = ()
    if person is not None:
        among = people_named(turn.tx, name=person.name, **scope)
        options = (person_option(person, among),)
    return Field(
        name="who",
        label=say("With whom"),
        kind="person",
        value=options[0].label if options else name,
        options=options,
        most=MOST_PEOPLE,
        optional=optional,
        hint=say("One name or several"),
    )


def colleague_field(user_key: str = "") -> Field:
    """Return the choice from the platform's own people; `user_key` fills it in."""
    return Field(
        name="colleague",
        label=say("Or a colleague from Slack"),
        kind="colleague",
        value=user_key,
        optional=True,
        hint=say("For somebody I do not know yet"),
    )


def picks_colleagues(speaker: Speaker) -> bool:
    """Return whether the leader can pick from the platform's own people."""
    return speaker.address.surface in PICKING


# What the search offers while somebody types. An option's value says who is meant and
# what becomes of it: “#” and the id of a person of the directory, or “+” and the line
# of somebody new.


def find_options(tx: Transaction, by: Address, typed: str) -> tuple[Option, ...]:
    """Return whom `typed` could mean, nearest first; of somebody unknown, how to add.

    Nothing is written. Only the directory of the asker's own workspace is looked at,
    which all its leaders share; whose list people are on decides the order, and only
    the asker's own counts.

    Args:
        by: who types. Somebody who never used the bot is offered nobody.
        typed: what stands in the field so far; "" = the people they have ties with.
    """
    searcher = searcher_at(
        tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key
    )
    typed = " ".join(typed.split())
    if searcher is None or len(typed) > LONGEST_LINE:
        return ()
    workspace_id, leader_id, own = searcher
    found = people_starting(
        tx,
        workspace_id=workspace_id,
        leader_id=leader_id,
        typed=typed,
        limit=MOST_OPTIONS,
        but=own,
    )
    if found or not typed:
        return person_options(found)
    ties = [one for one in tied_people(tx, leader_id=leader_id) if one.id != own]
    near = near_names(ties, typed)
    return (*person_options(near), *_new(typed))


def person_options(people: list[Known]) -> tuple[Option, ...]:
    """Return an option for each; two of one name say what tells them apart."""
    names = Counter(fold(one.name) for one in people)
    return tuple(
        person_option(one, people if names[fold(one.name)] > 1 else [one])
        for one in people
    )


def person_option(person: Known, among: list[Known]) -> Option:
    """Return the option that means `person`, told apart from the others of a name."""
    return Option(
        label=told_apart(person, among),
        value=HANDLE + person.id,
        detail=role_of(person),
    )


def _new(typed: str) -> tuple[Option, ...]:
    """Return the offer to add somebody; nothing where this can be nobody's name."""
    try:
        line = read_person(typed)
    except Refusal:
        return ()
    return (
        Option(
            label=say("Add {name}", name=line.name),
            value=SOMEBODY_NEW + typed,
            detail=say("Nobody here has this name yet"),
        ),
    )


# What comes back.


def read_whom(turn: Turn, answers: dict[str, str], *, example: str) -> Whom:
    """Return everybody a form names; somebody new joins the directory.

    Args:
        answers: by field; see `storage.message.Field` for what they may hold.
        example: a line to type instead, without "/outreach".

    Raises:
        Refusal: nobody, or somebody who cannot be told; its `field` says where.
    """
    whom = Whom()
    typed = [line for line in answers.get("who", "").splitlines() if line.strip()]
    picked = answers.get("colleague", "").strip()
    if "colleague" in answers and not (typed or picked):
        raise Refusal(
            say("Search for who it was, or pick a colleague below."), field="who"
        )
    with in_field("who"):
        for line in typed or ([] if picked else [""]):
            for person in _found(turn, line.strip(), example):
                whom.add(person)
    if picked:
        whom.add(_colleague(turn, picked, whom))
    return whom


def is_chosen(answer: str) -> bool:
    """Return whether an answer is an option of the search, not a typed name."""
    return answer.startswith((HANDLE, SOMEBODY_NEW))


def _found(turn: Turn, line: str, example: str) -> list[Known]:
    if line.startswith(SOMEBODY_NEW):
        new = read_person(line.removeprefix(SOMEBODY_NEW))
        new = replace(new, user_key="")  # a mention typed by hand
        return [add_from_line(turn, new).person]
    if not line.startswith(HANDLE):
        return find_people_in(turn, line, example=example)
    known = person_by_id(turn, line.removeprefix(HANDLE))
    if known is None:
        raise Refusal(
            say("I do not know that person any more. Search for the name again.")
        )
    return [known]


def _colleague(turn: Turn, picked: str, whom: Whom) -> Known:
    """Return whom a mention means, put into the directory if they are new to it.

    Raises:
        Refusal: it is no mention, the leader's own, without a name, or one that several
            people have.
    """
    mention = MENTION.fullmatch(picked)
    if mention is None:
        raise Refusal(say("Pick somebody from the list."), field="colleague")
    key, name = mention.group(1), " ".join((mention.group(2) or "").split())
    known = person_of_account(turn, key)
    if known is not None and known.id == turn.speaker.person_id:
        raise Refusal(
            say("That is you. Pick who you were in touch with."), field="colleague"
        )
    if known is None:
        known = _by_name(turn, key, name, whom)
    return known


def _by_name(turn: Turn, key: str, name: str, whom: Whom) -> Known:
    if not name:
        raise Refusal(
            say(
                "Slack did not tell me a name for that account: it is a bot, a guest "
                "or from outside, or Slack was slow. Search for the name above instead."
            ),
            field="colleague",
        )
    same = [one for one in people_called(turn, name) if fold(one.name) == fold(name)]
    free = [one for one in same if not one.user_key]
    if free and len(same) > 1:
        raise Refusal(
            say(
                "I know several people called {name}. Search for the name above, and "
                "pick the right one.",
                name=name,
            ),
            field="colleague",
        )
    if free:
        known = free[0]
        turn.writer.update(Person, known.id, user_key=key)
        whom.explained.append(
            say(
                "From now on I know this Slack account as {person}",
                person=described(known),
            )
        )
        return known
    person_id = add_person(turn.writer, name, user_key=key)
    list_person(turn.writer, person_id, today=turn.today)
    added = person_by_id(turn, person_id)
    assert added is not None
    return added

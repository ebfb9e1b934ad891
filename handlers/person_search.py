"""What a search for people offers, while somebody types.

An option's value says who is meant and what becomes of it in `handlers.forms.whom`:
"#" and the id of a person of the directory, or "+" and the line of somebody new.
"""

from collections import Counter

from handlers.grammar.asking import near_names, role_of, told_apart
from handlers.grammar.names import HANDLE
from handlers.grammar.person_line import read_person
from handlers.request import Address, Refusal
from language.say import say
from storage.finding_people import people_starting, searcher_at
from storage.message import Option
from storage.people import Known, fold, tied_people
from storage.transaction import Transaction

SOMEBODY_NEW = "+"
MOST_OPTIONS = 100  # Slack's limit for the options of one menu
LONGEST_LINE = 120  # characters of somebody new, below Slack's 150 for a value


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

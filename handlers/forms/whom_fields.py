"""The questions about whom a form is: a search, and a choice of the platform's people.

What comes back is read in `handlers.forms.whom`.
"""

from handlers.person_search import person_option
from handlers.request import Speaker, Turn
from language.say import say
from storage.message import Field, Option
from storage.people import person_with
from storage.people_named import people_named

MOST_PEOPLE = 10  # in one contact, where they are chosen; house rule
PICKING = frozenset({"slack"})  # surfaces whose own people can be picked from a list


def picks_colleagues(speaker: Speaker) -> bool:
    """Return whether the leader can pick from the platform's own people."""
    return speaker.address.surface in PICKING


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
    person = person_with(turn.tx, person_id=person_id or "-", **scope)
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

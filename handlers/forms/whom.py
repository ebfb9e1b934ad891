"""Whom a form is about: found by a search, typed, or picked from the platform's people.

One person is never kept twice: whoever is picked is looked for by their account, by
the id an administrator imported them with, and by their full name.
"""

from dataclasses import dataclass, field, replace

from handlers.adding_people import add_from_line
from handlers.grammar.asking import described
from handlers.grammar.names import HANDLE, MENTION, find_people_in, people_called
from handlers.grammar.person_line import read_person
from handlers.person_search import SOMEBODY_NEW
from handlers.request import Refusal, Turn, in_field
from language.say import say
from storage.external_ids import person_of_id
from storage.leaders import person_behind
from storage.models import Person
from storage.people import Known, add_person, fold, person_with


@dataclass(slots=True)
class Whom:
    """The people a form is about, and what was taken for granted about them."""

    people: list[Known] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)

    def add(self, person: Known) -> None:
        """Count somebody once, however often they were named."""
        if person.id not in [one.id for one in self.people]:
            self.people.append(person)


def is_chosen(answer: str) -> bool:
    """Return whether an answer is an option of the search, not a typed name."""
    return answer.startswith((HANDLE, SOMEBODY_NEW))


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


def _found(turn: Turn, line: str, example: str) -> list[Known]:
    if line.startswith(SOMEBODY_NEW):
        new = read_person(line.removeprefix(SOMEBODY_NEW))
        new = replace(new, colleague=True, user_key="")  # a mention typed by hand
        return [add_from_line(turn, new).person]
    if not line.startswith(HANDLE):
        return find_people_in(turn, line, example=example)
    known = _by_id(turn, line.removeprefix(HANDLE))
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


def person_of_account(turn: Turn, user_key: str) -> Known | None:
    """Return who has this account of the platform, as far as we know; else None."""
    speaker, tx = turn.speaker, turn.tx
    scope = {"workspace_id": speaker.workspace_id, "leader_id": speaker.leader_id}
    if known := person_with(tx, user_key=user_key, **scope):
        return known
    by = speaker.address
    person_id = person_behind(
        tx, surface=by.surface, tenant=by.tenant, user_key=user_key
    ) or person_of_id(tx, speaker.workspace_id, user_key)
    return _by_id(turn, person_id) if person_id else None


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
    added = _by_id(turn, add_person(turn.writer, name, user_key=key))
    assert added is not None
    return added


def _by_id(turn: Turn, person_id: str) -> Known | None:
    return person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=person_id or "-",
    )

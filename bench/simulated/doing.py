"""An action becomes a deed: which verb does what to the organization."""

from collections.abc import Callable, Mapping

from bench.simulated import talks, work
from bench.simulated.actions import Action
from bench.simulated.favours import ask_for_a_word, ask_for_time
from bench.simulated.organization import Aim, Organization

Deed = Callable[[Organization, Action], None]


def do(world: Organization, action: Action) -> None:
    """Carry out one action.

    Raises:
        KeyError: nobody can do that.
    """
    DEEDS[action.verb](world, action)


def _word(world: Organization, a: Action) -> None:
    ask_for_a_word(world, a.person, a.target, a.about, in_person=a.in_person)


def _slot(world: Organization, a: Action) -> None:
    ask_for_time(world, a.person, a.target, a.about, in_person=a.in_person)


def _rate(world: Organization, a: Action) -> None:
    days = world.luck.whole(3, 10, "reading", a.target, world.day)
    unit_id = a.target
    world.later(days, lambda: world.services.rate(unit_id, world.day, world.notebook))


def _confirm(world: Organization, a: Action) -> None:
    unit_id, id = a.target, a.about
    days = world.luck.whole(1, 7, "confirm", id)
    world.later(
        days, lambda: world.services.confirm(unit_id, id, world.day, world.notebook)
    )


def _look(world: Organization, a: Action) -> None:
    world.services.look(a.target, world.day, world.notebook)


def _prepare(world: Organization, a: Action) -> None:
    world.mood(a.person).prepared = True
    world.notebook.topics[a.person] = 5


def _listen(world: Organization, a: Action) -> None:
    world.mood(a.person).listens = True


def _aim(world: Organization, a: Action) -> None:
    talks.aim(world, a.person, Aim(a.verb, a.target, a.about))


def _introduce(world: Organization, a: Action) -> None:
    world.company.ties.setdefault(frozenset((a.person, a.target)), 0.5)
    world.notebook.knows[frozenset((a.person, a.target))] = world.today
    for id in (a.person, a.target):
        talks.give(world, id)


DEEDS: Mapping[str, Deed] = {
    "invite": lambda world, a: talks.invite(world, a.person),
    "follow up": lambda world, a: talks.follow_up(world, a.person),
    "touch": lambda world, a: talks.touch(world, a.person),
    "note": lambda world, a: talks.note(world, a.person),
    "word": _word,
    "slot": _slot,
    "thank": lambda world, a: talks.thank(world, a.about),
    "give": lambda world, a: talks.give(world, a.person),
    "chase": lambda world, a: world.services.chase(a.target, a.about, world.day),
    "confirm": _confirm,
    "look": _look,
    "rate": _rate,
    "deliver": lambda world, a: work.deliver(world, a.target, a.person),
    "post": lambda world, a: work.post(world, a.about),
    "prepare": _prepare,
    "listen": _listen,
    "enquire": _aim,
    "learn": _aim,
    "propose": _aim,
    "share": _aim,
    "repair": _aim,
    "reframe": lambda world, a: world.causes.reframe(a.about),
    "name": lambda world, a: world.causes.name(a.about, world.notebook),
    "list": lambda world, a: world.notebook.list_person(a.person),
    "introduce": _introduce,
}

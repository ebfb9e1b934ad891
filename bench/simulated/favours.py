"""Favours: a good word, and time with the executive. Hidden."""

from functools import partial

from bench.simulated.mood import MOST_REGARD, favour_odds, word_effect
from bench.simulated.organization import Organization
from bench.simulated.talks import agree, thank_by_habit
from storage.favours.facts import AskFact

HEARD_DAYS = 60  # how long a good word is remembered as one; assumption
SAID_DAYS = (1, 10)  # until somebody who agreed says it; assumption


def ask_for_a_word(
    world: Organization, advocate_id: str, executive_id: str, result_id: str,
    *, in_person: bool,
) -> None:  # fmt: skip
    """Ask somebody to speak well of the leader to an executive."""
    ask_id = _ask(world, advocate_id, executive_id, "praise", in_person=in_person)
    if not ask_id:
        return
    days = world.luck.whole(*SAID_DAYS, "said", ask_id)
    world.later(days, partial(_speak, world, ask_id, result_id))


def ask_for_time(
    world: Organization, report_id: str, executive_id: str, result_id: str,
    *, in_person: bool,
) -> None:  # fmt: skip
    """Ask a report for time with their executive, to review a result if any."""
    ask_id = _ask(world, report_id, executive_id, "review slot", in_person=in_person)
    if not ask_id or executive_id in world.notebook.meetings:
        return
    result = world.notebook.results.get(result_id)
    theirs = result is not None and result.unit_id == report_id[:2]
    more = world.given.slot_helps * (1.0 if theirs else 0.3)
    if world.says_yes(world.odds_of_a_talk(executive_id) + more, "slot", executive_id):
        days = world.luck.whole(5, 20, "slot", executive_id, world.day)
        agree(world, executive_id, days, ask_id)
        world.notebook.agreed(ask_id, world.notebook.meetings[executive_id])
    else:
        world.notebook.declined(ask_id)
        world.tally.refusals += 1
        world.mood(executive_id).pushes.add(0.5, world.day)  # it came through a friend


def _ask(
    world: Organization, asked_id: str, target_id: str, type: str, *, in_person: bool
) -> str:
    """Ask, and return the ask's id if it was granted, else ""."""
    mood, people = world.mood(asked_id), world.notebook.people
    world.tally.favours += 1
    ask_id = f"{type} {asked_id} {target_id} {world.day}"
    world.notebook.asks[ask_id] = AskFact(
        id=ask_id, asked=people[asked_id], type=type, on=world.today,
        target=people[target_id],
    )  # fmt: skip
    by_text = not in_person and world.luck.happens(
        world.given.asks_by_text, "text", asked_id, world.day
    )
    odds = favour_odds(
        world.given, mood, world.satisfaction(asked_id), world.day, by_text=by_text
    )
    mood.asks.add(1.0, world.day)
    mood.gift = False
    if world.says_yes(odds, "favour", asked_id):
        mood.thanked = False
        world.notebook.agreed(ask_id, None)
        return ask_id
    world.tally.refusals += 1
    mood.regard.add(-0.1 * mood.asks.at(world.day), world.day, most=MOST_REGARD)
    world.notebook.declined(ask_id)
    return ""


def _speak(world: Organization, ask_id: str, result_id: str) -> None:
    ask = world.notebook.asks[ask_id]
    assert ask.target is not None
    speaker, hearer = ask.asked.id, world.mood(ask.target.id)
    result = world.notebook.results.get(result_id)
    effect = word_effect(
        world.given,
        tie=world.company.tie(speaker, ask.target.id),
        view=world.view(speaker),
        own_experience=result is not None and result.has(speaker),
        satisfaction=world.satisfaction(ask.target.id),
        heard_lately=world.day - hearer.heard_day <= HEARD_DAYS,
    )
    if effect < 0:
        world.bad_word(speaker)
    hearer.heard_day = world.day
    hearer.regard.add(effect, world.day, most=MOST_REGARD)
    world.notebook.fulfil(ask_id)
    thank_by_habit(world, ask_id)

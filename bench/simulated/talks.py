"""Invitations and talks: who comes, how it goes, what follows. Hidden."""

from functools import partial

from bench.simulated.hearing import learn_from
from bench.simulated.mood import MOST_REGARD, Mood
from bench.simulated.organization import Aim, Organization
from bench.simulated.work import begin_work

NO_AIM = Aim("")
LISTENING_AIM = 0.2  # how much more a leader listens who means to; assumption
FORMAL = 0.6  # share of talks that are formal meetings; assumption
SOON, LATE = 3, 15  # days until an executive has time; assumption
REPLIES = 0.9  # chance that somebody known answers a light word; assumption
USUAL_GAIN = 0.2  # what a decent talk adds to an opinion; assumption


def invite(world: Organization, person_id: str, *, more: float = 0.0) -> None:
    """Ask somebody for a talk; `more` adds to the log-odds."""
    if person_id in world.notebook.meetings:
        return
    if world.says_yes(world.odds_of_a_talk(person_id) + more, "invite", person_id):
        executive = not world.company.people[person_id].manager_id
        low, high = (SOON, LATE) if executive else (1, 7)
        agree(world, person_id, world.luck.whole(low, high, "when", person_id))
    else:
        world.refuse(person_id)


def follow_up(world: Organization, person_id: str) -> None:
    """Ask for the next date while the last talk is warm."""
    invite(world, person_id, more=world.given.follow_up_helps)


def touch(world: Organization, person_id: str) -> None:
    """Send somebody a light word with a reason; a stranger hardly answers."""
    tie = world.mood(person_id).tie
    if tie.at(world.day) < 0.05 or not world.luck.happens(
        REPLIES, "touch", person_id, world.day
    ):
        return
    tie.add(0.5, world.day)
    world.log(person_id, world.today, "message", "met")


def note(world: Organization, person_id: str) -> None:
    """Send one short note: hardly a push, and now and then it opens the door."""
    if person_id in world.notebook.meetings:
        return
    if world.says_yes(world.odds_of_a_talk(person_id) - 1.0, "note", person_id):
        agree(world, person_id, world.luck.whole(SOON, LATE, "when", person_id))
    else:
        world.mood(person_id).pushes.add(0.3, world.day)


def agree(world: Organization, person_id: str, days: int, ask_id: str = "") -> None:
    """Put a talk on the calendar."""
    day = world.later(days, partial(_talk, world, person_id, ask_id))
    on = world.today.fromordinal(world.today.toordinal() + day - world.day)
    world.notebook.meetings[person_id] = on


def _talk(world: Organization, person_id: str, ask_id: str) -> None:
    given, mood, notebook = world.given, world.mood(person_id), world.notebook
    notebook.meetings.pop(person_id, None)
    name = ("talk", person_id, world.day)
    aim = world.aims.pop(person_id, NO_AIM)
    listened = _listened(world, mood, *name)
    pitched = aim.what == "propose"
    if not aim.what:
        pitched = world.luck.happens(given.pitches, "pitch", *name)
    gain = USUAL_GAIN + given.listening_helps * 2 * (listened - 0.5)
    if pitched and not mood.motive_known:
        gain -= given.early_pitch_costs
    if mood.prepared:
        gain += given.prepared_helps
        mood.prepared = False
        notebook.topics.pop(person_id, None)
    if aim.what == "repair":
        gain += given.repair_helps
    mood.regard.add(gain, world.day, most=MOST_REGARD)
    mood.tie.add(1.0, world.day)
    mood.motive_known |= world.luck.happens(listened, "motive", *name) and not pitched
    _count(world, person_id)
    if world.luck.happens(given.next_date_anyway, "next", *name):
        agree(world, person_id, world.luck.whole(14, 35, "next", *name))
    world.log(
        person_id, world.today, "met", "met", round(100 * listened),
        "advocacy" if pitched else "enquiry",
        formal=world.luck.happens(FORMAL, "formal", *name), tense=gain < 0,
    )  # fmt: skip
    learn_from(world, person_id, aim, listened, pitched=pitched)
    if ask_id:
        notebook.fulfil(ask_id)
        thank_by_habit(world, ask_id)
    executive = not world.company.people[person_id].manager_id
    if not executive and world.luck.happens(given.work_follows, "work", *name):
        begin_work(world, person_id)


def aim(world: Organization, person_id: str, aim: Aim) -> None:
    """Decide what the next talk with somebody is for, and ask for one if none is set.

    It is no push to bring it to a talk that is agreed already.
    """
    invite(world, person_id)
    if person_id in world.notebook.meetings:
        world.aims[person_id] = aim


def _listened(world: Organization, mood: Mood, *name: object) -> float:
    drawn = world.given.listens + world.luck.between(-0.15, 0.15, "listen", *name)
    drawn += LISTENING_AIM if mood.listens else 0.0
    mood.listens = False
    return min(0.9, max(0.1, drawn))


def _count(world: Organization, person_id: str) -> None:
    if world.company.people[person_id].cold:
        world.tally.meetings += 1
        world.tally.first_met.setdefault(person_id, world.day)
        world.tally.last_met[person_id] = world.day


def thank_by_habit(world: Organization, ask_id: str) -> None:
    """Let the leader thank unreminded, or not."""
    if world.luck.happens(world.given.thanks_anyway, "thanks", ask_id):
        world.later(2, partial(thank, world, ask_id))


def thank(world: Organization, ask_id: str) -> None:
    """Thank for a favour and say what came of it."""
    ask = world.notebook.asks[ask_id]
    if ask.fulfilled_on is None or ask.thanked_on is not None:
        return
    mood = world.mood(ask.asked.id)
    mood.thanked = True
    mood.tie.add(0.2, world.day)
    world.notebook.thanked(ask_id)


def give(world: Organization, person_id: str) -> None:
    """Do somebody a favour unasked."""
    mood = world.mood(person_id)
    mood.gift = True
    mood.regard.add(0.1, world.day, most=MOST_REGARD)
    mood.tie.add(0.3, world.day)
    world.notebook.given[person_id] = world.today

"""Joint work with a partner, and the result it leads to. Hidden."""

from datetime import UTC, datetime, time
from functools import partial

from bench.simulated.company import REPORTS
from bench.simulated.mood import MOST_REGARD
from bench.simulated.organization import Organization
from storage.results.facts import Named, ResultFact


def begin_work(world: Organization, partner_id: str) -> None:
    """Start something together, unless something is under way with them."""
    if partner_id in world.at_work:
        return
    world.at_work.add(partner_id)
    days = world.given.work_days * world.luck.between(
        0.6, 1.4, "work", partner_id, world.day
    )
    world.later(round(days / 2), partial(_half_way, world, partner_id))
    world.later(round(days), partial(_finish, world, partner_id))


def deliver(world: Organization, unit_id: str, partner_id: str) -> None:
    """Offer a unit to deliver one visible result; its people may have no time."""
    partner_id = partner_id or world.company.head(unit_id).id
    odds = world.odds_of_a_talk(partner_id)
    if world.says_yes(odds, "deliver", partner_id):
        begin_work(world, partner_id)
    else:
        world.refuse(partner_id, weight=0.5)


def _half_way(world: Organization, partner_id: str) -> None:
    world.mood(partner_id).tie.add(1.0, world.day)
    world.log(partner_id, world.today, "call", "met")


def _finish(world: Organization, partner_id: str) -> None:
    world.at_work.discard(partner_id)
    mood = world.mood(partner_id)
    mood.regard.add(0.3, world.day, most=MOST_REGARD)
    mood.tie.add(0.5, world.day)
    id = f"{partner_id}-{world.day}"
    if not world.luck.happens(world.given.confirms, "confirms", id):
        return
    partner = world.company.people[partner_id].fact
    also = world.luck.whole(0, REPORTS - 1, "also", id)
    helped = dict.fromkeys((partner_id, f"{partner.unit_id}r{also}"))
    people = world.notebook.people
    agreed = datetime.combine(world.today, time(), UTC)
    world.notebook.results[id] = ResultFact(
        id=id, title=f"Result {id}", partner=partner, unit_id=partner.unit_id,
        unit=partner.unit, on=world.today, confirmed_on=world.today,
        named=tuple(
            Named(one, people[one].name, agreed_at=agreed) for one in helped
        ),
    )  # fmt: skip
    if world.luck.happens(world.given.posts_anyway, "post", id):
        post(world, id)


def post(world: Organization, result_id: str) -> None:
    """Tell the channel: everybody thinks a little better of the leader."""
    if result_id in world.posted:
        return
    world.posted.add(result_id)
    world.notebook.posted(result_id)
    for id in world.company.people:
        world.mood(id).regard.add(world.given.fame, world.day, most=MOST_REGARD)

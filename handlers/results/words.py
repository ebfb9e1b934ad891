"""Joint results in words, for the leader, the partner and whoever is named."""

from datetime import date

from handlers.turn import Turn
from language.say import say, say_count
from language.words import day_beside_today, day_said, listed, quoted
from scheduler.summary.summaries import as_others_see_it, shared
from storage.message import Section
from storage.people.facts import Known
from storage.results.facts import ResultFact
from storage.results.store import confirmed_results


def preview(result: ResultFact) -> Section:
    """Return the result exactly as others would read it."""
    return as_others_see_it(shared(result))


def missing_words(result: ResultFact) -> str:
    """Return whose word is missing before a result may be posted, or ""."""
    if not result.waits_for:
        return ""
    return say_count(
        "{names} has not said yes yet.",
        "{names} have not said yes yet.",
        len(result.waits_for),
        names=listed(result.waits_for),
    )


def result_standing(result: ResultFact, today: date, *, outage: str = "") -> str:
    """Return how a result stands, in the leader's words.

    Args:
        outage: code of a severe open issue of the partner's unit, "" for none.
    """
    if result.posted_on:
        return say("posted {day}", day=day_beside_today(result.posted_on, today))
    confirmed = (
        say(
            "confirmed by {partner} {day}",
            partner=result.partner.name,
            day=day_beside_today(result.confirmed_on, today),
        )
        if result.confirmed_on
        else say("recorded {day}", day=day_said(result.on, today))
    )
    if result.waits_for:
        return say(
            "{confirmed}; waits for {names}",
            confirmed=confirmed,
            names=listed(result.waits_for),
        )
    if not result.shareable:
        return say("{confirmed}; kept private", confirmed=confirmed)
    if outage:
        return say(
            "{confirmed}; held back while {outage} is open in {unit}",
            confirmed=confirmed,
            outage=outage,
            unit=result.unit,
        )
    return say("{confirmed}; goes into the next summary", confirmed=confirmed)


def title_quoted(result: ResultFact) -> str:
    """Return the title in quotes, short enough for a sentence."""
    return quoted(result.title, 80)


# The newest thing the leader achieved together with somebody.


def newest_result_with(turn: Turn, person: Known) -> ResultFact | None:
    """Return the newest confirmed result that the person had a part in, or None."""
    mine = turn.speaker.leader_id
    for result in confirmed_results(turn.tx, leader_id=mine):
        if result.has(person.id):
            return result
    return None

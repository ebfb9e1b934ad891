"""May a colleague be asked for something now, and what is missing if not? Pure."""

from collections.abc import Iterable
from datetime import date

from language.say import say
from scheduler.credibility import judge
from scheduler.favour_facts import ResultFact
from scheduler.introducers import DECLARED_BOND, Introducer
from scheduler.motive_facts import RemarkFact
from scheduler.route_facts import Colleague
from scheduler.situation import Situation
from scheduler.standing import Gate
from scheduler.tie_facts import LIVE_STRENGTH
from scheduler.wording import spelled

REST_DAYS = 30  # between two asks to one person; house rule
DECLINED_DAYS = 90  # house rule
FRESH_DAYS = 180  # a result confirmed within this; house rule, as in P08


def witnesses(situation: Situation) -> list[Colleague]:
    """Return who could put in a good word, the best introducer first.

    Reports of the executive are P07's, and one's own people are no third party.
    """
    known = [
        colleague
        for colleague in situation.mutual
        if not (colleague.reports_to_executive or colleague.in_own_line)
        and colleague.tie.live
        and colleague.tie_to_executive >= LIVE_STRENGTH
    ]
    return sorted(known, key=lambda colleague: between(colleague).place)


def between(colleague: Colleague) -> Introducer:
    """Return a colleague as who could introduce the leader to the executive.

    Who reports to them knows them, whatever is on record.
    """
    known = DECLARED_BOND if colleague.reports_to_executive else 0.0
    return Introducer(
        colleague.person.id,
        to_leader=colleague.bond,
        to_target=max(known, colleague.bond_to_executive),
    )


def cap_reached(colleague: Colleague, today: date) -> str:
    """Return why this person has been asked enough (L5), or ""."""
    name, asks = colleague.person.first_name, colleague.asks
    if any(ask.open for ask in asks):
        return say("an ask to {name} is still open", name=name)
    newest = asks[-1].on if asks else None
    if newest is not None and (today - newest).days < REST_DAYS:
        return say(
            "you asked {name} on {day}; once in 30 days is enough",
            name=name,
            day=spelled(newest, today),
        )
    return ""


def declined_lately(colleague: Colleague, today: date) -> str:
    """Return that they said no in 90 days, in words, or ""."""
    for ask in colleague.asks:
        if ask.declined_on and (today - ask.declined_on).days < DECLINED_DAYS:
            name, day = colleague.person.first_name, spelled(ask.declined_on, today)
            return say("{name} declined on {day}", name=name, day=day)
    return ""


def gift_is_due(colleague: Colleague) -> bool:
    """Return whether the leader gave nothing since the last ask (C5)."""
    if not colleague.asks:
        return False
    given = colleague.last_given_on
    return given is None or given < colleague.asks[-1].on


def what_is_missing(situation: Situation, colleague: Colleague) -> str:
    """Return what keeps this witness from being asked, gifts and caps aside, or ""."""
    name, today = colleague.person.first_name, situation.today
    declined = declined_lately(colleague, today)
    if declined:
        return declined
    if newest_result(colleague.results, today) is None:
        return say(
            "there is no confirmed result yet that {name} had a part in", name=name
        )
    if judge(colleague.standing, today).gate is Gate.SHUT:
        return say(
            "{unit} is not satisfied with your services",
            unit=colleague.standing.unit or name,
        )
    for remark in open_remarks(situation):
        if remark.person.id == colleague.person.id:
            on = spelled(remark.on, today)
            return say(
                "{name} said something bad on {day}, and comes first (L7)",
                name=name,
                day=on,
            )
    return ""


def newest_result(results: Iterable[ResultFact], today: date) -> ResultFact | None:
    """Return the result that was confirmed last, within 180 days, or None."""
    confirmed = [
        (result.confirmed_on, result.id, result)
        for result in results
        if result.confirmed_on and (today - result.confirmed_on).days <= FRESH_DAYS
    ]
    return max(confirmed)[2] if confirmed else None


def open_remarks(situation: Situation) -> list[RemarkFact]:
    """Return the bad words that were not talked over since, nor marked as done."""
    done = {
        earlier.about: earlier.answered_on or earlier.suggested_on
        for earlier in situation.earlier
        if earlier.play == "L7" and earlier.state == "done"
    }
    return [
        remark
        for remark in situation.remarks
        if not (remark.met_on is not None and remark.met_on > remark.on)
        and done.get(remark.person.id, date.min) < remark.on
    ]

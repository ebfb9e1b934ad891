"""What could be tried now: suggestions that follow the story, computed from the state.

Nobody has to follow them; whatever was done instead, they start from there.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from bot.local.clock import AFTERNOON
from bot.local.sample import AGAIN, CARD, marks
from bot.local.seen import Seen
from language.days import MONTHS
from scheduler.standing import Gate

MOST = 4
PARTNERS = {"Rosa Lim": "rosa", "Ben Okafor": "ben"}

Hint = dict[str, str]


def hints(seen: Seen) -> list[Hint]:
    """Return up to four suggestions for whoever speaks."""
    found = _for_ada(seen) if seen.speaker == "ada" else _for_partner(seen)
    typed = {entry.typed for entry in seen.chats.of(seen.speaker)}
    fresh = (hint for hint in found if not hint["text"] or hint["text"] not in typed)
    return list(islice(fresh, MOST))


def _for_ada(seen: Seen) -> Iterator[Hint]:
    first_day = seen.now.date() == CARD.astimezone(seen.now.tzinfo).date()
    typed = any(entry.typed for entry in seen.chats.of("ada"))
    if seen.open_card:
        yield _press("Press “On it” on the card", "accept")
    yield from _confirming(seen)
    if seen.put_off and seen.now.time() < AFTERNOON:
        yield _jump("On to this afternoon", "afternoon")
    if first_day and not typed:
        if seen.open_card:
            yield _press("Ask the card why", "why")
        yield _type("Log a call with Sam", "log Sam call: the fix comes on Thursday")
        yield _type("Say it in your own words", "had coffee with Kim yesterday")
    if first_day:
        yield _jump("See tomorrow’s card", "tomorrow")
    else:
        yield from _repair(seen)
        yield from _review(seen)
        yield from _joint_result(seen)
        yield _jump("On to the next morning", "tomorrow")
    yield _type("Why not ask Dana again?", "why Dana")
    yield _type("Everything about Dana", "who Dana")
    yield _type("See all commands", "help")


def _repair(seen: Seen) -> Iterator[Hint]:
    """Get Operations satisfied: the issue fixed, then felt."""
    if any(issue.code == "I-12" for issue, _ in seen.knows.issues):
        yield _type("Rosa says I-12 is fixed", "issue confirm I-12 by Rosa")
    elif seen.gate("Operations") is Gate.SHUT:
        yield _type("Operations rates Payroll anew", f"rate Payroll {marks(AGAIN)}")


def _joint_result(seen: Seen) -> Iterator[Hint]:
    """Achieve something together, have it confirmed, and let it be told."""
    confirmed = [one for one in seen.knows.results if one.confirmed_on]
    with_whom = {one.partner.name for one in seen.knows.results}
    told = [one for one in confirmed if one.posted_on]
    if "Ben Okafor" not in with_whom:
        yield _type(
            "Record a joint result with Ben",
            "share Month-end close two days faster with Ben; "
            "evidence day 3, not day 5; next the year-end close",
        )
    if seen.gate("Operations") is Gate.OPEN:
        if "Rosa Lim" not in with_whom:
            yield _type(
                "Log a call with Rosa", "log Rosa call, next meeting in 10 days"
            )
            yield _type(
                "Record a joint result with Rosa",
                "share New joiners paid on time with Rosa; evidence all 40 on the day; "
                "next their expenses, too",
            )
        elif not seen.knows.asks and "Rosa Lim" in {
            one.partner.name for one in confirmed
        }:
            yield _type(
                "Ask Rosa for the review slot", "ask Rosa for review slot with Dana"
            )
    if len(confirmed) > len(told):
        yield _jump("See it told at month end", "month end")


def _review(seen: Seen) -> Iterator[Hint]:
    """Get 20 minutes with Dana, hold them, and thank who made it happen."""
    today = seen.now.date()
    for ask in seen.knows.asks:
        if ask.asked.name != "Rosa Lim" or ask.target is None:
            continue
        if ask.agreed_for is None:
            day = today + timedelta(7)
            yield _type(
                "Rosa got the slot",
                f"ask Rosa granted for {day.day} {MONTHS[day.month - 1]}",
            )
        elif ask.agreed_for <= today:
            yield _type("Log the meeting with Dana", "log Dana met, listened 70%")
        elif ask.agreed_for == today + timedelta(7):
            yield _jump("On to the day of the review", "week")
    typed = [entry.typed for entry in seen.chats.of("ada")]
    if any("log Dana met" in line for line in typed):
        yield _type("Thank Rosa", "thanks Rosa")


def _confirming(seen: Seen) -> Iterator[Hint]:
    """The partner's own word, with the code Ada was given."""
    code = seen.newest_code
    for one in seen.knows.results:
        speaker = PARTNERS.get(one.partner.name)
        if speaker and code and one.confirmed_on is None:
            first = one.partner.first_name
            yield {
                "label": f"Speak as {first} and confirm it",
                "kind": "speak",
                "value": speaker,
                "text": f"/outreach confirm {code}",
            }


def _for_partner(seen: Seen) -> Iterator[Hint]:
    if code := seen.newest_code:
        yield _type("Confirm the joint result", f"confirm {code}")
    yield {"label": "Back to Ada", "kind": "speak", "value": "ada", "text": ""}
    yield _type("See all commands", "help")


def _type(label: str, text: str) -> Hint:
    return {"label": label, "kind": "type", "value": "", "text": f"/outreach {text}"}


def _jump(label: str, jump: str) -> Hint:
    return {"label": label, "kind": "jump", "value": jump, "text": ""}


def _press(label: str, action: str) -> Hint:
    return {"label": label, "kind": "press", "value": action, "text": ""}

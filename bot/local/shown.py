"""Everything one speaker sees on the page, in order, as plain data.

The page's script puts every string into the document as text, never as markup, so
nothing here is escaped: what a person typed stays letter for letter what it was.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.drawing import in_its_language
from bot.local.clock import spoken_date
from bot.local.knows import draw_knows
from bot.local.sample import AGAIN, CARD, CHANNEL, SPEAKERS, ratings_typed
from bot.local.seen import Delivered, Entry, SeenOnPage
from bot.local.stage import Plain
from handlers.steps.later import AFTERNOON
from language.say import say
from language.words import MONTHS
from storage.message import Button, Field, Form, Menu, Message, Option, Section
from storage.services.facts import Gate

QUIET = (
    "No card this morning. Cards come on working days, and only when there is "
    "something new to say."
)
MOST = 4  # suggestions at once; house rule
PARTNERS = {"Rosa Lim": "rosa", "Ben Okafor": "ben"}

Hint = dict[str, str]


def draw_seen(seen: SeenOnPage, *, zone: ZoneInfo) -> Plain:
    """Return the page's parts: clock, speakers, chat, channel, knowledge, hints."""
    posts = [one for one in seen.delivered if one.to_channel]
    return {
        "clock": {"day": spoken_date(seen.now), "time": f"{seen.now:%H:%M}"},
        "speakers": [who.drawn() for who in SPEAKERS.values()],
        "chat": _chat(seen, zone),
        "channel": {
            "name": f"#{CHANNEL}",
            "entries": [_delivered(one, zone) for one in posts],
        },
        "knows": draw_knows(seen.knows),
        "hints": hints(seen),
    }


def _chat(seen: SeenOnPage, zone: ZoneInfo) -> list[Plain]:
    private = [one for one in seen.delivered if not one.to_channel]
    entries = seen.chats.of(seen.speaker)
    drawn = [(entry.order, _entry(entry, zone)) for entry in entries]
    drawn += [(one.order, _delivered(one, zone)) for one in private]
    drawn.sort(key=lambda pair: pair[0])
    shown = [plain for _, plain in drawn]
    if seen.quiet:
        quiet = _quiet(seen.now, zone)
        today = [entry["day"] == quiet["day"] for entry in shown]
        shown.insert(today.index(True) if any(today) else len(shown), quiet)
    return [_intro(seen.speaker), *shown]


def _quiet(now: datetime, zone: ZoneInfo) -> Plain:
    """Return the line that stands where a card would: silence is no fault."""
    drawn = draw_message(Message(headline=QUIET))
    return {"id": f"quiet-{now:%F}", "kind": "quiet", "message": drawn} | _when(
        now, zone
    )


def _intro(speaker: str) -> Plain:
    about = Message(headline=SPEAKERS[speaker].intro)
    return {
        "id": f"intro-{speaker}",
        "kind": "intro",
        "day": "",
        "time": "",
        "message": draw_message(about),
    }


def _delivered(one: Delivered, zone: ZoneInfo) -> Plain:
    drawn = {"id": one.id, "kind": one.kind, "message": draw_message(one.message)}
    return drawn | _when(one.at, zone)


def _entry(entry: Entry, zone: ZoneInfo) -> Plain:
    drawn: Plain = {"id": f"said-{entry.order}"} | _when(entry.at, zone)
    if entry.message is None:
        return drawn | {"kind": "typed", "typed": entry.typed}
    return drawn | {
        "kind": "answer",
        "refused": entry.refused,
        "message": draw_message(entry.message),
        "form": draw_form(entry.form) if entry.form else None,
    }


def _when(at: datetime, zone: ZoneInfo) -> Plain:
    local = at.astimezone(zone)
    return {"day": spoken_date(local).rpartition(" ")[0], "time": f"{local:%H:%M}"}


@in_its_language
def draw_message(message: Message) -> Plain:
    """Return a message as the page's script expects it."""
    return {
        "headline": message.headline,
        "sections": [_section(section) for section in message.sections],
        "buttons": [_button(button) for button in message.buttons],
        "small_print": list(message.small_print),
    }


def _section(section: Section) -> Plain:
    return {
        "text": section.text,
        "facts": list(section.facts),
        "buttons": [_button(button) for button in section.buttons],
        "quote": section.quote,
        "bold": section.bold,
        "answer": section.answer,
        "over": section.over,
        "copy": _copy() if section.quote else None,
    }


def _copy() -> Plain:
    """Return what the button that copies a draft says: before, done, and failed."""
    return {
        "label": say("Copy"),
        "done": say("Copied"),
        "failed": say("Select it to copy"),
    }


def _button(button: Button | Menu) -> Plain:
    drawn: Plain = {
        "label": button.label,
        "action": button.action,
        "subject": button.subject,
    }
    if isinstance(button, Menu):
        return drawn | {"options": [_option(option) for option in button.options]}
    return drawn | {"style": button.style}


def _option(option: Option) -> Plain:
    return {"label": option.label, "value": option.value}


@in_its_language
def draw_form(form: Form) -> Plain:
    """Return a form as the page's script expects it."""
    return {
        "title": form.title,
        "intro": form.intro,
        "action": form.action,
        "subject": form.subject,
        "submit": form.submit,
        "cancel": say("Cancel"),
        "words": {"optional": say("optional"), "unsaid": say("Not said")},
        "fields": [_field(field) for field in form.fields],
    }


def _field(field: Field) -> Plain:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "value": field.value,
        "options": [_option(option) for option in field.options],
        "optional": field.optional,
        "hint": field.hint,
        "latest": field.latest.isoformat() if field.latest else "",
    }


# What could be tried now: suggestions that follow the story, computed from the state.
#
# Nobody has to follow them; whatever was done instead, they start from there.


def hints(seen: SeenOnPage) -> list[Hint]:
    """Return up to four suggestions for whoever speaks."""
    found = _for_ada(seen) if seen.speaker == "ada" else _for_partner(seen)
    typed = {entry.typed for entry in seen.chats.of(seen.speaker)}
    fresh = (hint for hint in found if not hint["text"] or hint["text"] not in typed)
    return list(islice(fresh, MOST))


def _for_ada(seen: SeenOnPage) -> Iterator[Hint]:
    first_day = seen.now.date() == CARD.astimezone(seen.now.tzinfo).date()
    typed = any(entry.typed for entry in seen.chats.of("ada"))
    if seen.open_card:
        yield _press("Press “More” on the card, then “On it”", "more")
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


def _repair(seen: SeenOnPage) -> Iterator[Hint]:
    """Get Operations satisfied: the issue fixed, then felt."""
    if any(issue.code == "I-12" for issue in seen.knows.issues):
        yield _type("Rosa says I-12 is fixed", "issue confirm I-12 by Rosa")
    elif seen.gate("Operations") in (Gate.SHUT, Gate.CAREFUL):
        yield _type(
            "Operations rates Payroll anew", f"rate Payroll {ratings_typed(AGAIN)}"
        )


def _joint_result(seen: SeenOnPage) -> Iterator[Hint]:
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


def _review(seen: SeenOnPage) -> Iterator[Hint]:
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


def _confirming(seen: SeenOnPage) -> Iterator[Hint]:
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


def _for_partner(seen: SeenOnPage) -> Iterator[Hint]:
    if code := seen.newest_code:
        yield _type("Confirm the joint result", f"confirm {code}")
    if not seen.knows.people:
        yield _type("Set up a list of your own", "start")
    yield {"label": "Back to Ada", "kind": "speak", "value": "ada", "text": ""}
    yield _type("See all commands", "help")


def _type(label: str, text: str) -> Hint:
    return {"label": label, "kind": "type", "value": "", "text": f"/outreach {text}"}


def _jump(label: str, jump: str) -> Hint:
    return {"label": label, "kind": "jump", "value": jump, "text": ""}


def _press(label: str, action: str) -> Hint:
    return {"label": label, "kind": "press", "value": action, "text": ""}

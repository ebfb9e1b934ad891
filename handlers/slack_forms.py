"""What a form in Slack asks for while it is filled in, and what becomes of it sent."""

import asyncio
import logging

from handlers.answer import press_safely
from handlers.faults import log_fault
from handlers.person_search import find_options
from handlers.queued_reply import queue_if_possible
from handlers.reader_language import language_at
from handlers.request import Address
from handlers.slack_door import Door, to_guests
from handlers.slack_port import NotServed, Payload
from handlers.slack_reply import Clockwork
from handlers.slack_request import address_of, pressed_in_form
from language.say import speaking
from storage.database import NotSaved
from storage.message import Option
from storage.transaction import Transaction

logger = logging.getLogger("outreach.slack")

NO_OPTIONS: tuple[Option, ...] = ()
NO_BRACKETS = str.maketrans("<>|", "   ")  # they would end the mention


async def take_search(door: Door, body: Payload, context: Payload) -> list[Payload]:
    """Return the lines for what was typed into a search so far.

    Never late and never an error: Slack shows nothing at all for either (R36). What
    cannot be looked up in time, or is no search of ours, gets no lines.
    """
    clock = Clockwork()
    by = address_of(context, body)
    typed = door.slack.read_search(body)
    if typed is None:
        return []
    try:
        async with asyncio.timeout(clock.left):
            options = await _find(door, by, typed)
    except NotServed:
        options = NO_OPTIONS
    except (NotSaved, TimeoutError) as trouble:
        logger.warning("a search was not answered: %s", type(trouble).__name__)
        options = NO_OPTIONS
    except Exception as error:
        log_fault(error, "a search was not answered")
        options = NO_OPTIONS
    return door.slack.draw_options(options)


async def _find(door: Door, by: Address, typed: str) -> tuple[Option, ...]:
    profile = await door.slack.profile(by)

    def work(tx: Transaction) -> tuple[Option, ...]:
        with speaking(language_at(tx, by, profile), on=by.surface):
            return find_options(tx, by, typed)

    return await door.database.run(work)


async def take_form(door: Door, body: Payload, context: Payload) -> Payload:
    """Carry out a sent form and return what becomes of its modal."""
    by = address_of(context, body)
    view: Payload = body["view"]
    try:
        profile = await door.slack.profile(by)
    except NotServed as guest:
        told = door.slack.draw_words(to_guests(guest))
        return {"response_action": "update", "view": told}
    values = door.slack.read_form(view)
    values |= await _mentions(door, by, door.slack.read_picked(view))
    pressed = pressed_in_form(view, by, values, profile=profile, at=door.now())
    reply = await press_safely(door.database, pressed)
    door.home.refresh(by, profile=profile)
    errors = {name: text for name, text in reply.field_errors.items() if name in values}
    if errors:
        return {"response_action": "errors", "errors": errors}
    if reply.form is not None:
        form = door.slack.draw_form(reply.form)
        return {"response_action": "update", "view": form}
    words = door.slack.draw_words(reply.message)
    if reply.refused:  # on top of the form, which keeps what was typed
        return {"response_action": "push", "view": words}
    await queue_if_possible(
        door.database,
        reply.message,
        to=by,
        profile=profile,
        once_key=pressed.once_key,
        at=pressed.at,
    )
    return {"response_action": "update", "view": words}


async def _mentions(door: Door, by: Address, picked: dict[str, str]) -> dict[str, str]:
    """Return who was picked as mentions that say their names, by field.

    A bot or a guest keeps no book here, so its mention says no name; nor does that of
    somebody about whom Slack is slow to answer.
    """

    async def mention(user_key: str) -> str:
        try:
            who = Address(by.surface, by.tenant, user_key)
            name = (await door.slack.profile(who)).name
        except NotServed:
            name = ""
        return f"<@{user_key}|{name.translate(NO_BRACKETS)}>"

    said = await asyncio.gather(*map(mention, picked.values()))
    return dict(zip(picked, said, strict=True))

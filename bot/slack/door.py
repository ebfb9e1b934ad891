"""Slack's door: who is it, what do they mean; carry it out, and give the reply back."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.slack.calls import SlackCalls
from bot.slack.cards.blocks import read_action
from bot.slack.cards.forms import (
    draw_form,
    draw_options,
    draw_words,
    read_form,
    read_picked,
    read_search,
)
from bot.slack.cards.text import Payload
from bot.slack.home import Home
from bot.slack.profiles import NO_BRACKETS, NotServed, Profiles
from bot.slack.reply import (
    Clockwork,
    Modal,
    ephemeral,
    in_its_place,
    in_words,
    to_guests,
)
from bot.slack.request import (
    SURFACE,
    address_of,
    author_of,
    edited_by,
    in_home,
    is_a_file_alone,
    is_a_line,
    mentioned_in,
    once_key,
    pressed_in_form,
    pressed_in_message,
    pressed_in_shortcut,
    said_in_command,
    said_in_event,
    tenant_of,
    with_names,
)
from handlers.answer import answer, answer_or_raise, answer_safely, press_safely
from handlers.faults import fault_reply
from handlers.grammar.contacts.second_reading import SecondReader
from handlers.people.whom import find_options
from handlers.queued_reply import (
    EDITED,
    FILE_ALONE,
    queue_if_possible,
    queue_reply_to,
    queue_unread,
)
from handlers.speaker import follow_profile, language_at
from handlers.start import welcome_once
from handlers.turn import Address, Mentioned, Profile, Reply, Said
from language.say import speaking
from storage.database.transactions import Database, NotSaved, Transaction
from storage.faults import log_fault
from storage.message import Message, Option

logger = logging.getLogger("outreach.slack")

TURN_PAGE = "home_page"
MOST_MENTIONED = 10  # people looked up for one line; house rule


@dataclass(frozen=True, slots=True)
class Door:
    """Takes what `handlers.slack` sends here, and knows whom it is from."""

    database: Database
    slack: SlackCalls
    profiles: Profiles
    dashboard: Home
    now: Callable[[], datetime]  # aware, UTC
    second_reader: SecondReader | None = None  # of lines not understood

    # What is typed and pressed.

    async def command(self, body: Payload, context: Payload) -> Payload | str:
        """Carry out a slash command and return what goes into its acknowledgement."""
        clock = Clockwork()
        by = address_of(context, body)
        try:
            profile = await self.profiles(by)
        except NotServed as guest:
            return ephemeral(to_guests(guest))
        said = said_in_command(body, by, profile=profile, at=self.now())
        said = await self._named(said)
        modal = self._modal(body, by, clock)
        work = answer_safely(self.database, said, second_reader=self.second_reader)
        if said.text.strip():
            reply = await work
        else:
            reply = await modal.reply_of(work, locale=profile.locale)
        self.dashboard.refresh(by, profile=profile)
        if await modal.show(reply):
            return ""
        return ephemeral(in_words(reply))

    async def line(self, body: Payload, context: Payload) -> None:
        """Carry out a line from the private chat, and queue the reply with it.

        Raises:
            NotSaved: nothing was saved; Slack is to send the event again.
        """
        event: Payload = body["event"]
        by = address_of(context, body)
        if who := edited_by(event):
            await self._unread(replace(by, user_key=who), EDITED, event["message"])
        elif is_a_line(event) and is_a_file_alone(event):
            await self._unread(by, FILE_ALONE, event)
        elif is_a_line(event):
            await self._line(body, by)

    async def mention(self, body: Payload, context: Payload) -> None:
        """Carry out a line that mentions us in a channel, and answer privately."""
        event: Payload = body["event"]
        if not event.get("bot_id") and isinstance(event.get("text"), str):
            await self._line(body, address_of(context, body))

    async def _line(self, body: Payload, by: Address) -> None:
        try:
            profile = await self.profiles(by)
        except NotServed:
            return
        said = said_in_event(body, by, profile=profile, at=self.now())
        said = await self._named(said)

        def work(tx: Transaction) -> Reply:
            reply = answer(tx, said)
            queue_reply_to(tx, said, reply)
            return reply

        try:
            reply = await answer_or_raise(
                self.database, work, said, second_reader=self.second_reader
            )
            self.dashboard.refresh(by, profile=profile)
            if not reply.refused:
                return
        except NotSaved:
            raise
        except Exception as error:
            reply = await fault_reply(
                self.database, error, by, profile, typed=said.text
            )
        await self.database.run(lambda tx: queue_reply_to(tx, said, reply))

    async def _unread(self, by: Address, why: str, message: Payload) -> None:
        """Say once why something in the private chat was not read."""
        try:
            profile = await self.profiles(by)
        except NotServed:
            return
        at, once = self.now(), once_key(by, "unread", str(message.get("ts") or ""))
        await self.database.run(
            lambda tx: queue_unread(
                tx, why, to=by, profile=profile, once_key=once, at=at
            )
        )

    async def press(self, body: Payload, context: Payload) -> None:
        """Carry out a press; its reply is a form, or words that only the presser sees.

        What turns a page of the dashboard changes nothing else.
        """
        clock = Clockwork()
        by = address_of(context, body)
        url = str(body.get("response_url") or "")
        try:
            profile = await self.profiles(by)
        except NotServed as guest:
            await self._tell_guest(guest, url, clock)
            return
        read = read_action(body["actions"][0])
        if read[0] == TURN_PAGE:
            await self.dashboard.turn(by, profile=profile, page=read[1])
            return
        pressed = pressed_in_message(body, by, read, profile=profile, at=self.now())
        modal = self._modal(body, by, clock)
        work = press_safely(self.database, pressed)
        reply = await modal.reply_of(work, locale=profile.locale)
        self.dashboard.refresh(by, profile=profile)
        if await modal.show(reply, in_home=in_home(body)):
            return
        await self._say_or_queue(
            url,
            in_words(reply),
            clock,
            to=by,
            profile=profile,
            once=pressed.once_key,
            in_place=reply.in_place,
        )

    # Forms: opened by a shortcut, searched in while they are filled in, and sent.

    async def shortcut(self, body: Payload, context: Payload) -> None:
        """Open the log form, filled in with the message if there is one."""
        clock = Clockwork()
        by = address_of(context, body)
        modal = self._modal(body, by, clock)
        url = str(body.get("response_url") or "")
        try:
            profile = await self.profiles(by)
        except NotServed as guest:
            await self._tell_guest(guest, url, clock)
            return
        once = once_key(by, "shortcut", str(body.get("trigger_id") or ""))
        work = self._log_opened(body, by, profile, once)
        reply = await modal.reply_of(work, locale=profile.locale)
        if not await modal.show(reply):
            await self._say_or_queue(
                url, in_words(reply), clock, to=by, profile=profile, once=once
            )

    async def search(self, body: Payload, context: Payload) -> list[Payload]:
        """Return the lines for what was typed into a search so far.

        Never late and never an error: Slack shows nothing at all for either (R36).
        """
        clock = Clockwork()
        by = address_of(context, body)
        typed = read_search(body)
        if typed is None:
            return []
        try:
            async with asyncio.timeout(clock.left):
                options = await self._find(by, typed)
        except NotServed:
            options = ()
        except (NotSaved, TimeoutError) as trouble:
            logger.warning("a search was not answered: %s", type(trouble).__name__)
            options = ()
        except Exception as error:
            log_fault(error, "a search was not answered")
            options = ()
        return draw_options(options)

    async def form(self, body: Payload, context: Payload) -> Payload:
        """Carry out a sent form and return what becomes of its modal.

        It closes, and the private chat says once what was understood.
        """
        by = address_of(context, body)
        view: Payload = body["view"]
        try:
            profile = await self.profiles(by)
        except NotServed as guest:
            return {"response_action": "update", "view": draw_words(to_guests(guest))}
        people = await self._picked(by, read_picked(view))
        values = read_form(view) | {
            name: "\n".join(f"<@{one.user_key}|{one.name}>" for one in picked)
            for name, picked in people.items()
        }
        pressed = pressed_in_form(view, by, values, profile=profile, at=self.now())
        everybody = tuple(one for some in people.values() for one in some)
        pressed = replace(pressed, mentioned=everybody)
        reply = await press_safely(self.database, pressed)
        self.dashboard.refresh(by, profile=profile)
        errors = {
            name: text for name, text in reply.field_errors.items() if name in values
        }
        if errors:
            return {"response_action": "errors", "errors": errors}
        if reply.form is not None:
            return {"response_action": "update", "view": draw_form(reply.form)}
        words = draw_words(reply.message)
        if reply.refused and reply.doubt is None:  # the form keeps what was typed
            return {"response_action": "push", "view": words}
        told = await queue_if_possible(
            self.database,
            reply.message,
            to=by,
            profile=profile,
            once_key=pressed.once_key,
            at=pressed.at,
        )
        if told:
            return {"response_action": "clear"}
        return {"response_action": "update", "view": words}

    # What Slack tells: the dashboard opened, a profile changed.

    async def home(self, body: Payload, context: Payload) -> None:
        """Show the dashboard to somebody who opens it, or welcome them in the chat.

        Raises:
            NotSaved: the database cannot be read; Slack is to send the event again.
        """
        in_chat = body["event"].get("tab") != "home"
        by = address_of(context, body)
        try:
            profile = await self.profiles(by)
        except NotServed as guest:
            if not in_chat:
                await self.dashboard.show(by, to_guests(guest))
            return
        if in_chat:
            at = self.now()
            await self.database.run(lambda tx: welcome_once(tx, by, profile, at=at))
            return
        await self.dashboard.open(by, profile=profile)

    async def profile(self, body: Payload, context: Payload) -> None:
        """Follow a leader's new zone, or their being away.

        Raises:
            NotSaved: nothing was saved; Slack is to send the event again.
        """
        user = body["event"].get("user")
        if not isinstance(user, dict):
            return
        by = Address(SURFACE, tenant_of(context), str(user.get("id") or ""))
        profile = self.profiles.learn(by, user)
        if profile is None:
            return
        at = self.now()
        await self.database.run(
            lambda tx: follow_profile(tx, by, profile=profile, at=at)
        )

    # What several of these do.

    def _modal(self, body: Payload, by: Address, clock: Clockwork) -> Modal:
        trigger_id = str(body.get("trigger_id") or "")
        return Modal(self.slack, by.tenant, trigger_id, clock)

    async def _tell_guest(self, guest: NotServed, url: str, clock: Clockwork) -> None:
        """Answer somebody who keeps no book here, where they pressed."""
        words = ephemeral(to_guests(guest))
        await self.slack.respond(url, words, seconds=clock.left)

    async def _say_or_queue(
        self,
        url: str,
        message: Message,
        clock: Clockwork,
        *,
        to: Address,
        profile: Profile,
        once: str,
        in_place: bool = False,
    ) -> None:
        """Answer where something was pressed, or privately if Slack takes no answer."""
        words = in_its_place(message) if in_place else ephemeral(message)
        if await self.slack.respond(url, words, seconds=clock.left):
            return
        await queue_if_possible(
            self.database,
            message,
            to=to,
            profile=profile,
            once_key=once,
            at=self.now(),
        )

    async def _log_opened(
        self, body: Payload, by: Address, profile: Profile, once: str
    ) -> Reply:
        author = author_of(body)
        name = ""  # a guest is logged by the name the leader types
        if author and author != by.user_key:
            name = await self._name(by, author)
        pressed = pressed_in_shortcut(
            body, by, name, once=once, profile=profile, at=self.now()
        )
        return await press_safely(self.database, pressed)

    async def _named(self, said: Said) -> Said:
        """Return a line whose mentions say the real names of the people they mean."""
        keys = mentioned_in(said.text)[:MOST_MENTIONED]
        tenant = said.by.tenant
        asked = [self.profiles.mentioned(Address(SURFACE, tenant, key)) for key in keys]
        return with_names(said, await asyncio.gather(*asked))

    async def _picked(
        self, by: Address, picked: dict[str, list[str]]
    ) -> dict[str, list[Mentioned]]:
        """Return who was picked, by field, as Slack knows them."""

        async def known(user_key: str) -> Mentioned:
            name = await self._name(by, user_key)
            them = Address(SURFACE, by.tenant, user_key)
            one = await self.profiles.mentioned(them)
            return replace(one, name=name.translate(NO_BRACKETS))

        return {
            name: list(await asyncio.gather(*map(known, keys)))
            for name, keys in picked.items()
        }

    async def _name(self, by: Address, user_key: str) -> str:
        """Return the name of somebody in the same workspace.

        "" for a bot or a guest, who keep no book here, and where Slack is slow to say.
        """
        try:
            return (await self.profiles(Address(SURFACE, by.tenant, user_key))).name
        except NotServed:
            return ""

    async def _find(self, by: Address, typed: str) -> tuple[Option, ...]:
        profile = await self.profiles(by)

        def work(tx: Transaction) -> tuple[Option, ...]:
            with speaking(language_at(tx, by, profile), on=by.surface):
                return find_options(tx, by, typed)

        return await self.database.run(work)

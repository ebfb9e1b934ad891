"""Teams' door: who is it, what do they mean; carry it out, and give the reply back.

A reply is queued in the transaction that carries the request out, so nothing is
answered before it is saved. Whatever is said in a channel, it goes to the private chat.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.teams.cards import (
    OPENS_A_DIALOG,
    TeamsPress,
    draw,
    draw_card,
    draw_words,
    read_press,
)
from bot.teams.connector import QuickCalls
from bot.teams.extension import (
    draw_results,
    draw_results_told,
    filled_in,
    found_by,
    search_in,
)
from bot.teams.forms import draw_dialog, draw_form, draw_told
from bot.teams.install import follow_install, keep_chats
from bot.teams.offers import FORMS_OF_COMMANDS, LOG_MESSAGE
from bot.teams.request import (
    address_of,
    data_of,
    here,
    is_a_file_alone,
    is_edit,
    is_personal,
    mentions_us,
    once,
    pressed_in,
    profile_of,
    said_in,
    value_of,
)
from bot.teams.text import Payload
from handlers.answer import answer, answer_or_raise, press, press_safely
from handlers.faults import fault_reply, press_told
from handlers.grammar.contacts.second_reading import SecondReader
from handlers.queued_reply import EDITED, FILE_ALONE, queue_reply_to, queue_unread
from handlers.teams import take_activity
from handlers.turn import Address, Pressed, Reply, Said
from language.say import current_language, mark, say, speaking
from storage.database.transactions import Database, NotSaved, Transaction
from storage.faults import log_fault
from storage.message import Form, Message
from storage.platforms.teams import chat_of

OPENED_BY = {  # the form a sent dialog belongs to
    "log": "open_log",
    "log_from_message": "log_message",
    "prep": "open_prep",
    "save_settings": "settings",
    "start_sent": "start",
}
PRIVATELY = mark(
    "I answer in our private chat, where nobody else reads it. If nothing is there, "
    "add me for yourself first: Apps, then Outreach."
)
NOT_OURS = mark("That button is not one of mine.")
UNKNOWN = mark(
    "I do not know that command. Perhaps it is from a newer version of me. In our "
    "private chat, type: help"
)
UNKNOWN_SEARCH = mark("I do not know that search. In our private chat, type: help")
NOBODY = mark(
    "Nobody in your book has that name. To add somebody, type in our private chat for "
    "example: add Dana Whitfield, COO in Operations"
)
EMPTY = mark(
    "There is nobody in your book yet. To begin, type in our private chat for example: "
    "add Dana Whitfield, COO in Operations"
)
AWAY = mark("I cannot look into your book right now. Please try again in a minute.")


@dataclass(frozen=True, slots=True)
class Door:
    """Takes what `handlers.teams` sends here."""

    database: Database
    calls: QuickCalls
    now: Callable[[], datetime]  # aware, UTC
    second_reader: SecondReader | None = None  # of lines not understood

    async def take(self, activity: Payload) -> Payload | None:
        """Carry out one activity; return what answers an invoke, None for the others.

        Raises:
            NotSaved: nothing was saved; Teams is to send it again.
        """
        by = address_of(activity)
        if by is None:
            return None
        if activity["type"] != "invoke":
            return await take_activity(self, activity, by)
        locale = profile_of(activity).locale  # until we know what they chose
        with speaking(locale, on=by.surface):
            return await take_activity(self, activity, by)

    # What is typed and pressed, and the app's coming and going.

    async def message(self, activity: Payload, by: Address) -> None:
        """Carry out a typed line, or a form that Teams posts like one.

        Others' talk in a channel is taken and forgotten.
        """
        pressed = read_press(activity.get("value"))
        if pressed is not None:
            await self._press(activity, by, pressed)
        elif is_personal(activity) and is_a_file_alone(activity):
            await self._unread(activity, by, FILE_ALONE)
        elif is_personal(activity) or mentions_us(activity):
            await self._line(activity, by)

    async def edited(self, activity: Payload, by: Address) -> None:
        """Say once, of a line in the private chat, that it stays as it was read."""
        if is_personal(activity) and is_edit(activity):
            await self._unread(activity, by, EDITED)

    async def _unread(self, activity: Payload, by: Address, why: str) -> None:
        key, at = once(by, "unread", str(activity.get("id") or "")), self.now()
        profile = profile_of(activity)

        def work(tx: Transaction) -> None:
            keep_chats(tx, activity, by, at=at)
            queue_unread(tx, why, to=by, profile=profile, once_key=key, at=at)

        await self.database.run(work)

    async def added_or_removed(self, activity: Payload, by: Address) -> None:
        """Keep where the app was added, and welcome a person once; or forget it."""
        at = self.now()
        await self.database.run(lambda tx: follow_install(tx, activity, by, at=at))

    async def press(self, activity: Payload, by: Address) -> Payload:
        """Carry out an `Action.Execute`; return what the presser sees."""
        action = value_of(activity).get("action")
        read = read_press(action.get("data") if isinstance(action, dict) else None)
        if read is None:
            return _in_words(say(NOT_OURS))
        return await self._press(activity, by, read)

    async def _line(self, activity: Payload, by: Address) -> None:
        said = said_in(activity, by, at=self.now())

        def work(tx: Transaction) -> Reply:
            keep_chats(tx, activity, by, at=said.at)
            reply = answer(tx, said)
            if reply.form is None:
                queue_reply_to(tx, said, reply)
            return reply

        try:
            reply = await answer_or_raise(
                self.database, work, said, second_reader=self.second_reader
            )
        except NotSaved:
            raise
        except Exception as error:
            reply = await fault_reply(
                self.database, error, by, said.profile, typed=said.text
            )
        shown = reply.form is not None and await self._post_form(by, reply)
        if reply.refused or (reply.form is not None and not shown):
            await self._queue_alone(activity, said, reply)
        if not is_personal(activity) and not reply.repeated:
            with speaking(reply.message.language, on=by.surface):
                words = say(PRIVATELY)
            await self.calls.post("a line", here(activity), draw_words(words))

    async def _press(self, activity: Payload, by: Address, read: TeamsPress) -> Payload:
        """Carry out a press; return what the presser sees.

        Its reply is a private message, a form, or for a sent form a card that says so.
        """
        pressed = pressed_in(activity, by, read, at=self.now())
        reply = await self._carried_out(activity, pressed, is_form=bool(read.stamp))
        if reply.form is not None:
            shown = await self._post_form(by, reply)
            with speaking(reply.form.language, on=by.surface):
                if shown:
                    return _in_words(say("There is a short form below."))
                return _in_words(
                    say("I could not show the form. Please try again in a minute.")
                )
        if reply.in_place and activity["type"] != "message":
            return await self._in_place(activity, reply.message)
        if reply.refused:
            asks = reply.doubt is not None  # with buttons, which words have none of
            if activity["type"] == "message" or asks:
                await self._queue_alone(activity, pressed, reply)
            return _in_words(_refusal_of(reply))
        if not read.stamp:
            with speaking(reply.message.language, on=by.surface):
                return _in_words(_beside(reply.message))
        headline, language = reply.message.headline, reply.message.language
        said = Message(headline=headline, language=language)
        return await self._in_place(activity, said)

    async def _in_place(self, activity: Payload, message: Message) -> Payload:
        """Return a card in place of the one pressed; it stays so in a private chat."""
        pressed = str(activity.get("replyToId") or "")
        if pressed and is_personal(activity):
            await self.calls.change("a redraw", here(activity), pressed, draw(message))
        return _as_card(draw_card(message))

    async def _carried_out(
        self, activity: Payload, pressed: Pressed, *, is_form: bool
    ) -> Reply:
        """Carry out a press, and queue what is more than one line beside the button."""

        def work(tx: Transaction) -> Reply:
            keep_chats(tx, activity, pressed.by, at=pressed.at)
            reply = press(tx, pressed)
            stays = reply.in_place and activity["type"] != "message"
            more = is_form or _says_more(reply.message)
            if reply.form is None and more and not stays:
                queue_reply_to(tx, pressed, reply)
            return reply

        try:
            return await answer_or_raise(self.database, work, pressed)
        except Exception as error:
            return await press_told(self.database, error, pressed)

    async def _queue_alone(
        self, activity: Payload, about: Said | Pressed, reply: Reply
    ) -> None:
        """Queue a reply whose request changed nothing, so that its writes are gone."""

        def work(tx: Transaction) -> None:
            keep_chats(tx, activity, about.by, at=about.at)
            queue_reply_to(tx, about, reply)

        await self.database.run(work)

    async def _post_form(self, by: Address, reply: Reply) -> bool:
        """Post a reply's form into the private chat; False if that cannot be."""
        chat = await self.database.run(
            lambda tx: chat_of(tx, tenant=by.tenant, recipient=by.user_key)
        )
        if reply.form is None or chat is None or not chat.conversation_id:
            return False
        return await self.calls.post("a form", chat, draw_form(reply.form))

    # Dialogs. One is opened by what can only open one, so to fetch it twice changes
    # nothing; its answer is carried out once, and is told in the window and in the
    # private chat.

    async def dialog_wanted(self, activity: Payload, by: Address) -> Payload:
        """Open the dialog that a button asks for."""
        read = read_press(data_of(activity))
        if read is None or read.action not in OPENS_A_DIALOG:
            return _dialog_told(say(NOT_OURS))
        return await self._open(pressed_in(activity, by, read, at=self.now()))

    async def dialog_sent(self, activity: Payload, by: Address) -> Payload:
        """Carry out a dialog; a mistake brings it back, with what was typed."""
        read = read_press(data_of(activity))
        opener = OPENED_BY.get(read.action) if read is not None else None
        if read is None or opener is None or not read.stamp:
            return _dialog_told(say(NOT_OURS))
        pressed = pressed_in(activity, by, read, at=self.now())
        reply = await self._carried_out(activity, pressed, is_form=True)
        if reply.form is not None:
            return _dialog(draw_dialog(reply.form))
        if reply.doubt is not None:  # a dialog has no buttons for its answers
            await self._queue_alone(activity, pressed, reply)
        if reply.refused:
            return await self._again(replace(pressed, action=opener), reply)
        return _dialog(draw_told(reply.message))

    async def _open(self, pressed: Pressed) -> Payload:
        reply = await press_safely(self.database, replace(pressed, once_key=""))
        if reply.form is None:
            return _dialog_told(_refusal_of(reply))
        return _dialog(draw_dialog(reply.form))

    async def _again(self, pressed: Pressed, reply: Reply) -> Payload:
        """Return the dialog once more: what was typed stays, what was wrong is said."""
        empty = replace(pressed, values={}, once_key="")
        opened = await press_safely(self.database, empty)
        if opened.form is None:
            return _dialog_told(_refusal_of(reply))
        form = _with_typed(opened.form, pressed.values)
        names = {field.name for field in form.fields}
        errors = {
            name: said for name, said in reply.field_errors.items() if name in names
        }
        trouble = "" if errors else reply.message.headline
        return _dialog(draw_dialog(form, errors=errors, trouble=trouble))

    # The message extension. It is used in chats that are not ours, so where it was used
    # is never kept, and nothing is saved before the leader sends the form.

    async def form_wanted(self, activity: Payload, by: Address) -> Payload:
        """Open the form of a command; nothing is saved by it."""
        command = value_of(activity).get("commandId")
        action = FORMS_OF_COMMANDS.get(command) if isinstance(command, str) else None
        if action is None:
            return _dialog_told(say(UNKNOWN))
        author, values = filled_in(activity) if command == LOG_MESSAGE else ("", {})
        pressed = Pressed(
            by=by,
            action=action,
            subject=author,
            at=self.now(),
            values=values,
            profile=profile_of(activity),
        )
        return await self._open(pressed)

    async def form_sent(self, activity: Payload, by: Address) -> Payload:
        """Carry out a form that a command opened."""
        command = value_of(activity).get("commandId")
        known = isinstance(command, str) and command in FORMS_OF_COMMANDS
        if not known or read_press(data_of(activity)) is None:
            return _dialog_told(say(UNKNOWN))
        return await self.dialog_sent(activity, by)

    async def search(self, activity: Payload, by: Address) -> Payload:
        """Return whom of the leader's own book a name means; nothing is changed."""
        asked = search_in(activity)
        if asked is None:
            return draw_results_told(say(UNKNOWN_SEARCH))
        try:
            book, found, chosen = await self.database.run(
                lambda tx: found_by(tx, by, asked)
            )
        except NotSaved:
            return draw_results_told(say(AWAY))
        except Exception as error:
            log_fault(error)
            return draw_results_told(say(AWAY))
        if not found and not asked.skip:
            with speaking(chosen or current_language(), on=by.surface):
                return draw_results_told(say(NOBODY if book else EMPTY))
        return draw_results(found[asked.skip : asked.skip + asked.count])


def _says_more(message: Message) -> bool:
    """Return whether there is more than `_beside` says beside the button."""
    buttons = [one for one in message.buttons if one.action != "undo"]
    return bool(message.sections or buttons or message.small_print)


def _beside(message: Message) -> str:
    """Return what is said beside the button: the answer, and how to take it back."""
    if _says_more(message) or not message.buttons:
        return message.headline
    return f"{message.headline}\n{say('To take it back, type: undo')}"


def _refusal_of(reply: Reply) -> str:
    """Return what a reply says, a line for each of its parts."""
    lines = [reply.message.headline, *(one.text for one in reply.message.sections)]
    return "\n".join(line for line in lines if line.strip())


def _with_typed(form: Form, typed: dict[str, str]) -> Form:
    fields = tuple(
        field.model_copy(update={"value": typed.get(field.name, field.value)})
        for field in form.fields
    )
    return form.model_copy(update={"fields": fields})


def _in_words(text: str) -> Payload:
    """Return the answer to a press that leaves the card as it is."""
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": text,
    }


def _as_card(drawn: Payload) -> Payload:
    """Return the answer to a press that puts another card in its place."""
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": drawn,
    }


def _dialog(drawn: Payload) -> Payload:
    """Return the answer that shows this dialog."""
    return {"task": {"type": "continue", "value": drawn}}


def _dialog_told(text: str) -> Payload:
    """Return the answer that only says something."""
    return {"task": {"type": "message", "value": text}}

"""Typed text in, reply out: one transaction, and every failure told in words."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from handlers.dispatch import check_text, dispatch
from handlers.faults import log_fault
from handlers.presses import PRESSES
from handlers.request import Pressed, Refusal, Reply, Said
from handlers.speaker import speaker_of
from storage.database import Database, NotSaved
from storage.message import Message, Section
from storage.seen import first_time

REPEATED = "I already had this one, so nothing was changed."


def answer(session: Session, said: Said) -> Reply:
    """Carry out one typed line in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    if said.once_key and not first_time(session, said.once_key, at=said.at):
        return Reply(Message(headline=REPEATED))
    speaker = speaker_of(session, said.by, profile=said.profile, at=said.at)
    return dispatch(session, speaker, said)


def press(session: Session, pressed: Pressed) -> Reply:
    """Carry out one press, menu choice or sent form in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    if pressed.once_key and not first_time(session, pressed.once_key, at=pressed.at):
        return Reply(Message(headline=REPEATED))
    _check_form(pressed)
    action = PRESSES.get(pressed.action)
    if action is None or not (pressed.subject + pressed.value).isprintable():
        raise Refusal(
            "That button is from an older version of me. Type “next” for now."
        )
    speaker = speaker_of(session, pressed.by, profile=pressed.profile, at=pressed.at)
    return action(session, speaker, pressed)


def _check_form(pressed: Pressed) -> None:
    for name, value in pressed.values.items():
        try:
            check_text(value)
        except Refusal as refusal:
            raise Refusal(refusal.text, field=name) from refusal


async def answer_safely(database: Database, said: Said) -> Reply:
    """Answer a line; refusals, a full database and our own faults become words."""
    return await _in_words(database, lambda s: answer(s, said), typed=said.text)


async def press_safely(database: Database, pressed: Pressed) -> Reply:
    """Carry out a press; refusals, a full database and our faults become words."""
    typed = "\n".join(value for value in pressed.values.values() if value)
    return await _in_words(database, lambda s: press(s, pressed), typed=typed)


async def answer_or_raise(
    database: Database, work: Callable[[Session], Reply]
) -> Reply:
    """Do as `answer_safely` for a request that the platform will send again.

    Raises:
        NotSaved: the database could not take it; answer with a 5xx.
    """
    try:
        return await database.run(work)
    except Refusal as refusal:
        return refused(refusal)


async def _in_words(
    database: Database, work: Callable[[Session], Reply], *, typed: str
) -> Reply:
    try:
        return await database.run(work)
    except Refusal as refusal:
        return refused(refusal)
    except NotSaved as problem:
        return not_saved(problem, typed)
    except Exception as error:
        return our_fault(log_fault(error), typed)


def refused(refusal: Refusal) -> Reply:
    """Return a refusal as a reply."""
    sections = tuple(Section(text=choice) for choice in refusal.choices)
    errors = {refusal.field: refusal.text} if refusal.field else {}
    message = Message(headline=refusal.text, sections=sections)
    return Reply(message, refused=True, field_errors=errors)


def not_saved(problem: NotSaved, typed: str) -> Reply:
    """Say that nothing was saved, why, and give the person's text back."""
    return _given_back(
        f"Nothing was saved: {problem.reason}. Please send it again in a minute.", typed
    )


def our_fault(reference: str, typed: str) -> Reply:
    """Say that we failed, with a reference for the log, and give the text back."""
    return _given_back(
        "That broke on our side, and nothing was saved. Try again in a minute, "
        f"or report it with {reference}.",
        typed,
    )


def _given_back(headline: str, typed: str) -> Reply:
    sections: tuple[Section, ...] = ()
    if typed:
        sections = (Section(text="You wrote:"), Section(text=typed, quote=True))
    return Reply(Message(headline=headline, sections=sections), refused=True)

"""Typed text in, reply out: one transaction, and every failure told in words.

All of it in the language of whoever asks.
"""

from collections.abc import Callable

from handlers.dispatch import check_text, dispatch
from handlers.faults import log_fault
from handlers.presses import PRESSES
from handlers.reader_language import language_after_fault, language_at
from handlers.request import Address, Pressed, Profile, Refusal, Reply, Said, open_turn
from handlers.speaker import speaker_of
from language.say import say, speaking
from storage.database import Database, NotSaved
from storage.message import Message, Section
from storage.seen import first_time
from storage.transaction import Transaction


def answer(tx: Transaction, said: Said) -> Reply:
    """Carry out one typed line in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    if said.once_key and not first_time(tx, said.once_key, at=said.at):
        return _repeated(tx, said.by, said.profile)
    speaker = speaker_of(tx, said.by, profile=said.profile, at=said.at)
    with speaking(speaker.language, on=speaker.address.surface):
        return dispatch(open_turn(tx, speaker, said))


def press(tx: Transaction, pressed: Pressed) -> Reply:
    """Carry out one press, menu choice or sent form in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    once_key, by, profile = pressed.once_key, pressed.by, pressed.profile
    if once_key and not first_time(tx, once_key, at=pressed.at):
        return _repeated(tx, by, profile)
    speaker = speaker_of(tx, by, profile=profile, at=pressed.at)
    with speaking(speaker.language, on=speaker.address.surface):
        _check_form(pressed)
        act = PRESSES.get(pressed.action)
        if act is None or not (pressed.subject + pressed.value).isprintable():
            raise Refusal(
                say("That button is from an older version of me. Type “next” for now.")
            )
        return act(open_turn(tx, speaker, pressed))


def _repeated(tx: Transaction, by: Address, profile: Profile) -> Reply:
    with speaking(language_at(tx, by, profile), on=by.surface):
        words = say("I already had this one, so nothing was changed.")
        return Reply(Message(headline=words), repeated=True)


def _check_form(pressed: Pressed) -> None:
    for name, value in pressed.values.items():
        try:
            check_text(value)
        except Refusal as refusal:
            raise Refusal(refusal.text, field=name) from refusal


async def answer_safely(database: Database, said: Said) -> Reply:
    """Answer a line; refusals, a full database and our own faults become words."""
    try:
        return await answer_or_raise(database, lambda tx: answer(tx, said))
    except Exception as error:
        return await told(database, error, said.by, said.profile, typed=said.text)


async def press_safely(database: Database, pressed: Pressed) -> Reply:
    """Carry out a press; refusals, a full database and our faults become words."""
    try:
        return await answer_or_raise(database, lambda tx: press(tx, pressed))
    except Exception as error:
        return await press_told(database, error, pressed)


async def answer_or_raise(
    database: Database, work: Callable[[Transaction], Reply]
) -> Reply:
    """Do as `answer_safely` for a request that the platform will send again.

    Raises:
        NotSaved: the database could not take it; answer with a 5xx.
    """
    try:
        return await database.run(work)
    except Refusal as refusal:
        return refused(refusal)


async def press_told(database: Database, error: Exception, pressed: Pressed) -> Reply:
    """Return in words what went wrong with a press, with all that was filled in."""
    typed = "\n".join(value for value in pressed.values.values() if value)
    return await told(database, error, pressed.by, pressed.profile, typed=typed)


async def told(
    database: Database, error: Exception, by: Address, profile: Profile, *, typed: str
) -> Reply:
    """Return in words what went wrong, and give the person's text back.

    A fault of our own is logged, and told with its reference. Who speaks which language
    cannot be looked up where nothing can be saved: there, it is the platform's.
    """
    if isinstance(error, NotSaved):
        with speaking(profile.locale, on=by.surface):
            return _not_saved(error, typed)
    reference = log_fault(error)
    locale = await language_after_fault(database, by, profile)
    with speaking(locale, on=by.surface):
        return _our_fault(reference, typed)


def refused(refusal: Refusal) -> Reply:
    """Return a refusal as a reply."""
    sections = tuple(Section(text=choice) for choice in refusal.choices)
    errors = {refusal.field: refusal.text} if refusal.field else {}
    message = Message(
        headline=refusal.text, sections=sections, language=refusal.language
    )
    return Reply(message, refused=True, field_errors=errors)


def _not_saved(problem: NotSaved, typed: str) -> Reply:
    """Say that nothing was saved, and why."""
    return _given_back(
        say(
            "Nothing was saved: {reason}. Please send it again in a minute.",
            reason=say(problem.reason),
        ),
        typed,
    )


def _our_fault(reference: str, typed: str) -> Reply:
    """Say that we failed, with a reference for the log."""
    return _given_back(
        say(
            "That broke on our side, and nothing was saved. Try again in a minute, "
            "or report it with {reference}.",
            reference=reference,
        ),
        typed,
    )


def _given_back(headline: str, typed: str) -> Reply:
    sections: tuple[Section, ...] = ()
    if typed:
        sections = (
            Section(text=say("You wrote:")),
            Section(text=typed, quote=True),
        )
    return Reply(Message(headline=headline, sections=sections), refused=True)

"""What went wrong, told in words, with what was typed given back.

All of it in the language of whoever asked.
"""

from handlers.speaker import language_after_fault
from handlers.turn import Address, Pressed, Profile, Refusal, Reply
from language.say import say, speaking
from storage.database.transactions import Database, NotSaved
from storage.faults import log_fault
from storage.message import Message, Section


async def press_told(database: Database, error: Exception, pressed: Pressed) -> Reply:
    """Return in words what went wrong with a press, with all that was filled in."""
    typed = "\n".join(value for value in pressed.values.values() if value)
    return await fault_reply(database, error, pressed.by, pressed.profile, typed=typed)


async def fault_reply(
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


def refusal_reply(refusal: Refusal) -> Reply:
    """Return a refusal as a reply."""
    sections = tuple(Section(text=choice) for choice in refusal.choices)
    errors = {refusal.field: refusal.text} if refusal.field else {}
    message = Message(
        headline=refusal.text, sections=sections, language=refusal.language
    )
    return Reply(message, refused=True, field_errors=errors, in_place=refusal.in_place)


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

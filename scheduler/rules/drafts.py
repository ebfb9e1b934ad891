"""Words for the leader to edit and send: a request, thanks, an introduction. Pure.

A draft is in the first person and has two to four sentences: it names the fact, asks
for one thing, and makes it easy to say no (house rules; that a named result is asked
for and not praise as such: S6, and one honest witness rather than a campaign, Yukl and
Tracey 1992). It is made from names, days and the titles of results alone: nothing here
is ever given a note. The bot sends none of them.
"""

from datetime import date

from language.say import mark, say
from language.words import AT_LENGTH, clipped, day_said, quoted
from storage.people.facts import first_name_of

LONGEST_FIRST_NAME = 60  # characters; house rule
LONGEST_EVIDENCE = 200  # characters, a link for example; house rule
FAVOURS = {
    "praise": mark("the good word to {target}"),
    "intro": mark("the introduction to {target}"),
    "review slot": mark("getting me time with {target}"),
    "meeting": mark("the meeting with {target}"),
}  # that lead to somebody else


def good_word_draft(to: str, *, about: str, result: str) -> str:
    """Return the request to mention a result to somebody (P06).

    Args:
        to: name of the colleague who is asked.
        about: name of the executive who should hear of it.
        result: title of the confirmed result.
    """
    return say(
        "{name}, I am glad of what we did together: {result}. Would you mention it to "
        "{executive} when it fits, in your own words? If you would rather not, just "
        "say so.",
        name=_called(to),
        result=_title(result),
        executive=_called(about),
    )


def review_slot_draft(
    to: str, *, about: str, result: str, evidence: str = "", by: str = ""
) -> str:
    """Return the request for 20 minutes with the executive (P08).

    Args:
        to: name of the direct report who is asked.
        about: name of the executive.
        result: title of the confirmed result.
        evidence: what shows it, "" = nothing to point to.
        by: name of who confirmed it, where the report had no part in it; "" = the
            report had, and presents.
    """
    proof = f" ({clipped(_line(evidence), LONGEST_EVIDENCE)})" if evidence else ""
    if by:
        return say(
            "{name}, {partner} has confirmed a result of ours together: {result}. "
            "Could you get us 20 minutes with {executive} to review it, with {partner} "
            "presenting? If this is not the time, tell me, and I will leave it there.",
            name=_called(to),
            partner=_called(by),
            result=f"{_title(result)}{proof}",
            executive=_called(about),
        )
    return say(
        "{name}, what we did together is worth showing: {result}. Could you get us 20 "
        "minutes with {executive} to review it, with you presenting? If this is not "
        "the time, tell me, and I will leave it there.",
        name=_called(to),
        result=f"{_title(result)}{proof}",
        executive=_called(about),
    )


def thanks_draft(to: str, *, kind: str, about: str, on: date, today: date) -> str:
    """Return thanks to whoever was asked, with the fact that it came about (L2).

    Args:
        to: name of who was asked.
        kind: as in `AskFact.type`.
        about: name of whom it led to, "" = themselves.
        on: local date it came about.
    """
    what = say("making time") if kind == "meeting" else say("your help")
    if about and kind in FAVOURS:
        what = say(FAVOURS[kind], target=_called(about))
    return say(
        "{name}, thank you for {what}. It came about on {day}. I would like to tell "
        "you what came of it; no need to answer if you are busy.",
        name=_called(to),
        what=what,
        day=day_said(on, today),
    )


def introduction_draft(to: str, *, about: str, result: str = "") -> str:
    """Return the request to be introduced.

    Args:
        to: name of who knows both.
        about: name of whom the leader wants to meet.
        result: title of a confirmed result to introduce them with, "" = none.
    """
    names = {"name": _called(to), "executive": _called(about)}
    if not result:
        return say(
            "{name}, I would like to get to know {executive}. Would you introduce us, "
            "in a line or in person? If you would rather not, just say so.",
            **names,
        )
    return say(
        "{name}, I would like to get to know {executive}. Would you introduce us, in a "
        "line or in person? {result} may be a good reason to give. If you would rather "
        "not, just say so.",
        result=_title(result),
        **names,
    )


def _called(name: str) -> str:
    """Return the first name, on one line and clipped."""
    return clipped(first_name_of(name), LONGEST_FIRST_NAME)


def _title(result: str) -> str:
    return quoted(result.rstrip("."), AT_LENGTH)


def _line(text: str) -> str:
    return " ".join(text.split())

"""Services, told of in a sentence: "the VPN is fixed", "Dana gives Payroll a 3"."""

import re

from handlers.doubts.pending import done_as
from handlers.grammar.days.typed import cut_day
from handlers.grammar.known_services import cut_code, cut_name
from handlers.grammar.people.people import people_named_in
from handlers.grammar.words.wishes import Wish
from handlers.talk.offers import asked_about, choice_of, labelled, typed_name
from handlers.turn import Refusal, Reply, Turn
from language.say import current_language, say
from storage.services.facts import IssueFact, ServiceFact
from storage.services.store import open_issues, services_of


def issue_fixed(turn: Turn, wish: Wish) -> Refusal | None:
    """Ask which open issue of the service named is resolved; None if there is none."""
    service = service_in(turn, wish.places["rest"])
    found = [
        issue
        for issue in open_issues(turn.tx, workspace_id=turn.speaker.workspace_id)
        if issue.resolved_on is None and _is_about(issue, service, wish.places["rest"])
    ]
    if not found:
        return None
    who_says = [
        labelled(
            say("{name} confirms that {code} is fixed", name=one.name, code=issue.code),
            f"issue confirm {issue.code} by {typed_name(turn, one)}",
        )
        for one in people_named_in(turn, wish.places["rest"], current_language())[:1]
        for issue in found
    ]
    resolved = [
        labelled(
            say("Resolve {code}: {title}", code=one.code, title=one.title),
            f"issue resolve {one.code}",
        )
        for one in found
    ]
    return asked_about(say("Which issue is resolved?"), (*who_says, *resolved))


def _is_about(issue: IssueFact, service: ServiceFact | None, words: str) -> bool:
    if service is not None:
        return issue.service == service.name
    return cut_name(words, {issue.id: issue.code})[0] is not None


def issue_with(turn: Turn, wish: Wish) -> Refusal | None:
    """Ask whether to open an issue, for each unit of the service; None if unknown."""
    service = service_in(turn, wish.places["rest"])
    if service is None or not service.units:
        return None
    title = " ".join(wish.places["rest"].split())
    return asked_about(
        say("Shall I open an issue on {service}?", service=service.name),
        (
            *(
                labelled(
                    say("Open it for {unit}", unit=unit),
                    f"issue open on {service.name} for {unit}: {title}",
                )
                for unit in list(service.units.values())[:3]
            ),
            choice_of("issue"),
        ),
    )


# Answers to steps that ask a report for a firm date, or somebody for a mark.

MARK = re.compile(
    r"(?:an?|una?|eine?) ?(?=\d)|(?P<mark>[1-5](?:[.,]\d)?)"
    r"(?: ?(?:out of|of|/|de|sobre|von) ?5)?|\b(?:to|for|al?|stars?|points?)\b"
)


def firm_date(turn: Turn, wish: Wish) -> Reply | None:
    """Keep the day that the owner of a service gave for its open issue.

    None where the line says anything more, or nothing of theirs is open.

    Raises:
        Refusal: several issues of theirs are open: it asks which.
    """
    code, rest = cut_code(wish.places["rest"])
    found = cut_day(turn, rest.strip(" :,"), prefer="future")
    if found.day is None or found.rest.strip(" .,:") not in ("", "for", "on", "para"):
        return None
    owners = people_named_in(turn, wish.places["name"], current_language())
    mine = {one.id for one in owners}
    late = [
        issue
        for issue in open_issues(turn.tx, workspace_id=turn.speaker.workspace_id)
        if issue.resolved_on is None
        and (issue.code == code if code else issue.owner and issue.owner.id in mine)
    ]
    if len(owners) != 1 or not late:
        return None
    lines = [f"issue {one.code} due {found.day}" for one in late]
    if len(lines) == 1:
        return done_as(turn, line=lines[0])
    choices = [
        labelled(f"{one.code}: {one.title}", line)
        for one, line in zip(late, lines, strict=True)
    ]
    raise asked_about(say("Which issue is it a date for?"), choices)


def mark_given(turn: Turn, wish: Wish) -> Reply | None:
    """Keep the mark that somebody gives a service, as “Dana gives Payroll a 3”.

    None where the line says anything more.
    """
    services = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    key, rest = cut_name(wish.places["rest"], {one.id: one.name for one in services})
    givers = people_named_in(turn, wish.places["name"], current_language())
    marks = [one for one in MARK.finditer(rest.casefold()) if one.group("mark")]
    if key is None or len(givers) != 1 or len(marks) != 1:
        return None
    if MARK.sub("", rest.casefold()).strip(" .,:!"):
        return None
    [name] = [one.name for one in services if one.id == key]
    mark = marks[0].group("mark").replace(",", ".")
    return done_as(turn, line=f"rate {name} {mark} by {typed_name(turn, givers[0])}")


def service_in(turn: Turn, words: str) -> ServiceFact | None:
    """Return the service whose name stands in these words, or None."""
    services = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    key, _ = cut_name(words, {one.id: one.name for one in services})
    return next((one for one in services if one.id == key), None)

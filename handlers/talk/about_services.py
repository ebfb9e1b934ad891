"""Services, told of in a sentence: "the VPN is fixed", "trouble with payroll"."""

from handlers.grammar.known_services import cut_name
from handlers.grammar.people.people import people_named_in
from handlers.grammar.words.wishes import Wish
from handlers.talk.offers import asked_about, choice_of, labelled, typed_name
from handlers.turn import Refusal, Turn
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


def service_in(turn: Turn, words: str) -> ServiceFact | None:
    """Return the service whose name stands in these words, or None."""
    services = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    key, _ = cut_name(words, {one.id: one.name for one in services})
    return next((one for one in services if one.id == key), None)

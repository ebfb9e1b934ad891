"""A play: build credibility with the executive's direct reports (P07)."""

from datetime import date, timedelta

from language.say import say
from language.words import AT_LENGTH, counted_in_words, quoted
from scheduler.situation import Colleague, Situation, invitations_pause
from storage.steps.facts import Answer, Answers, Suggestion

ENOUGH_TIES = 2  # live ties to this many reports; house rule
ENOUGH_CONTACTS = 2  # then a joint result is what is missing; house rule
CROWDED = 2  # contacts with one report in 14 days; house rule
CROWDED_DAYS = 14
RESOLVED_DAYS = 60  # house rule
NEXT_REPORT_DAYS = 14  # house rule
FEW_MUTUAL = 5  # measured: up to here the direct report comes before the good word


def build_with_direct_reports(situation: Situation) -> Answers:
    """Meet one direct report on something that report needs.

    When: the executive is unreachable or cold, and the leader has live ties to fewer
        than 2 of the direct reports.
    Step: meet the report with a live joint topic, else the strongest tie.
    Withheld: while the gate is shut; silent for a report in the leader's own line, met
        twice in 14 days, with a next meeting, met twice already in 60 days, or to whom
        invitations pause.
    Source: S7; direct reports first when mutual contacts are 5 or fewer (measured); the
        other numbers are house rules.
    """
    if not situation.reports or not situation.needs_a_route:
        return ()
    live = sum(colleague.tie.live for colleague in situation.reports)
    if live >= ENOUGH_TIES:
        return ()
    free = [c for c in situation.reports if _free(c, situation.today)]
    free.sort(key=lambda c: (not _topic(c), -c.tie.strength, c.person.id))
    return tuple(_suggestion(situation, colleague, live) for colleague in free)


def _free(colleague: Colleague, today: date) -> bool:
    tie = colleague.tie
    if colleague.in_own_line or tie.next_meeting_on is not None:
        return False
    if invitations_pause(tie, today):
        return False
    crowded = sum((today - day).days < CROWDED_DAYS for day in tie.contact_days)
    met = sum((today - day).days < RESOLVED_DAYS for day in tie.substantive_days)
    return crowded < CROWDED and met < ENOUGH_CONTACTS


def _topic(colleague: Colleague) -> str:
    """Return what the two could talk about, or ""."""
    for code in colleague.confirmed_issues[-1:]:
        return say("the fix of {code}", code=code)
    if colleague.owns_service:
        return colleague.owns_service
    if colleague.results:
        return quoted(colleague.results[-1].title, AT_LENGTH)
    return ""


def _topic_key(colleague: Colleague) -> str:
    """Return what changes with the topic, in whatever language it is said."""
    if colleague.confirmed_issues:
        return colleague.confirmed_issues[-1]
    if colleague.owns_service:
        return colleague.owns_service
    return colleague.results[-1].id if colleague.results else ""


def _suggestion(situation: Situation, colleague: Colleague, live: int) -> Answer:
    executive, report = situation.executive.first_name, colleague.person.first_name
    topic = _topic(colleague)
    facts = [say("{report} reports to {executive}", report=report, executive=executive)]
    for code in colleague.confirmed_issues[-1:]:
        facts.append(
            say("{report} confirmed that {code} is fixed", report=report, code=code)
        )
    facts.append(
        say(
            "you have a live tie to one of {executive}'s direct reports",
            executive=executive,
        )
        if live
        else say(
            "you have a live tie to none of {executive}'s direct reports",
            executive=executive,
        )
    )
    shared = len(situation.mutual)
    if shared <= FEW_MUTUAL:
        contacts = counted_in_words("one contact", "{n} contacts", shared)
        facts.append(
            say(
                "you share no contacts with {executive}; up to five, a direct report "
                "comes before a good word",
                executive=executive,
            )
            if shared == 0
            else say(
                "you share {contacts} with {executive}; up to five, a direct report "
                "comes before a good word",
                contacts=contacts,
                executive=executive,
            )
        )
    return Suggestion(
        step=say(
            "Meet {report}, who reports to {executive}, on something {report} needs.",
            report=report,
            executive=executive,
        ),
        more=say("A place to start: {topic}.", topic=topic) if topic else "",
        because=tuple(facts),
        withdrawn_if=say(
            "you have met {report} twice, or {executive} meets you.",
            report=report,
            executive=executive,
        ),
        about=colleague.person.id,
        approach_id=colleague.person.id,
        approach=colleague.person.name,
        returns_on=situation.today + timedelta(NEXT_REPORT_DAYS),
        fired_by=(colleague.person.id, _topic_key(colleague)),
    )

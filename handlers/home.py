"""The dashboard: today's steps, what waits, marks, people, and settings."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.card_times import card_times
from handlers.commands.list import TO_START, standing
from handlers.grammar.asking import described
from handlers.request import Speaker
from scheduler.gather import ForWhom, situations
from scheduler.overview import Overview, overview
from scheduler.planning import plan_day_over
from scheduler.satisfaction import satisfaction
from scheduler.step_sections import step_sections
from scheduler.steps import show_steps
from scheduler.wording import clipped, counted, spelled
from storage.history import totals_of
from storage.message import Button, Message, Section
from storage.people import Known, listed_people
from storage.tie_totals import TieTotals

PAGE = 15  # people; house rule
MOST = 5  # lines of each kind; house rule
LONGEST_LINE = 200  # characters
LOG = Button(label="Log a contact", action="open_log", style="primary")
SETTINGS = Button(label="Card settings", action="settings")


def home_message(
    session: Session, speaker: Speaker, *, at: datetime, page: int = 1
) -> Message:
    """Return a leader's dashboard.

    Args:
        at: now, UTC.
        page: of the people, from 1; one that does not exist is the nearest that does.
    """
    today = speaker.today(at)
    people = listed_people(session, leader_id=speaker.leader_id)
    day = spelled(today, today)
    if not people:
        return Message(
            headline=f"Welcome, {speaker.name.split()[0]}. Three steps to start:",
            sections=tuple(Section(text=step) for step in TO_START),
            buttons=(LOG, SETTINGS),
        )
    whom = ForWhom(speaker.leader_id, speaker.workspace_id, speaker.person_id)
    found = situations(session, whom, today=today)
    advice = plan_day_over(session, whom, found, today=today, asked=True)
    ids = show_steps(
        session,
        advice.steps,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        today=today,
        returns_on=None,
        at=at,
    )
    steps = [
        section
        for step in advice.steps
        for section in step_sections(step, ids.get(step.key, ""))
    ]
    rated = satisfaction(found, today)
    count = len(advice.steps)
    headline = f"{counted('{n} step', '{n} steps', count).capitalize()} for {day}."
    return Message(
        headline=headline if count else f"Nothing to do on {day}. Enjoy the quiet.",
        sections=(
            *steps,
            *_waiting(overview(found)),
            *((rated,) if rated else ()),
            _people(session, speaker, people, today, page),
            card_times(session, speaker, today=today),
        ),
        buttons=(LOG, SETTINGS),
    )


def _waiting(seen: Overview) -> tuple[Section, ...]:
    kinds = (
        ("Overdue", seen.overdue),
        ("Going cold", seen.cooling),
        ("Waiting for your thanks", seen.unthanked),
        ("Invitations pause", seen.paused),
    )
    return tuple(_lines(title, lines) for title, lines in kinds if lines)


def _lines(title: str, lines: Sequence[str]) -> Section:
    shown = [clipped(line, LONGEST_LINE) for line in lines[:MOST]]
    if len(lines) > MOST:
        shown.append(f"And {len(lines) - MOST} more")
    return Section(text=f"{title} ({len(lines)})", facts=tuple(shown))


def _people(
    session: Session, speaker: Speaker, people: Sequence[Known], today: date, page: int
) -> Section:
    pages = -(-len(people) // PAGE)
    page = min(max(page, 1), pages)
    shown = people[(page - 1) * PAGE : page * PAGE]
    totals = totals_of(
        session,
        leader_id=speaker.leader_id,
        person_ids=[person.id for person in shown],
    )
    buttons = []
    if page > 1:
        buttons.append(Button(label="Back", action="home_page", subject=str(page - 1)))
    if page < pages:
        more = Button(label="More people", action="home_page", subject=str(page + 1))
        buttons.append(more)
    title = f"Your people ({len(people)})"
    return Section(
        text=f"{title}, page {page} of {pages}" if pages > 1 else title,
        facts=tuple(
            clipped(
                "; ".join(
                    (
                        described(person),
                        *standing(totals.get(person.id, TieTotals()), today),
                    )
                ),
                LONGEST_LINE,
            )
            for person in shown
        ),
        buttons=tuple(buttons),
    )

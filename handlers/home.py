"""The dashboard: plans, today's steps, what waits, ratings, people, and settings."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.grammar.people.names import described
from handlers.people.list import standing, start_button
from handlers.settings.words import card_times
from handlers.start import welcome
from handlers.turn import Speaker
from language.say import say
from language.words import clipped, counted_in_words, day_said
from scheduler.advice.overview import Overview, overview, satisfaction
from scheduler.advice.planning import plan_day_over, whole_agenda
from scheduler.card.plans import coming_up
from scheduler.card.step_sections import step_section
from scheduler.gather.situations import situations
from storage.contacts.store import totals_of
from storage.contacts.totals import TieTotals
from storage.database.transactions import Transaction
from storage.message import Button, Message, Section
from storage.people.facts import Known, first_name_of
from storage.people.store import listed_people
from storage.steps.store import show_steps

PEOPLE_A_PAGE = 15  # people; house rule
MOST_OF_A_KIND = 5  # lines of each kind; house rule
LONGEST_HOME_LINE = 200  # characters


def home_message(
    tx: Transaction, speaker: Speaker, *, at: datetime, page: int = 1
) -> Message:
    """Return a leader's dashboard.

    Args:
        at: now, UTC.
        page: of the people, from 1; one that does not exist is the nearest that does.
    """
    today = speaker.today(at)
    people = listed_people(tx, leader_id=speaker.leader_id)
    day = day_said(today, today)
    if not people:
        about = welcome()
        return Message(
            headline=say("Welcome, {name}.", name=first_name_of(speaker.name)),
            sections=(Section(text=about.headline), *about.sections),
            buttons=(start_button(), *_buttons()),
            small_print=about.small_print,
        )
    agenda = whole_agenda(tx, speaker, today)
    found = situations(tx, speaker, today=today, agenda=agenda)
    advice = plan_day_over(tx, speaker, found, agenda, today=today, asked=True)
    ids = show_steps(
        tx,
        advice.steps,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        today=today,
        returns_on=None,
        at=at,
        told=False,
    )
    steps = [step_section(step, ids.get(step.key, "")) for step in advice.steps]
    rated = satisfaction(found, today)
    count = len(advice.steps)
    number = counted_in_words("{n} step", "{n} steps", count)
    headline = say("{steps} for {day}.", steps=number.capitalize(), day=day)
    return Message(
        headline=headline
        if count
        else say("Nothing to do on {day}. Enjoy the quiet.", day=day),
        sections=(
            *coming_up(tx, speaker.leader_id, today=today),
            *steps,
            *_waiting(overview(found)),
            *((rated,) if rated else ()),
            _people(tx, speaker, people, today, page),
            card_times(tx, speaker, today=today),
        ),
        buttons=_buttons(),
    )


def _buttons() -> tuple[Button, ...]:
    return (
        Button(label=say("Log a contact"), action="open_log", style="primary"),
        Button(label=say("Card settings"), action="settings"),
    )


def _waiting(seen: Overview) -> tuple[Section, ...]:
    kinds = (
        (say("Overdue"), seen.overdue),
        (say("Going cold"), seen.cooling),
        (say("Waiting for your thanks"), seen.unthanked),
        (say("Invitations pause"), seen.paused),
    )
    return tuple(_lines(title, lines) for title, lines in kinds if lines)


def _lines(title: str, lines: Sequence[str]) -> Section:
    shown = [clipped(line, LONGEST_HOME_LINE) for line in lines[:MOST_OF_A_KIND]]
    if len(lines) > MOST_OF_A_KIND:
        shown.append(say("And {number} more", number=len(lines) - MOST_OF_A_KIND))
    return Section(text=f"{title} ({len(lines)})", facts=tuple(shown))


def _people(
    tx: Transaction, speaker: Speaker, people: Sequence[Known], today: date, page: int
) -> Section:
    pages = -(-len(people) // PEOPLE_A_PAGE)
    page = min(max(page, 1), pages)
    shown = people[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE]
    totals = totals_of(
        tx,
        leader_id=speaker.leader_id,
        person_ids=[person.id for person in shown],
    )
    buttons = []
    if page > 1:
        buttons.append(
            Button(label=say("Back"), action="home_page", subject=str(page - 1))
        )
    if page < pages:
        more = Button(
            label=say("More people"), action="home_page", subject=str(page + 1)
        )
        buttons.append(more)
    title = say("Your people ({number})", number=len(people))
    return Section(
        text=say("{title}, page {page} of {pages}", title=title, page=page, pages=pages)
        if pages > 1
        else title,
        facts=tuple(
            clipped(
                ". ".join(
                    (
                        described(person),
                        *standing(totals.get(person.id, TieTotals()), today),
                    )
                ),
                LONGEST_HOME_LINE,
            )
            for person in shown
        ),
        buttons=tuple(buttons),
    )

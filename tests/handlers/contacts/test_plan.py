"""A plan is set, shown, moved, called off, and asked about when its day is past."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from sqlmodel import col

from handlers.answer import answer
from handlers.contacts.plan import cancel_plan, move_plan, plan_contacts
from handlers.grammar.contacts.heard import meeting
from handlers.grammar.people.names import people_called
from handlers.home import home_message
from handlers.speaker import speaker_of
from handlers.turn import (
    Address,
    Doubt,
    Pressed,
    Profile,
    Refusal,
    Reply,
    Said,
    Turn,
    open_turn,
)
from scheduler.jobs import CARDS
from scheduler.outgoing import open_body
from storage.contacts.plans import PlanFact, meetings_between
from storage.database.transactions import Transaction
from storage.leaders.leaders import move_leader
from storage.message import Menu, Message, Section
from storage.models import Change, Contact, Delivery
from tests.handlers.company import TODAY, Company, words

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 4, day) for day in (7, 8, 9, 10))
ASKED = "Did it happen? Lunch with Rosa Lim, yesterday, Tue 7 April."
ASKED_AGAIN = "Did it happen? Lunch with Rosa Lim, Tue 7 April."


@dataclass
class Diary:
    """What Ada planned."""

    company: Company

    def open(self, since: date = date.min) -> list[PlanFact]:
        leader_id = self.company.leader("Ada").leader_id
        return self.company.database.run_now(
            lambda tx: meetings_between(tx, leader_id, since=since)
        )

    def told(self) -> list[tuple[str, str, date, time | None]]:
        return [(one.name, one.kind, one.on, one.at) for one in self.open()]

    def contacts(self) -> list[tuple[date, str, str]]:
        query = sa.select(Contact).where(col(Contact.outcome) != "planned")
        rows = self.company.database.run_now(lambda tx: list(tx.rows(query)))
        return [(row.on, row.kind, row.outcome) for row in rows]

    def doubt(self, line: str, on: date = TODAY) -> Doubt:
        """Return the question that a line is answered with; nothing was kept."""
        before = self.company.count(Change)
        said = Said(
            by=Address("terminal", "acme", "Ada"),
            text=line,
            at=datetime.combine(on, time(9), UTC),
            profile=Profile(name="Ada", zone="Europe/London"),
        )
        with pytest.raises(Refusal) as refused:
            self.company.database.run_now(lambda tx: answer(tx, said))
        assert self.company.count(Change) == before
        assert refused.value.doubt is not None, refused.value.text
        return refused.value.doubt

    def morning(self, day: date) -> Message | None:
        """Let Ada's card be due at 08:30 that day, and return what was queued."""
        leader = self.company.leader("Ada")
        at = datetime.combine(day, time(7, 30), UTC)

        def send(tx: Transaction) -> Message | None:
            move_leader(tx, leader.leader_id, next_nudge_at=at)
            sent = CARDS.send(tx, leader.leader_id, at)
            return self._newest(tx) if sent else None

        return self.company.database.run_now(send)

    def card(self) -> Message:
        """Return what the newest card says now."""
        return self.company.database.run_now(self._newest)

    def _newest(self, tx: Transaction) -> Message:
        newest = sa.select(Delivery).order_by(col(Delivery.id).desc()).limit(1)
        row = tx.execute(newest).one()
        return open_body(tx, row.body, row.workspace_id, row.id)

    def press(
        self, action: str, plan_id: str, *, on: date = WEDNESDAY, by: str = "Ada"
    ) -> Reply:
        return self.company.take(
            Pressed(
                by=Address("terminal", "acme", by),
                action=action,
                subject=plan_id,
                at=datetime.combine(on, time(9), UTC),
                profile=Profile(name=by, zone="Europe/London"),
            )
        )


@pytest.fixture
def diary(company: Company) -> Diary:
    return Diary(company)


@pytest.fixture
def lunch(diary: Diary) -> PlanFact:
    """Ada plans lunch with Rosa on Tuesday 7 April at 15:00."""
    diary.company.hears("Ada", "plan Rosa lunch 7 April 15:00: bring the numbers")
    [planned] = diary.open()
    return planned


def texts(message: Message | None) -> list[str]:
    return [section.text for section in message.sections] if message else []


def section_of(message: Message, text: str) -> Section:
    [found] = [one for one in message.sections if one.text == text]
    return found


# Set.


def test_a_plan_is_said_back_with_its_day_time_and_note(diary: Diary) -> None:
    reply = diary.company.say("Ada", "plan Rosa lunch Tuesday 15:00: bring the numbers")

    assert reply.message.headline == (
        "Planned: lunch with Rosa Lim, Tue 7 April at 15:00. "
        "I will ask you the morning after."
    )
    assert "“bring the numbers”" in words(reply.message)
    assert diary.told() == [("Rosa Lim", "lunch", TUESDAY, time(15))]
    assert diary.contacts() == []
    diary.company.undo(reply)
    assert diary.told() == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("plan Rosa tuesday", [("Rosa Lim", "met", TUESDAY, None)]),
        ("plan call with Rosa on 7 April at 3",
         [("Rosa Lim", "call", TUESDAY, time(15))]),
        ("plan Rosa 8am coffee 7 April", [("Rosa Lim", "coffee", TUESDAY, time(8))]),
        ("plan a 1:1 with Rosa for tuesday", [("Rosa Lim", "met", TUESDAY, None)]),
        ("plan Rosa Lim (Operations) dinner 2026-04-07 19:30",
         [("Rosa Lim", "dinner", TUESDAY, time(19, 30))]),
        ("plan lunch meeting with Rosa tuesday noon",
         [("Rosa Lim", "lunch", TUESDAY, time(12))]),
        ("plan Rosa and Kim coffee tomorrow",
         [("Kim Ito", "coffee", date(2026, 4, 1), None),
          ("Rosa Lim", "coffee", date(2026, 4, 1), None)]),
    ],
)  # fmt: skip
def test_a_plan_may_be_typed_in_any_order(
    diary: Diary, line: str, told: list[tuple[str, str, date, time | None]]
) -> None:
    diary.company.hears("Ada", line)
    assert diary.told() == told


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("plan Rosa lunch tuesday at the Ritz", "at the Ritz"),
        ("plan Rosa lunch tuesday about moving the cut-over on Monday",
         "moving the cut-over on Monday"),
        ("plan Rosa lunch tuesday: is off the record", "is off the record"),
    ],
)  # fmt: skip
def test_what_else_is_typed_is_the_plans_note(
    diary: Diary, line: str, note: str
) -> None:
    assert note in diary.company.hears("Ada", line)
    assert [one.note for one in diary.open()] == [note]


def test_a_plan_on_friday_is_asked_about_on_monday(diary: Diary) -> None:
    said = diary.company.hears("Ada", "plan Rosa lunch 17 April")
    assert "I will ask you on Mon 20 April." in said


def test_no_question_is_promised_where_no_cards_come(diary: Diary) -> None:
    diary.company.hears("Ada", "remind stop")
    assert "I will ask" not in diary.company.hears("Ada", "plan Rosa lunch tuesday")


def test_the_same_plan_again_changes_nothing_but_a_time_is_taken_in(
    diary: Diary,
) -> None:
    diary.company.hears("Ada", "plan Rosa lunch tuesday")
    said = diary.company.is_refused("Ada", "plan Rosa lunch tuesday")
    assert "I have that already: lunch with Rosa Lim, Tue 7 April." in said
    diary.company.hears("Ada", "plan Rosa lunch tuesday 13:00")
    diary.company.hears("Ada", "plan Rosa call tuesday")
    assert diary.told() == [
        ("Rosa Lim", "lunch", TUESDAY, time(13)),
        ("Rosa Lim", "call", TUESDAY, None),
    ]


def test_without_a_day_it_asks_which_and_each_answer_is_a_whole_line(
    diary: Diary,
) -> None:
    doubt = diary.doubt("plan Rosa lunch 15:00: bring the numbers")

    assert doubt.text == "On which day is the lunch with Rosa Lim?"
    assert (doubt.about, doubt.line) == (
        "day",
        "plan Rosa Lim lunch {} 15:00: bring the numbers",
    )
    assert [one.label for one in doubt.choices] == [
        "Tomorrow, Wed 1 April", "Thu 2 April", "Mon 6 April",  # no card on Good Friday
    ]  # fmt: skip
    [line] = doubt.choices[2].lines
    diary.company.hears("Ada", line)
    [kept] = diary.open()
    assert (kept.on, kept.at, kept.note) == (
        date(2026, 4, 6),
        time(15),
        "bring the numbers",
    )


@pytest.mark.parametrize("typed", ["Friday", "10 April", "on friday 10 april"])
def test_a_day_typed_as_the_answer_finishes_the_plan(diary: Diary, typed: str) -> None:
    asked = diary.company.say("Ada", "plan Rosa lunch 15:00: the {} numbers")
    assert asked.refused
    diary.company.hears("Ada", typed)
    [kept] = diary.open()
    assert (kept.on.weekday(), kept.at, kept.note) == (4, time(15), "the {} numbers")


def test_of_two_days_it_asks_which(diary: Diary) -> None:
    doubt = diary.doubt("plan Rosa lunch 7 April or 8 April")
    assert [one.lines for one in doubt.choices] == [
        ("plan Rosa Lim lunch 2026-04-07",),
        ("plan Rosa Lim lunch 2026-04-08",),
    ]


def test_of_two_kinds_it_asks_which(diary: Diary) -> None:
    doubt = diary.doubt("plan Rosa lunch call tuesday")
    assert [one.lines for one in doubt.choices] == [
        ("plan Rosa lunch tuesday",),
        ("plan Rosa call tuesday",),
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("plan Rosa lunch yesterday", "Mon 30 March has passed. Did it happen?"),
        ("plan Rosa lunch today 9:59", "Tue 31 March at 09:59 has passed."),
    ],
)
def test_a_moment_that_is_past_is_logged_or_planned_anew(
    diary: Diary, line: str, text: str
) -> None:
    doubt = diary.doubt(line)  # it is 10:00 in London

    assert doubt.text.startswith(text)
    [happened] = doubt.choices[0].lines
    diary.company.hears("Ada", happened)
    assert [kind for _, kind, _ in diary.contacts()] == ["met"]
    [later] = doubt.choices[1].lines
    diary.company.hears("Ada", later)
    assert diary.open()[0].on == date(2026, 4, 1)


def test_a_moment_that_is_still_to_come_today_is_planned(diary: Diary) -> None:
    diary.company.hears("Ada", "plan Rosa lunch today 10:01")
    assert diary.told() == [("Rosa Lim", "lunch", TODAY, time(10, 1))]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("plan lunch tuesday", "With whom?"),
        ("plan Zoltan lunch tuesday", "I don't know “Zoltan”"),
        ("plan Rosa Luxemburg lunch tuesday", "I don't know “Rosa Luxemburg”"),
        ("plan Ada lunch tuesday", "Ada is you"),
        ("plan 🙈 tuesday", "🙈"),
        ("plan <!channel> tuesday", "<!channel>"),
        ("plan مرحبا tuesday", "مرحبا"),
        ("plan " + "x" * 400, "I don't know"),
        ("plan " + "x" * 401, "That is long."),
        ("plan Rosa move friday", "Nothing is planned with Rosa Lim."),
        ("plan cancel", "Nothing is planned."),
    ],
)
def test_what_cannot_be_planned_says_what_was_wrong(
    diary: Diary, line: str, said: str
) -> None:
    reply = diary.company.say("Ada", line)
    assert reply.refused
    assert said in words(reply.message)
    assert diary.told() == []


def test_a_day_that_does_not_exist_is_asked_about(diary: Diary) -> None:
    doubt = diary.doubt("plan Rosa lunch 31 February")
    assert doubt.text.startswith("There is no 31 February.")
    assert doubt.line == "plan Rosa Lim lunch {}"


@pytest.mark.parametrize(
    "line",
    ["plan " + "at " * 1_300, "plan " + "(" * 3_900, "plan " + "10:00 " * 650,
     "plan Rosa" + " " * 3_900 + "tuesday", "plan Rosa tuesday: " + "a:" * 1_900,
     "plan Rosa tuesday about " + "about " * 600],
)  # fmt: skip
def test_a_line_of_any_length_is_answered(diary: Diary, line: str) -> None:
    assert words(diary.company.say("Ada", line).message)


# Moved, and called off.


def test_a_plan_moves_and_keeps_its_time_unless_another_is_said(
    diary: Diary, lunch: PlanFact
) -> None:
    reply = diary.company.say("Ada", "plan Rosa move to 10 April")
    assert reply.message.headline == (
        "Moved: lunch with Rosa Lim, Fri 10 April at 15:00. "
        "It was Tue 7 April at 15:00."
    )
    diary.company.hears("Ada", "plan move Rosa 13 April 10:00")
    assert diary.told() == [("Rosa Lim", "lunch", date(2026, 4, 13), time(10))]
    diary.company.hears("Ada", "plan Rosa move 11:30")
    assert diary.told() == [("Rosa Lim", "lunch", date(2026, 4, 13), time(11, 30))]


def test_what_is_said_with_a_move_joins_the_note(diary: Diary, lunch: PlanFact) -> None:
    said = diary.company.hears("Ada", "plan Rosa move 10 April: she travels")
    assert "Kept as your private note: “she travels”" in said
    assert diary.open()[0].note == "bring the numbers\nshe travels"
    said = diary.company.hears("Ada", "plan Rosa cancel: no budget")
    assert "Not kept: “no budget”" in said


def test_a_move_is_undone(diary: Diary, lunch: PlanFact) -> None:
    diary.company.hears("Ada", "plan Rosa move 10 April 10:00")
    diary.company.hears("Ada", "undo")
    assert diary.open() == [lunch]


def test_a_move_without_a_day_asks_for_it(diary: Diary, lunch: PlanFact) -> None:
    doubt = diary.doubt("plan Rosa move")
    assert doubt.line == "plan Rosa Lim lunch 2026-04-07 15:00 move {}"
    [line] = doubt.choices[0].lines
    diary.company.hears("Ada", line)
    assert diary.open()[0].on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("plan Rosa move 7 April", "I have that already"),
        ("plan Rosa move today 9:59", "has passed"),
        ("plan Kim move friday", "Nothing is planned with Kim Ito."),
    ],
)
def test_a_move_that_cannot_be_changes_nothing(
    diary: Diary, lunch: PlanFact, line: str, said: str
) -> None:
    assert said in diary.company.is_refused("Ada", line)
    assert diary.open() == [lunch]


def test_a_move_to_a_day_that_is_past_asks_for_another(
    diary: Diary, lunch: PlanFact
) -> None:
    doubt = diary.doubt("plan Rosa move 30 March 2026")
    assert "has passed" in doubt.text
    assert doubt.line == "plan Rosa Lim lunch 2026-04-07 15:00 move {}"


@pytest.mark.parametrize(
    "line", ["plan Rosa cancel", "plan cancel Rosa", "plan Rosa lunch is off",
             "plan cancel", "plan cancelled lunch with Rosa on tuesday"],
)  # fmt: skip
def test_a_plan_is_called_off_and_nothing_is_logged(
    diary: Diary, lunch: PlanFact, line: str
) -> None:
    reply = diary.company.say("Ada", line)
    assert reply.message.headline == (
        "Off: lunch with Rosa Lim, Tue 7 April at 15:00. No contact is logged."
    )
    assert (diary.told(), diary.contacts()) == ([], [])
    diary.company.undo(reply)
    assert diary.open() == [lunch]


def test_of_two_plans_with_one_person_it_asks_which(
    diary: Diary, lunch: PlanFact
) -> None:
    diary.company.hears("Ada", "plan Rosa call 9 April")

    doubt = diary.doubt("plan Rosa move 10 April 10:00")
    assert doubt.text == "Which one moves?"
    assert [one.label for one in doubt.choices] == [
        "Lunch with Rosa Lim, Tue 7 April at 15:00",
        "Call with Rosa Lim, Thu 9 April",
    ]
    [line] = doubt.choices[1].lines
    assert line == "plan Rosa Lim call 2026-04-09 move 2026-04-10 10:00"
    diary.company.hears("Ada", line)
    off = diary.doubt("plan Rosa cancel")
    assert off.text == "Which one is off?"
    [line] = off.choices[0].lines
    diary.company.hears("Ada", line)
    assert diary.told() == [("Rosa Lim", "call", FRIDAY, time(10))]


def test_a_kind_or_a_day_says_which_of_two_is_meant(
    diary: Diary, lunch: PlanFact
) -> None:
    diary.company.hears("Ada", "plan Rosa call 9 April")
    diary.company.hears("Ada", "plan Rosa call move 10 April")
    diary.company.hears("Ada", "plan Rosa 7 April cancel")
    assert diary.told() == [("Rosa Lim", "call", FRIDAY, None)]


def test_another_kind_than_is_planned_is_never_called_off_unasked(
    diary: Diary, lunch: PlanFact
) -> None:
    doubt = diary.doubt("plan Rosa dinner cancel")
    assert [one.lines for one in doubt.choices] == [
        ("plan Rosa Lim lunch 2026-04-07 15:00 cancel",)
    ]


def test_the_next_date_told_with_a_contact_moves_and_falls_too(diary: Diary) -> None:
    diary.company.hears("Ada", "log Rosa call next 7 April")
    diary.company.hears("Ada", "plan Rosa move 8 April 14:00")
    assert diary.told() == [("Rosa Lim", "met", WEDNESDAY, time(14))]
    assert "next meeting Wed 8 April at 14:00" in diary.company.hears("Ada", "who Rosa")
    diary.company.hears("Ada", "plan Rosa cancel")
    assert "ext meeting" not in diary.company.hears("Ada", "who Rosa")
    assert diary.contacts() == [(TODAY, "call", "met")]


def test_the_time_of_the_next_meeting_is_kept_and_falls_with_another_day(
    diary: Diary,
) -> None:
    company = diary.company
    said = company.hears("Ada", "log Rosa met next 3 April at 14:00")
    assert "Next meeting Fri 3 April at 14:00" in said
    said = company.hears("Ada", "edit Rosa next 3 April at 15:00")
    assert "Now: Tue 31 March: met, next meeting Fri 3 April at 15:00" in said
    said = company.hears("Ada", "edit Rosa next 7 April")
    assert "Now: Tue 31 March: met, next meeting Tue 7 April" in said
    assert diary.told() == [("Rosa Lim", "met", TUESDAY, None)]
    company.hears("Ada", "undo")
    assert diary.told() == [("Rosa Lim", "met", date(2026, 4, 3), time(15))]
    company.hears("Ada", "edit Rosa no next date")
    assert diary.told() == []


# Acts, as a sentence calls them.


def ada_turns(company: Company) -> Said:
    return Said(
        by=Address("terminal", "acme", "Ada"),
        text="",
        at=datetime.combine(TODAY, time(9), UTC),
        profile=Profile(name="Ada", zone="Europe/London"),
    )


def test_a_sentence_reaches_the_same_acts(diary: Diary) -> None:
    said = ada_turns(diary.company)

    def turn_of(tx: Transaction) -> Turn:
        speaker = speaker_of(tx, said.by, profile=said.profile, at=said.at)
        return open_turn(tx, speaker, said)

    def tell(tx: Transaction) -> Reply:
        turn = turn_of(tx)
        [rosa] = people_called(turn, "Rosa")
        return plan_contacts(turn, meeting((rosa,), "lunch", TUESDAY, time(12), ""))

    diary.company.database.run_now(tell)
    [planned] = diary.open()
    diary.company.database.run_now(
        lambda tx: move_plan(turn_of(tx), planned, FRIDAY, None)
    )
    assert diary.told() == [("Rosa Lim", "lunch", FRIDAY, time(12))]
    [planned] = diary.open()
    diary.company.database.run_now(lambda tx: cancel_plan(turn_of(tx), planned))
    assert diary.told() == []


# Shown.


def test_what_is_planned_is_listed_soonest_first(diary: Diary, lunch: PlanFact) -> None:
    diary.company.hears("Ada", "plan Kim call 2 April")
    reply = diary.company.say("Ada", "plan")
    assert reply.message.headline == "2 meetings are planned."
    assert texts(reply.message) == [
        "Thu 2 April: call with Kim Ito",
        "Tue 7 April at 15:00: lunch with Rosa Lim",
    ]
    assert "plan Kim Ito cancel" in words(reply.message)


def test_where_nothing_is_planned_it_says_how_to(diary: Diary) -> None:
    said = diary.company.hears("Ada", "plan")
    assert said == (
        "Nothing is planned. To plan something, type for example: "
        "/outreach plan Dana lunch tuesday 12:30"
    )


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 3, 31), True), (date(2026, 3, 30), False), (TUESDAY, True),
     (WEDNESDAY, False)],
)  # fmt: skip
def test_next_and_home_show_today_and_the_coming_seven_days(
    diary: Diary, lunch: PlanFact, day: date, shown: bool
) -> None:
    line = "Tue 7 April at 15:00: lunch with Rosa Lim"
    diary.company.hears("Ada", "add Rosa Lim")
    assert (line in diary.company.hears("Ada", "next", on=day)) is shown
    assert (line in diary.company.hears("Ada", "next Rosa", on=day)) is shown
    assert line not in diary.company.hears("Ada", "next Kim", on=day)
    said = ada_turns(diary.company)
    at = datetime.combine(day, time(9), UTC)

    def home(tx: Transaction) -> Message:
        speaker = speaker_of(tx, said.by, profile=said.profile, at=at)
        return home_message(tx, speaker, at=at)

    assert (line in words(diary.company.database.run_now(home))) is shown


def test_next_shows_five_plans_and_says_how_many_more(diary: Diary) -> None:
    for day in range(1, 8):
        diary.company.hears("Ada", f"plan Rosa call {day} April")
    said = diary.company.hears("Ada", "next")
    assert "Sun 5 April: call" in said
    assert "Mon 6 April: call" not in said
    assert "And 2 more: /outreach plan" in said


def test_who_and_prep_tell_the_time_and_no_contact(
    diary: Diary, lunch: PlanFact
) -> None:
    said = diary.company.hears("Ada", "who Rosa")
    assert "Next meeting Tue 7 April at 15:00" in said
    assert "Planned: Tue 7 April at 15:00: lunch with Rosa Lim" in said
    assert "Your note: bring the numbers" in said
    assert "No contact yet" in said
    said = diary.company.hears("Ada", "prep Rosa")
    assert said.startswith("Before you meet Rosa Lim on Tue 7 April at 15:00")
    assert "Nothing is logged yet." in said
    assert "planned" not in diary.company.hears("Ada", "why Rosa").casefold()


def test_the_card_of_the_day_prepares_it_with_its_time(
    diary: Diary, lunch: PlanFact
) -> None:
    diary.company.hears("Ada", "add Rosa Lim")
    title = "Before you meet Rosa Lim today, Tue 7 April at 15:00"
    assert title not in texts(diary.morning(date(2026, 4, 2)))
    assert title in texts(diary.morning(TUESDAY))


def test_edit_never_corrects_a_plan(diary: Diary, lunch: PlanFact) -> None:
    assert "You logged nothing" in diary.company.is_refused("Ada", "edit listened 40%")
    diary.company.hears("Ada", "log Kim call yesterday")
    diary.company.hears("Ada", "plan Kim lunch 9 April")
    assert "call with Kim Ito" in diary.company.hears("Ada", "edit listened 40%")
    assert len(diary.open()) == 2


def test_nobody_sees_anothers_plans(diary: Diary, lunch: PlanFact) -> None:
    diary.company.hears("Eve", "add Rosa Lim")
    for line in ("plan", "next", "who Rosa", "list"):
        assert "7 April" not in diary.company.hears("Eve", line)
    assert "Nothing is planned" in diary.company.is_refused("Eve", "plan Rosa cancel")


# Asked about.


def test_the_morning_after_asks_and_so_does_the_next_but_no_third(
    diary: Diary, lunch: PlanFact
) -> None:
    assert not any("Did it happen?" in one for one in texts(diary.morning(TUESDAY)))
    card = diary.morning(WEDNESDAY)
    assert card is not None
    section = section_of(card, ASKED)
    assert [one.label for one in section.buttons] == [
        "Yes, log it",
        "Postponed",
        "More",
    ]
    rest = section.buttons[-1]
    assert isinstance(rest, Menu)
    assert [one.label for one in rest.options] == ["They declined", "Did not happen"]
    assert {getattr(one, "subject", "") for one in section.buttons} == {lunch.id}
    assert ASKED_AGAIN in texts(diary.morning(THURSDAY))
    assert not any("Did it happen?" in one for one in texts(diary.morning(FRIDAY)))
    assert "Nothing is planned" in diary.company.hears("Ada", "plan", on=FRIDAY)


@pytest.mark.parametrize(
    ("action", "kept"),
    [
        ("plan_held", [(TUESDAY, "met", "met")]),
        ("plan_postponed", [(TUESDAY, "met", "postponed")]),
        ("plan_declined", [(TUESDAY, "met", "declined")]),
        ("plan_dropped", []),
    ],
)
def test_one_press_answers_once_and_undo_asks_again(
    diary: Diary, lunch: PlanFact, action: str, kept: list[tuple[date, str, str]]
) -> None:
    diary.morning(WEDNESDAY)

    reply = diary.press(action, lunch.id)
    assert not reply.refused
    assert diary.contacts() == kept
    assert diary.told() == []
    section = section_of(diary.card(), ASKED)
    assert section.buttons == ()
    assert section.answer[:1] in ("✓", "↷", "✕")

    for again in ("plan_held", "plan_dropped", action):
        second = diary.press(again, lunch.id)
        assert second.refused
        assert "nothing was changed" in second.message.headline
    assert diary.contacts() == kept

    diary.company.hears("Ada", "undo", on=WEDNESDAY)
    assert (diary.open(), diary.contacts()) == ([lunch], [])
    assert len(section_of(diary.card(), ASKED).buttons) == 3


def test_what_happened_keeps_its_kind_and_its_note(diary: Diary) -> None:
    diary.company.hears("Ada", "plan Rosa call 7 April: bring the numbers")
    [planned] = diary.open()
    reply = diary.press("plan_held", planned.id)
    assert reply.message.headline.startswith(
        "Logged: call with Rosa Lim, yesterday, Tue 7 April."
    )
    assert "“bring the numbers”" in words(reply.message)
    assert diary.contacts() == [(TUESDAY, "call", "met")]


def test_a_next_date_told_with_a_contact_is_asked_about_like_a_plan(
    diary: Diary,
) -> None:
    diary.company.hears("Ada", "log Rosa call next 7 April")
    [planned] = diary.open()
    card = diary.morning(WEDNESDAY)
    asked = [one for one in texts(card) if "happen" in one or "Did you meet" in one]
    assert asked == ["Did it happen? Meeting with Rosa Lim, yesterday, Tue 7 April."]
    assert not diary.press("plan_held", planned.id).refused
    assert diary.press("plan_held", planned.id).refused
    assert diary.contacts() == [(TODAY, "call", "met"), (TUESDAY, "met", "met")]


def test_one_meeting_told_twice_is_asked_about_once(diary: Diary) -> None:
    diary.company.hears("Ada", "add Rosa Lim")
    diary.company.hears("Ada", "log Rosa call next 7 April")
    diary.company.hears("Ada", "plan Rosa lunch 7 April")
    card = diary.morning(WEDNESDAY)
    asked = [one for one in texts(card) if "happen" in one or "Did you meet" in one]
    assert asked == [ASKED]


def test_the_time_of_a_meeting_told_twice_is_not_lost(diary: Diary) -> None:
    diary.company.hears("Ada", "plan Rosa lunch 7 April")
    diary.company.hears("Ada", "log Rosa call next 7 April at 14:00")
    assert diary.told() == [("Rosa Lim", "lunch", TUESDAY, time(14))]
    diary.company.hears("Ada", "plan Rosa lunch 7 April 14:00 cancel")
    assert diary.told() == [("Rosa Lim", "met", TUESDAY, time(14))]


def test_a_card_asks_about_two_plans_and_says_where_the_others_are(
    diary: Diary,
) -> None:
    for name in ("Ben", "Dana", "Kim"):
        diary.company.hears("Ada", f"plan {name} coffee 7 April")
    card = diary.morning(WEDNESDAY)
    assert sum("Did it happen?" in one for one in texts(card)) == 2
    assert card is not None
    assert "To answer for 1 more: /outreach plan" in words(card)
    reply = diary.company.say("Ada", "plan", on=WEDNESDAY)
    assert sum("Did it happen?" in one for one in texts(reply.message)) == 3


@pytest.mark.parametrize(
    "line", ["log Rosa call today", "log Rosa met 7 April", "log Rosa no reply"]
)
def test_a_contact_on_the_day_or_later_ends_the_question(
    diary: Diary, lunch: PlanFact, line: str
) -> None:
    diary.company.hears("Ada", line, on=WEDNESDAY)
    assert diary.morning(THURSDAY) is None or ASKED_AGAIN not in texts(diary.card())
    assert diary.told() == []


def test_a_contact_before_the_day_leaves_the_question(
    diary: Diary, lunch: PlanFact
) -> None:
    diary.company.hears("Ada", "log Rosa call yesterday", on=TUESDAY)
    assert ASKED in texts(diary.morning(WEDNESDAY))


def test_what_is_called_off_by_a_log_is_said(diary: Diary, lunch: PlanFact) -> None:
    diary.company.hears("Ada", "plan Rosa call 14 April")
    said = diary.company.hears("Ada", "log Rosa postponed")
    assert "No longer planned: Tue 7 April at 15:00: lunch with Rosa Lim" in said
    assert "14 April" not in said
    assert diary.told() == [("Rosa Lim", "call", date(2026, 4, 14), None)]


def test_a_move_is_shown_on_the_card_that_asked(diary: Diary, lunch: PlanFact) -> None:
    diary.morning(WEDNESDAY)
    diary.company.hears("Ada", "plan Rosa move 10 April", on=WEDNESDAY)
    section = section_of(diary.card(), ASKED)
    assert (section.buttons, section.answer[:7]) == ((), "→ Moved")
    held = diary.press("plan_held", lunch.id)
    assert held.refused
    assert "That is planned for Fri 10 April at 15:00 now" in held.message.headline
    assert diary.contacts() == []


@pytest.mark.parametrize("subject", ["", "made-up", "é" * 50])
@pytest.mark.parametrize(
    "action", ["plan_held", "plan_postponed", "plan_declined", "plan_dropped"]
)
def test_a_forged_press_changes_nothing(
    diary: Diary, lunch: PlanFact, action: str, subject: str
) -> None:
    before = diary.company.count(Change)
    assert diary.press(action, subject).refused
    assert diary.press(action, lunch.id, by="Eve").refused
    assert diary.company.count(Change) == before
    assert diary.open() == [lunch]


def test_a_contacts_id_is_no_plans_id(diary: Diary) -> None:
    diary.company.hears("Ada", "log Rosa call")
    contact = diary.company.row(Contact)
    assert diary.press("plan_dropped", contact.id).refused
    assert diary.press("plan_held", contact.id).refused
    assert len(diary.contacts()) == 1


def test_another_workspaces_plan_is_not_there(diary: Diary, lunch: PlanFact) -> None:
    elsewhere = Company(diary.company.database, tenant="other")
    elsewhere.leader("Ada")
    pressed = Pressed(
        by=Address("terminal", "other", "Ada"),
        action="plan_held",
        subject=lunch.id,
        at=datetime.combine(WEDNESDAY, time(9), UTC),
    )
    assert elsewhere.take(pressed).refused
    assert diary.open() == [lunch]


def test_forgetting_somebody_forgets_what_is_planned(
    diary: Diary, lunch: PlanFact
) -> None:
    company = diary.company
    asked = company.say("Ada", "forget Rosa Lim")
    button = next(
        one for one in asked.message.buttons if getattr(one, "action", "") == "forget"
    )
    assert not diary.press("forget", getattr(button, "subject", "")).refused
    assert company.count(Contact) == 0
    assert "Nothing is planned" in company.hears("Ada", "plan")

"""The one question under a reply, and its answers by a press."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from handlers.answer import press
from handlers.contacts.log_form import log_form
from handlers.turn import Address, Pressed, Profile, Refusal, Reply
from storage.message import Button, Field
from storage.models import AgendaPart, Contact, Motivator, QuestionAsked
from tests.handlers.company import TODAY, Company, words


@pytest.fixture
def ada(company: Company) -> Company:
    company.say("Ada", "add Dana Whitfield")
    return company


def buttons(reply: Reply) -> list[Button]:
    """Return the buttons of the question under a reply."""
    shown = [one for section in reply.message.sections for one in section.buttons]
    return [one for one in shown if isinstance(one, Button)]


def pressed(
    company: Company,
    action: str,
    subject: str,
    who: str = "Ada",
    answers: dict[str, str] | None = None,
) -> Reply:
    at = datetime.combine(TODAY, time(10), UTC)
    by = Address(company.surface, company.tenant, who)
    values, profile = answers or {}, Profile(name=who)
    one = Pressed(by, action, subject, at, values=values, profile=profile)
    return company.database.run_now(lambda tx: press(tx, one))


def test_a_talk_without_a_listened_share_asks_for_it(ada: Company) -> None:
    reply = ada.say("Ada", "log Dana call")

    assert "How much of it did you listen?" in words(reply.message)
    about, half, thirds, more = buttons(reply)
    assert [about.label, half.label, thirds.label, more.label] == [
        "About 30 %", "Half", "Two thirds", "More",
    ]  # fmt: skip
    answer = pressed(ada, thirds.action, thirds.subject)
    assert answer.message.headline == (
        "Kept: you listened 67% with Dana Whitfield, today, Tue 31 March."
    )
    assert ada.row(Contact).listened == 67
    with pytest.raises(Refusal, match="I have 67% for that talk already"):
        pressed(ada, half.action, half.subject)


@pytest.mark.parametrize(
    "line",
    [
        "log Dana call listened 60%",
        "log Dana email",
        "log Dana postponed",
        "log Dana and Rosa lunch",
        "log Rosa call",
    ],
)
def test_nothing_is_asked_where_it_is_said_or_no_play_reads_it(
    ada: Company, line: str
) -> None:
    assert buttons(ada.say("Ada", line)) == []
    assert ada.count(QuestionAsked, kind="listened") == 0


@pytest.mark.parametrize(("days", "asked"), [(13, False), (14, True)])
def test_the_same_question_rests_for_two_weeks(
    ada: Company, days: int, asked: bool
) -> None:
    ada.say("Ada", "log Dana call")

    again = ada.say("Ada", "log Dana call", on=TODAY + timedelta(days))

    assert bool(buttons(again)) is asked


def test_undoing_the_talk_takes_its_question_back(ada: Company) -> None:
    ada.undo(ada.say("Ada", "log Dana call"))

    assert ada.count(QuestionAsked) == 0
    assert buttons(ada.say("Ada", "log Dana call"))


def test_questions_can_be_turned_off_and_on(ada: Company) -> None:
    assert "No questions under replies" in ada.hears("Ada", "remind questions off")
    assert buttons(ada.say("Ada", "log Dana call")) == []
    assert "No questions" not in ada.hears("Ada", "remind questions on")
    assert buttons(ada.say("Ada", "log Dana call"))


def test_an_item_asks_for_one_owner_at_a_time(ada: Company) -> None:
    first = ada.say("Ada", "agenda Cut-over, decision 12 June")
    [button] = buttons(first)
    assert "Who owns the process of A-1?" in words(first.message)
    form = pressed(ada, button.action, button.subject).form
    assert form is not None
    assert len(form.fields) == 1

    second = pressed(ada, form.action, form.subject, answers={"who": "Dana"})

    assert "Owners: process Dana Whitfield" in words(second.message)
    assert "Who owns the P&L of A-1?" in words(second.message)
    assert ada.count(AgendaPart) == 1


def test_once_all_are_owned_it_asks_what_an_owner_is_measured_on(ada: Company) -> None:
    reply = ada.say("Ada", "agenda Cut-over, process Dana, pnl Dana, people me")
    [button] = buttons(reply)
    assert "What is Dana measured on, or worried about?" in words(reply.message)
    form = pressed(ada, button.action, button.subject).form
    assert form is not None

    pressed(ada, form.action, form.subject, answers={"words": "overtime below 3 %"})

    assert ada.row(Motivator).confirmed


@pytest.mark.parametrize("forged", ["", ".", "x.30", "x.pnl", "a" * 200])
@pytest.mark.parametrize(
    "action",
    ["listened", "name_owner", "keep_owner", "tell_motivator", "keep_motivator"],
)
def test_a_forged_button_changes_nothing(
    ada: Company, action: str, forged: str
) -> None:
    with pytest.raises(Refusal, match="nothing was changed"):
        pressed(ada, action, forged, answers={"who": "Dana", "words": "x"})


def test_another_leaders_button_changes_nothing(ada: Company) -> None:
    talk = buttons(ada.say("Ada", "log Dana call"))[0]
    owner = buttons(ada.say("Ada", "agenda Cut-over, decision 12 June"))[0]

    for one in (talk, owner):
        with pytest.raises(Refusal, match="nothing was changed"):
            pressed(ada, one.action, one.subject, who="Kim Ito")
    assert ada.row(Contact).listened is None


def test_an_empty_or_wrong_answer_is_refused_in_its_field(ada: Company) -> None:
    owner = buttons(ada.say("Ada", "agenda Cut-over, decision 12 June"))[0]

    for typed in ("", "Nobody", "<!channel>"):
        with pytest.raises(Refusal) as refused:
            pressed(ada, "keep_owner", owner.subject, answers={"who": typed})
        assert refused.value.field == "who"
    assert ada.count(AgendaPart) == 0


def test_an_owner_that_was_searched_is_the_one_meant(ada: Company) -> None:
    owner = buttons(ada.say("Ada", "agenda Cut-over, decision 12 June"))[0]
    for line in ("add another Dana Whitfield in Sales", "list"):
        ada.say("Ada", line)
    [dana] = [one for one in ada.people("Dana Whitfield") if one.unit_id][-1:]

    pressed(ada, "keep_owner", owner.subject, answers={"who": f"#{dana.id}"})

    assert ada.row(AgendaPart).person_id == dana.id


@pytest.mark.parametrize("chosen", ["#", "#nobody", "+", "+12"])
def test_an_owner_that_was_not_found_is_told_on_its_field(
    ada: Company, chosen: str
) -> None:
    owner = buttons(ada.say("Ada", "agenda Cut-over, decision 12 June"))[0]
    with pytest.raises(Refusal) as refused:
        pressed(ada, "keep_owner", owner.subject, answers={"who": chosen})
    assert refused.value.field == "who"
    assert ada.count(AgendaPart) == 0


def test_somebody_new_can_be_the_owner(ada: Company) -> None:
    owner = buttons(ada.say("Ada", "agenda Cut-over, decision 12 June"))[0]
    pressed(ada, "keep_owner", owner.subject, answers={"who": "+Zoe Quill, CFO"})
    [zoe] = ada.people("Zoe Quill")
    assert ada.row(AgendaPart).person_id == zoe.id


def test_forgetting_erases_what_was_asked(ada: Company) -> None:
    ada.say("Ada", "log Dana call")
    ada.hears("Ada", "forget Dana yes")

    assert ada.count(QuestionAsked) == 0


WHO = Field(name="who", label="Who")


def test_a_form_has_six_fields_at_most_and_the_settings_eight(ada: Company) -> None:
    owner = buttons(ada.say("Ada", "agenda Cut-over, decision 12 June"))[0]
    held = ada.say("Ada", "propose A-1 to Dana").message.buttons[0]
    assert isinstance(held, Button)
    forms = [
        log_form(WHO, today=date(2026, 3, 31)),
        log_form(WHO, WHO, today=date(2026, 3, 31)),
        pressed(ada, "name_owner", owner.subject).form,
        pressed(ada, "tell_motivator", held.subject.partition(".")[2]).form,
        pressed(ada, held.action, held.subject).form,
    ]

    assert all(form is not None and 1 <= len(form.fields) <= 6 for form in forms)
    settings = pressed(ada, "settings", "").form
    assert settings is not None and len(settings.fields) == 8


def test_what_a_form_has_asked_is_not_asked_again(ada: Company) -> None:
    form = pressed(ada, "open_log", "").form
    assert form is not None
    assert "listened" in {field.name for field in form.fields}
    values = {"who": "Dana", "how": "call", "on": "2026-03-31", "listened": ""}
    by = Address("terminal", "acme", "Ada")
    at = datetime.combine(date(2026, 3, 31), time(9), UTC)
    told = ada.take(Pressed(by, form.action, "", at, values=values))

    assert told.message.headline.startswith("Logged: call with Dana")
    assert buttons(told) == []

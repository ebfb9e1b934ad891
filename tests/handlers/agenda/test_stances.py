"""Where people stand: `heard`, `stance`, `objection`, and when to `propose`."""

from datetime import UTC, date, datetime, time

import pytest

from handlers.answer import press
from handlers.turn import Address, Pressed, Profile, Refusal, Reply
from storage.agenda.facts import StanceFact
from storage.agenda.stances import stance_on
from storage.models import Stance
from tests.handlers.company import TODAY, Company, words

LATER = date(2026, 4, 20)


@pytest.fixture
def ada(company: Company) -> Company:
    """Ada has one item on her agenda, and Dana on her list."""
    company.say("Ada", "add Dana Whitfield")
    company.say("Ada", "agenda Cut-over to the new payroll, decision 12 June")
    return company


def known(company: Company) -> StanceFact:
    row = company.row(Stance)
    where = {"item_id": row.item_id, "person_id": row.person_id}
    found = company.database.run_now(lambda tx: stance_on(tx, **where))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "line",
    [
        "heard Dana on A-1 yesterday: she fears March",
        "heard yesterday Dana about cut-over: she fears March",
        "heard A-1 Dana yesterday: she fears March",
        "heard Dana yesterday: she fears March",
    ],
)
def test_a_view_is_heard_on_its_day(ada: Company, line: str) -> None:
    assert ada.hears("Ada", line).startswith(
        "Heard Dana Whitfield on A-1, yesterday, Mon 30 March: “she fears March”."
    )
    assert (known(ada).view, known(ada).heard_on) == (
        "she fears March", date(2026, 3, 30),
    )  # fmt: skip


def test_a_gap_opens_once_and_closes(ada: Company) -> None:
    ada.hears("Ada", "stance Dana on A-1 resistant, wanted supportive")
    assert known(ada).gap_since == TODAY
    ada.hears("Ada", "stance Dana on A-1 neutral", on=LATER)
    assert known(ada).gap_since == TODAY
    ada.hears("Ada", "stance Dana on A-1 supportive", on=LATER)
    assert known(ada).gap_since is None
    ada.hears("Ada", "stance Dana on A-1 wanted leading", on=LATER)
    assert known(ada).gap_since == LATER


@pytest.mark.parametrize(
    "line", ["Dana ranks A-1 low", "stance Dana on A-1 low priority"]
)
def test_how_they_rank_it_is_kept(ada: Company, line: str) -> None:
    assert "ranks it low" in ada.hears("Ada", line)
    assert known(ada).priority == "low"


def test_stances_are_sealed_and_shown_at_a_glance(ada: Company) -> None:
    ada.say("Ada", "stance Dana on A-1: resistant, wanted supportive")

    assert b"resistant" not in ada.row(Stance).stance
    assert "Stances: Dana Whitfield resistant, wanted supportive" in ada.hears(
        "Ada", "agenda"
    )


def test_an_objection_stays_open_until_answered(ada: Company) -> None:
    ada.hears("Ada", "objection Dana on A-1 yesterday: no testers in March")
    assert "objection open" in ada.hears("Ada", "agenda")
    before = "objection Dana on A-1 29 March answered"
    assert "can't have been answered before" in ada.is_refused("Ada", before)

    assert ada.hears("Ada", "objection Dana answered").startswith(
        "Dana Whitfield's objection to A-1 is answered, today, Tue 31 March: "
        "“no testers in March”."
    )
    assert known(ada).answered_on == TODAY
    assert "No objection" in ada.is_refused("Ada", "objection Dana answered")


def test_too_early_a_proposal_is_held_back_with_what_is_missing(ada: Company) -> None:
    said = ada.hears("Ada", "propose A-1 to Dana")

    assert said.startswith(
        "Held back, and nothing was kept: A-1 to Dana Whitfield.\n"
        "Not yet, because:\n"
        "Dana's view of A-1 is not recorded."
    )
    assert "Instead, ask how Dana sees A-1, then type heard Dana on A-1: …" in said
    assert ada.count(Stance) == 0


def test_a_proposal_goes_ahead_once_enough_is_known(ada: Company) -> None:
    for line in (
        "log Dana call, enquiry, listened 70%, next 12 May",
        "heard Dana on A-1: fears March",
        "motivator Dana: overtime below 3 %",
        "need Dana on A-1: fewer late payslips",
    ):
        ada.hears("Ada", line)

    assert ada.hears("Ada", "propose cut-over to Dana").startswith(
        "Kept: A-1 proposed to Dana Whitfield, today, Tue 31 March."
    )
    assert known(ada).proposed_on == TODAY
    held = ada.hears("Ada", "propose A-1 to Dana: escalate to her boss")
    assert "Going over Dana's head is a push." in held


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("propose A-1 to Dana: agreed", "agreed"),
        ("propose A-1 to Dana agreed", "agreed"),
        ("propose A-1 to Dana: she refused", "refused"),
        ("propose A-1 to Dana: objection no testers", "objection"),
    ],
)
def test_what_came_of_it_is_kept(ada: Company, line: str, outcome: str) -> None:
    ada.hears("Ada", line)

    assert known(ada).outcome == outcome
    assert known(ada).objection == ("no testers" if "no testers" in line else "")


def test_anyway_goes_ahead_and_keeps_the_reason(ada: Company) -> None:
    said = ada.hears("Ada", "propose A-1 to Dana anyway: safety")

    assert "anyway, because “safety”" in said
    assert known(ada).anyway == "safety"
    assert "proposed anyway: “safety”" in ada.hears("Ada", "who Dana")


def pressed(
    company: Company, subject: str, action: str, who: str = "Ada", **values: str
) -> Reply:
    at = datetime.combine(TODAY, time(10), UTC)
    by = Address(company.surface, company.tenant, who)
    one = Pressed(by, action, subject, at, values=values, profile=Profile(name=who))
    return company.database.run_now(lambda tx: press(tx, one))


def test_the_button_asks_for_the_reason_and_keeps_it(ada: Company) -> None:
    [button] = ada.say("Ada", "propose A-1 to Dana").message.buttons
    form = pressed(ada, button.subject, button.action).form
    assert form is not None
    assert [field.name for field in form.fields] == ["reason"]

    reply = pressed(ada, button.subject, form.action, reason="an outage")

    assert "anyway, because “an outage”" in words(reply.message)
    assert known(ada).anyway == "an outage"


@pytest.mark.parametrize("forged", ["", ".", "x.y", "a" * 200])
def test_a_forged_button_keeps_nothing(ada: Company, forged: str) -> None:
    with pytest.raises(Refusal, match="nothing was kept"):
        pressed(ada, forged, "keep_anyway", reason="x")


def test_another_leaders_button_keeps_nothing(ada: Company) -> None:
    [button] = ada.say("Ada", "propose A-1 to Dana").message.buttons

    with pytest.raises(Refusal, match="nothing was kept"):
        pressed(ada, button.subject, "keep_anyway", who="Kim Ito", reason="x")
    with pytest.raises(Refusal, match="Say why"):
        pressed(ada, button.subject, "keep_anyway", reason="")
    assert ada.count(Stance) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("heard", "Who?"),
        ("heard Dana on A-1", "How does Dana see A-1?"),
        ("heard Dana on A-9: x", "There is no A-9"),
        ("heard Dana on A-1 tomorrow: x", "Wed 1 April is still ahead"),
        ("heard Nobody on A-1: x", "I don't know “Nobody”."),
        ("heard Ada on A-1: x", "That is yourself."),
        (f"heard Dana on A-1: {'x' * 501}", "That is 501 characters"),
        ("stance", "Where do they stand"),
        ("stance Dana on A-1", "Where do they stand"),
        ("stance Dana on A-1 happy", "Where do they stand"),
        ("stance Dana on A-1 resistant supportive", "I read both"),
        ("stance A-1 resistant", "Who?"),
        ("stance <!channel> A-1 resistant", "I don't know"),
        ("objection Dana on A-1", "What does Dana have against A-1?"),
        (f"objection Dana on A-1: {'x' * 501}", "That is 501 characters"),
        ("propose", "Who?"),
        ("propose A-1", "Who?"),
        ("propose A-9 to Dana", "There is no A-9"),
        ("propose A-1 to Dana anyway", "Why anyway"),
        ("propose A-1 to Dana: objection", "What does Dana have against A-1?"),
        ("propose A-1 to 🙂", "I don't know"),
        (f"propose A-1 to Dana anyway: {'x' * 501}", "That is 501 characters"),
    ],
)
def test_what_cannot_be_is_refused(ada: Company, line: str, said: str) -> None:
    assert ada.is_refused("Ada", line).startswith(said)
    assert ada.count(Stance) == 0


def test_which_item_is_asked_when_there_are_two(ada: Company) -> None:
    ada.say("Ada", "agenda Close the old ledger")

    said = ada.is_refused("Ada", "heard Dana: x")

    assert said.startswith("On which item: A-1 or A-2?")


def test_a_parked_or_closed_item_is_not_proposed(ada: Company) -> None:
    ada.say("Ada", "agenda A-1 park until 1 September")
    assert "is parked until" in ada.is_refused("Ada", "propose A-1 to Dana: agreed")
    ada.say("Ada", "agenda A-1 close")
    assert "is closed" in ada.is_refused("Ada", "propose A-1 to Dana: agreed")


def test_undo_and_forget_take_it_back(ada: Company) -> None:
    opened = ada.say("Ada", "heard Dana on A-1: fears March")
    changed = ada.say("Ada", "stance Dana on A-1 resistant")
    ada.undo(changed)
    assert (known(ada).current, known(ada).view) == ("", "fears March")
    ada.undo(opened)
    assert ada.count(Stance) == 0

    ada.say("Ada", "heard Dana on A-1: fears March")
    ada.hears("Ada", "forget Dana yes")
    assert ada.count(Stance) == 0


def test_who_says_whether_an_objection_still_waits(ada: Company) -> None:
    ada.hears("Ada", "objection Dana on A-1: no testers")
    assert "objection: “no testers”" in ada.hears("Ada", "who Dana")
    ada.hears("Ada", "objection Dana on A-1 answered")
    assert "objection, answered: “no testers”" in ada.hears("Ada", "who Dana")


def test_a_fact_is_answered_with_one_next_step_and_no_notice(ada: Company) -> None:
    """Several are typed in a row: what the card says is not said again each time."""
    for day in ("3 March", "17 March", "30 March"):
        told = ada.hears("Ada", f"log Dana postponed on {day}")
    assert "You have made the effort" in told
    for line in (
        "agenda A-1 process Dana",
        "need Dana on A-1: fewer late payslips",
        "stance Dana on A-1 resistant, wanted supportive",
        "hearsay Dana: her standing",
        "remark Dana: always late",
        "topic Dana: her dates",
    ):
        said = ada.hears("Ada", line)
        assert said.count("Next: ") <= 1, said
        assert "You have made the effort" not in said
    assert "You have made the effort" not in ada.hears("Ada", "log Dana no reply")

from dataclasses import replace
from typing import Any

import pytest

from scheduler.advice.engine import advise_day
from scheduler.card.nudges import advice_message, morning_card, why_message
from scheduler.card.step_sections import (
    held_back_line,
    reason_of,
    short_step,
)
from scheduler.situation import Situation
from storage.message import Button, Menu, Message
from storage.people.facts import PersonFact
from storage.steps.facts import Advice, Notice, Suggestion, Withheld
from tests.builders import (
    LOW,
    TODAY,
    a_report,
    a_result,
    a_situation,
    a_standing,
    a_unit,
    an_issue,
    days_ago,
    pausing,
)

LATE = an_issue(due_on=days_ago(9), title="salaries late")


def dana(**facts: Any) -> Situation:
    known = {
        "tie": pausing(),
        "standing": a_standing(ratings=LOW, issues=(LATE,)),
        "reports": (a_report(),),
    }
    return a_situation(**(known | facts))


def drawn(advice: Advice, **how: Any) -> Message:
    ids = {step.key: f"id {n}" for n, step in enumerate(advice.steps)}
    message = morning_card(
        advice, leader_name="Ada Novak", today=TODAY, suggestion_ids=ids, **how
    )
    assert message is not None
    return message


def test_the_morning_of_31_march_word_for_word() -> None:
    message = drawn(advise_day([dana()]))
    assert message.headline == "Good morning, Ada. One step for Tue 31 March."
    notice, step = message.sections
    assert (notice.text, notice.facts) == (
        "Dana postponed on Tue 3 March, Tue 17 March and Mon 30 March. You have made "
        "the effort: send no invitations through Wed 29 April.",
        (),
    )
    assert step.text == "Ask Sam for a firm date on I-12 (Payroll)."
    assert step.facts == (
        "I-12 “salaries late” was due on Sun 22 March; Operations rates your services "
        "3.4 of 5 (9 people).",
    )
    assert message.small_print == ("Held back for Dana: three steps.",)


def test_why_has_everything_that_the_card_leaves_out() -> None:
    notice, step, held = why_message(advise_day([dana()]), about="").sections
    assert notice.facts == (
        "Rule: You have gone above and beyond to forge a relationship. (S1, P01)",
    )
    assert step.text == (
        "Ask Sam for a firm date on I-12 (Payroll). It is nine days past due; have "
        "someone in Operations confirm the fix."
    )
    assert step.facts[:3] == (
        "Because: I-12 “salaries late” was due on Sun 22 March; Operations rates your "
        "services 3.4 of 5 (9 people).",
        "Rule: If issues exist, get them resolved. (S3, P03)",
        "Withdrawn if: someone in Operations confirms that I-12 is fixed.",
    )
    assert held.text == "Not yet, for Dana Whitfield"
    reason = (
        "because Operations rates your services 3.4 of 5 (9 people; 4.0 opens the "
        "gate) and I-12 on Payroll is 9 days past due."
    )
    assert held.facts == (
        "Held back: ask for the review slot (P08), build with the direct reports (P07) "
        f"and ask for a good word (P06), {reason}",
    )


def test_a_step_can_be_done_put_off_and_explained_and_the_rest_is_in_a_menu() -> None:
    step = drawn(advise_day([dana()])).sections[1]
    assert step.subject == "id 0"
    assert [(b.label, b.action, b.subject) for b in step.buttons] == [
        ("Done", "done", "id 0"),
        ("Later", "later", "id 0"),
        ("Why", "why", "id 0"),
        ("More", "more", "id 0"),
    ]
    done, later, _, rest = step.buttons
    assert isinstance(done, Button)
    assert done.style == "primary"
    assert isinstance(later, Menu)
    assert [(o.label, o.value) for o in later.options] == [
        ("This afternoon", "afternoon"),
        ("Tomorrow", "tomorrow"),
        ("Monday", "monday"),
        ("Pick a date", "date"),
    ]
    assert isinstance(rest, Menu)
    assert [(o.label, o.value) for o in rest.options] == [
        ("On it", "accept"),
        ("Not relevant", "not_relevant"),
        ("Prep", "prep_step"),
    ]


def test_a_step_with_words_to_send_offers_them_and_shows_none() -> None:
    situation = a_situation(results=(a_result(confirmed_on=TODAY),))
    step = drawn(advise_day([situation])).sections[-1]
    rest = step.buttons[-1]
    assert isinstance(rest, Menu)
    assert ("Draft", "draft_step") in [(o.label, o.value) for o in rest.options]
    assert not any(section.quote for section in drawn(advise_day([situation])).sections)


PAUSED = Notice(
    "Dana postponed. Send no invitations through Wed 29 April.",
    short="No invitations to Dana through Wed 29 April.",
)


@pytest.mark.parametrize("said", [False, True])
def test_a_pause_is_told_in_full_once_and_in_short_from_then_on(said: bool) -> None:
    paused = replace(PAUSED, said=said)
    advice = Advice(steps=(a_step("dana"),), notices=(paused,))
    message = morning_card(advice, leader_name="Ada", today=TODAY, suggestion_ids={})
    assert message is not None
    told = [section.text for section in message.sections]
    assert (PAUSED.text in told) is not said
    assert message.small_print == ((PAUSED.short,) if said else ())


def test_what_is_held_back_is_counted_for_each_person_once_a_play() -> None:
    held = [
        Withheld("one", play="P06", name="A play", person_id="d", person="Dana Roe"),
        Withheld("two", play="P06", name="A play", person_id="d", person="Dana Roe"),
        Withheld("one", play="P07", name="Other", person_id="d", person="Dana Roe"),
        Withheld("one", play="P07", name="Other", person_id="l", person="Lee Wu"),
    ]
    assert held_back_line(held, [PAUSED]) == (
        "Held back for Dana: two steps; for Lee: one step. "
        "No invitations to Dana through Wed 29 April."
    )
    assert held_back_line([], []) == ""


@pytest.mark.parametrize(("words", "shown"), [(20, 20), (21, 20)])
def test_a_reason_has_at_most_twenty_words(words: int, shown: int) -> None:
    step = a_step("dana", because=(" ".join(f"w{n}" for n in range(words)), "another"))
    reason = reason_of(step)
    assert len(reason.split()) == shown
    assert reason.endswith("…") is (words > shown)


@pytest.mark.parametrize(("second", "told"), [(10, True), (11, False)])
def test_a_second_fact_is_told_where_there_is_room(second: int, told: bool) -> None:
    facts = " ".join(["one"] * 10), " ".join(["two"] * second)
    assert ("two" in reason_of(a_step("dana", because=facts))) is told


def test_a_warning_is_told_by_why() -> None:
    situation = dana(standing=a_standing(), reports=(a_report(),))
    [step] = [s for s in advise_day([situation]).steps if s.play == "P07"]
    [told] = why_message(Advice(steps=(step,)), about="").sections
    assert told.facts[2].startswith("Mind: Whether Operations is ")


def test_without_a_step_there_is_silence() -> None:
    held = Advice(withheld=(Withheld("a reason"),), notices=(Notice("a notice"),))
    for quiet in (Advice(), held):
        said = morning_card(quiet, leader_name="Ada", today=TODAY, suggestion_ids={})
        assert said is None


def a_step(person: str, **facts: Any) -> Suggestion:
    known = {
        "step": "Do it.",
        "because": ("it fired",),
        "withdrawn_if": "it goes away.",
        "play": "L1",
        "person_id": person,
        "person": person,
    }
    return Suggestion(**(known | facts))


def test_only_what_was_held_back_for_people_on_the_card_is_on_it() -> None:
    held = tuple(
        Withheld("no", play="P06", name="A play", person_id=who, person=who)
        for who in ("dana", "lee")
    )
    message = drawn(Advice(steps=(a_step("dana"),), withheld=held))
    assert message.small_print == ("Held back for dana: one step.",)


@pytest.mark.parametrize(("count", "words"), [(1, "One step"), (3, "Three steps")])
def test_the_headline_counts(count: int, words: str) -> None:
    steps = tuple(a_step(str(n)) for n in range(count))
    assert f". {words} for" in drawn(Advice(steps=steps)).headline


def test_a_step_put_off_to_now_is_no_second_morning() -> None:
    message = drawn(Advice(steps=(a_step("dana"),)), put_off=True)
    assert (
        message.headline == "As you asked, Ada: one step put off to now, Tue 31 March."
    )


def test_the_longest_day_stays_within_the_limits_of_a_message() -> None:
    long = "x" * 10_000
    people = [PersonFact(str(n), f"{n} {long}") for n in range(60)]
    issue = an_issue(due_on=days_ago(9), title=long, service=long)
    days = [
        dana(executive=p, standing=a_standing(unit=long, issues=(issue,)))
        for p in people
    ]
    message = drawn(advise_day(days))
    blocks = sum(1 + bool(s.facts) + bool(s.buttons) for s in message.sections)
    assert blocks + 1 <= 50
    for section in message.sections:
        assert len(section.text) <= 3000
        assert len(section.facts) <= 10
        assert all(len(line) <= 2000 for line in section.facts)
    assert len(why_message(advise_day(days), about=long).headline) <= 250


def test_next_shows_the_steps_with_their_buttons() -> None:
    advice = advise_day([dana()])
    ids = {advice.steps[0].key: "id"}
    message = advice_message(advice, today=TODAY, suggestion_ids=ids)
    assert message is not None
    assert message.headline == "One step for Tue 31 March."
    assert message.sections[1].subject == "id"


def test_next_without_a_new_step_says_what_rests_and_what_is_held_back() -> None:
    advice = Advice(
        withheld=(
            Withheld(
                "it is shut",
                play="P06",
                name="Ask for a good word",
                person_id="d",
                person="Dana",
            ),
        ),
        considered=("P03 Get it resolved: you are on it",),
    )
    message = advice_message(advice, today=TODAY, suggestion_ids={})
    assert message is not None
    assert message.headline == "No new step for Tue 31 March."
    assert [section.text for section in message.sections] == [
        "Not yet, for Dana",
        "Also considered",
    ]
    assert advice_message(Advice(), today=TODAY, suggestion_ids={}) is None


def test_why_tells_facts_rule_house_rules_and_what_else_there_was() -> None:
    day = advise_day([dana(units=(a_unit(),))])
    message = why_message(day, about="Dana Whitfield")
    assert message.headline == "Why this, and not that, for Dana Whitfield"
    _, step, held, considered = message.sections
    assert step.facts[-3:] == (
        "Play: Get it resolved",
        "S3: “If issues exist, get them resolved.” (Susan Cramm, cio.com 2007)",
        "House rule: a fall of 0.5 in 90 days counts as an issue.",
    )
    assert step.buttons == ()
    assert held.text == "Not yet, for Dana Whitfield"
    assert considered.text == "Also considered"
    assert considered.facts == (
        "P05 Build the reputation where it is welcome: waits until you have answered "
        "Get it resolved (P03).",
    )


def test_of_much_that_was_considered_eight_lines_are_shown() -> None:
    advice = Advice(considered=tuple(f"line {n}" for n in range(10)))
    [section] = why_message(advice, about="").sections
    assert section.facts[-2:] == ("Line 7.", "And 2 more.")


def test_the_reply_to_a_log_shows_a_step_in_two_lines() -> None:
    section = short_step(a_step("dana"))
    assert (section.text, section.facts) == ("Next: Do it.", ("Because: It fired.",))

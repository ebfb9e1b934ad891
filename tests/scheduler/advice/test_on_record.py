"""Drafts and reasons say what is on record, and nothing that nobody said."""

import re

from hypothesis import given

from scheduler.advice.engine import advise
from scheduler.rules.drafts import (
    good_word_draft,
    introduction_draft,
    review_slot_draft,
    thanks_draft,
)
from scheduler.situation import Situation
from storage.favours.facts import AskFact
from storage.results.facts import ResultFact
from storage.steps.facts import Suggestion
from tests.builders import TODAY
from tests.scheduler.advice.any_situation import situations

# What no log can know: how well, how often as a rule, what would have been.
NOT_ON_RECORD = re.compile(
    r"\b(?:know|knows|knew) \w+ (?:very )?well\b|\bwithout (?:you|him|her|them)\b"
    r"|\busually\b|\balways\b|\bclose (?:once|friends?)\b|\btrusts?\b|\bthrilled\b"
    r"|\bwould (?:not )?have\b(?! to)|\beverybody knows\b|\bas you know\b",
    re.IGNORECASE,
)
TOGETHER = "what we did together"
KINDS = ("praise", "intro", "review slot", "meeting", "favour")


def results_in(situation: Situation) -> list[ResultFact]:
    around = (*situation.reports, *situation.mutual)
    return [*situation.results, *(one for who in around for one in who.results)]


def with_words(situation: Situation) -> list[Suggestion]:
    return list(advise(situation, asked=True).steps)


@given(situations())
def test_no_step_claims_what_nobody_said(situation: Situation) -> None:
    for step in with_words(situation):
        for words in (step.step, *step.because, *step.cautions, step.draft):
            ours = re.sub("“[^”]*”", "", words)  # what others said, they said
            assert not NOT_ON_RECORD.search(ours), words


@given(situations())
def test_what_we_did_together_is_said_to_who_had_a_part_in_it(
    situation: Situation,
) -> None:
    for step in with_words(situation):
        if TOGETHER not in step.draft:
            continue
        told = [one for one in results_in(situation) if one.title in step.draft]
        mine = {
            one.id
            for who in (*situation.reports, *situation.mutual)
            if who.person.id == step.approach_id
            for one in who.results
        }
        assert any(one.has(step.approach_id) or one.id in mine for one in told)
        assert all(one.confirmed_on for one in told)


@given(situations())
def test_a_slot_or_a_good_word_is_about_what_the_executive_had_no_part_in(
    situation: Situation,
) -> None:
    for step in with_words(situation):
        if step.play in ("P06", "P08"):
            told = [one for one in results_in(situation) if one.title in step.draft]
            assert any(not one.has(situation.executive.id) for one in told)


@given(situations())
def test_thanks_are_for_what_came_about(situation: Situation) -> None:
    came: list[AskFact] = [one for one in situation.asks if one.fulfilled_on]
    for step in with_words(situation):
        if step.play == "L2":
            assert step.about in {one.id for one in came}


def test_no_draft_that_is_asked_for_claims_it_either() -> None:
    who = {"to": "Rosa Lim", "about": "Dana Whitfield"}
    drafts = [
        good_word_draft(**who, result="Payslips on time"),
        review_slot_draft(**who, result="Payslips on time"),
        review_slot_draft(**who, result="Payslips on time", by="Lee Wong"),
        introduction_draft(**who),
        introduction_draft(**who, result="Payslips on time"),
        *(thanks_draft(**who, kind=kind, on=TODAY, today=TODAY) for kind in KINDS),
    ]
    assert not [draft for draft in drafts if NOT_ON_RECORD.search(draft)]

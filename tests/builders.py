"""Situations stated in one line: every fact has a default, the test names its own.

The people are those of the worked case: Ada leads, Dana heads Operations and is hard to
reach, Rosa reports to Dana, Sam owns Payroll, Omar knows both, Femi heads Finance.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scheduler.book import Book
from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.playbook.play_info import PlayInfo
from scheduler.rules.credibility import judge
from scheduler.situation import Colleague, Situation
from storage.agenda.facts import AgendaFact, ItemFact, NeedFact, OwnerFact, StanceFact
from storage.contacts.facts import TieFact
from storage.favours.facts import AskFact
from storage.motives.facts import MotivatorFact, RemarkFact
from storage.people.facts import PersonFact
from storage.results.facts import Named, ResultFact
from storage.services.facts import (
    UNJUDGED,
    IssueFact,
    RatingFact,
    ServiceFact,
    Standing,
    UnitFact,
)
from storage.steps.facts import Earlier, Notice, Suggestion, Withheld

TODAY = date(2026, 3, 31)
AGREED = datetime(2026, 5, 5, 9, tzinfo=UTC)

DANA = PersonFact("dana", "Dana Whitfield", "COO", "operations", "Operations")
ROSA = PersonFact("rosa", "Rosa Lim", "Payroll lead", "operations", "Operations")
SAM = PersonFact("sam", "Sam Ortiz", "Payroll owner", "systems", "Systems")
OMAR = PersonFact("omar", "Omar Haddad", "CFO", "legal", "Legal")
FEMI = PersonFact("femi", "Femi Cole", "CFO", "finance", "Finance")


def days_ago(days: int, today: date = TODAY) -> date:
    """Return the local date this many days before `today`."""
    return today - timedelta(days)


def ratings(*scores: float, on: date = date(2026, 2, 16)) -> tuple[RatingFact, ...]:
    """Return one rating of Payroll by a new person for each score."""
    return tuple(
        RatingFact(f"rater {n}", "payroll", score, on) for n, score in enumerate(scores)
    )


LOW = ratings(3, 3, 3, 4, 3, 4, 4, 4, 3)  # sum 31: the mean is 3.4
GOOD = ratings(4, 4, 4, 5, 4)


def an_issue(**facts: Any) -> IssueFact:
    """Return I-12 on Payroll, of severity 3, opened on 2 March and owned by Sam."""
    known: dict[str, Any] = {
        "id": "i12",
        "code": "I-12",
        "service": "Payroll",
        "opened_on": date(2026, 3, 2),
        "owner": SAM,
    }
    return IssueFact(**(known | facts))


def a_standing(**facts: Any) -> Standing:
    """Return how Operations, which uses Payroll, stands with the leader's services."""
    known: dict[str, Any] = {
        "unit_id": "operations",
        "unit": "Operations",
        "services": (ServiceFact("payroll", "Payroll", SAM),),
    }
    return Standing(**(known | facts))


def a_tie(**facts: Any) -> TieFact:
    """Return a tie nothing is known of."""
    return TieFact(**facts)


LIVE = TieFact(strength=1.0, live=True)


def pausing(
    *refusals: date, since: date | None = None, **facts: Any
) -> TieFact:  # fmt: skip
    """Return a tie on which P01 is open, by default as Dana's is on 31 March."""
    days = refusals or (date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 30))
    opened = since or days[-1]
    known: dict[str, Any] = {
        "attempts": tuple((day, "postponed") for day in days),
        "last_on": days[-1],
        "unreachable_since": opened,
        "pause_through": opened + timedelta(30),
    }
    return TieFact(**(known | facts))


def a_result(**facts: Any) -> ResultFact:
    """Return a joint result with Rosa, confirmed on 5 May and agreed to be told."""
    known: dict[str, Any] = {
        "id": "result",
        "title": "Payslips on time three months running",
        "partner": ROSA,
        "unit_id": "operations",
        "unit": "Operations",
        "on": date(2026, 5, 5),
        "confirmed_on": date(2026, 5, 5),
        "named": (
            Named("rosa", "Rosa Lim", agreed_at=AGREED),
            Named("sam", "Sam Ortiz", ours=True, agreed_at=AGREED),
        ),
    }
    return ResultFact(**(known | facts))


def an_ask(**facts: Any) -> AskFact:
    """Return an open ask to Rosa for a review slot with Dana, made on 6 May."""
    known: dict[str, Any] = {
        "id": "ask",
        "asked": ROSA,
        "type": "review slot",
        "on": date(2026, 5, 6),
        "target": DANA,
    }
    return AskFact(**(known | facts))


def a_report(**facts: Any) -> Colleague:
    """Return Rosa, who reports to Dana, with no tie to the leader yet."""
    known: dict[str, Any] = {
        "person": ROSA,
        "tie": TieFact(),
        "tie_to_executive": 1.0,
        "reports_to_executive": True,
    }
    return _with_bonds(known | facts)


def a_colleague(**facts: Any) -> Colleague:
    """Return Omar, who knows Dana and has a live tie to the leader."""
    known: dict[str, Any] = {"person": OMAR, "tie": LIVE, "tie_to_executive": 1.0}
    return _with_bonds(known | facts)


def _with_bonds(facts: dict[str, Any]) -> Colleague:
    """Return a colleague whose bonds, unless told, are as strong as the ties."""
    ties = {
        "bond": facts["tie"].strength,
        "bond_to_executive": facts["tie_to_executive"],
    }
    return Colleague(**(ties | facts))


def a_unit(**facts: Any) -> UnitFact:
    """Return Finance, which rates 4.2 and took 4 of 5 meetings; Femi heads it."""
    standing = Standing("finance", "Finance", ratings=GOOD)
    known: dict[str, Any] = {
        "standing": standing,
        "head": FEMI,
        "met": 4,
        "attempts": 1,
    }
    return UnitFact(**(known | facts))


def an_earlier(play: str, about: str, state: str, **facts: Any) -> Earlier:
    """Return a step suggested on 31 March and what became of it."""
    known: dict[str, Any] = {"suggested_on": TODAY}
    if state not in ("suggested", "expired"):
        known["answered_on"] = facts.get("suggested_on", TODAY)
    return Earlier(play, about, state, **(known | facts))


def an_item(**facts: Any) -> ItemFact:
    """Return A-1, the cut-over: Dana owns its process, and nobody sponsors it yet."""
    known: dict[str, Any] = {
        "id": "a1",
        "code": "A-1",
        "title": "Cut-over to the new payroll",
        "opened_on": date(2026, 3, 2),
        "owners": (OwnerFact("process", DANA),),
    }
    return ItemFact(**(known | facts))


def on_agenda(**facts: Any) -> AgendaFact:
    """Return A-1 as it touches Dana, whose process it changes; her view is unknown."""
    known: dict[str, Any] = {"item": an_item(), "parts": ("process",)}
    return AgendaFact(**(known | facts))


def a_stance(**facts: Any) -> StanceFact:
    """Return a stance nothing is known of."""
    return StanceFact(**facts)


def a_need(**facts: Any) -> NeedFact:
    """Return Dana's need for fewer late payslips, which A-1 serves."""
    known: dict[str, Any] = {
        "person_id": "dana",
        "text": "fewer late payslips",
        "on": date(2026, 3, 10),
        "item_id": "a1",
    }
    return NeedFact(**(known | facts))


def a_motivator(**facts: Any) -> MotivatorFact:
    """Return what Dana herself said on 10 March she is measured on."""
    known: dict[str, Any] = {
        "text": "overtime below 3 %",
        "on": date(2026, 3, 10),
        "confirmed": True,
    }
    return MotivatorFact(**(known | facts))


def a_remark(**facts: Any) -> RemarkFact:
    """Return what Omar, who knows Dana, said of Payroll on 10 March."""
    known: dict[str, Any] = {
        "id": "remark",
        "person": OMAR,
        "text": "payroll is always late",
        "on": date(2026, 3, 10),
    }
    return RemarkFact(**(known | facts))


def deciding(day: date | None) -> tuple[AgendaFact, ...]:
    """Return an agenda with one item that is decided on `day`; None = no date."""
    return (on_agenda(item=an_item(decision_on=day)),)


def a_book(*situations: Situation, **facts: Any) -> Book:
    """Return a book on 31 March over these situations."""
    known: dict[str, Any] = {"today": TODAY, "situations": situations}
    return Book(**(known | facts))


def a_situation(**facts: Any) -> Situation:
    """Return Dana on 31 March, on the list, never met; `credibility` is judged."""
    known: dict[str, Any] = {
        "today": TODAY,
        "executive": DANA,
        "standing": a_standing(),
    }
    situation = Situation(**(known | facts))
    if situation.credibility is not UNJUDGED:
        return situation
    credible = judge(situation.standing, situation.today)
    return replace(situation, credibility=credible)


def every_way(**facts: Any) -> Situation:
    """Return Dana, whom one report, one colleague and one unit could all lead to."""
    known: dict[str, Any] = {
        "tie": pausing(),
        "standing": a_standing(ratings=GOOD),
        "reports": (a_report(),),
        "mutual": (a_colleague(results=(a_result(confirmed_on=days_ago(10)),)),),
        "units": (a_unit(),),
    }
    return a_situation(**(known | facts))


def steps_of(play_id: str, situation: Situation) -> tuple[Suggestion, ...]:
    """Return what one play suggests."""
    return tuple(a for a in info_of(play_id).play(situation) if type(a) is Suggestion)


def withheld_by(play_id: str, situation: Situation) -> tuple[str, ...]:
    """Return why one play itself holds a step back."""
    answers = info_of(play_id).play(situation)
    return tuple(a.because for a in answers if isinstance(a, Withheld))


def notices_of(play_id: str, situation: Situation) -> tuple[str, ...]:
    """Return the notices of one play."""
    answers = info_of(play_id).play(situation)
    return tuple(a.text for a in answers if isinstance(a, Notice))


def book_steps_of(play_id: str, book: Book) -> tuple[Suggestion, ...]:
    """Return what one play about the whole book suggests."""
    info = next(info for info in BOOK_PLAYS if info.id == play_id)
    return tuple(answer for answer in info.play(book) if type(answer) is Suggestion)


def info_of(play_id: str) -> PlayInfo:
    """Return a play's line in the registry."""
    return next(info for info in PLAYS if info.id == play_id)

"""A tour of all that a leader is shown in Slack, from the first day to the summary."""

import copy
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from tests.fake_slack.methods import user
from tests.fake_slack.requests import direct_message, message_shortcut, press, shortcut
from tests.journeys.company import Company
from tests.journeys.slack_company import Payload, SlackCompany, element
from tests.journeys.worked_case_lines import AGAIN, RATERS, at, set_the_scene

ADA, ROSA, BO = "Ada Novak", "Rosa Lim", "Bo Reyes"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@dataclass
class Tour:
    """What was shown: by page, by title."""

    company: SlackCompany
    shown: dict[str, dict[str, Payload]] = field(default_factory=dict)

    def keep(self, page: str, title: str, payload: Payload) -> None:
        """Keep a message or a view as it is now; codes are made the same."""
        same = CODE.sub("K7QF-2MPD", json.dumps(payload, ensure_ascii=False))
        titles = self.shown.setdefault(page, {})
        assert title not in titles, title
        titles[title] = json.loads(same)

    async def says(self, page: str, title: str, text: str, when: datetime) -> str:
        """Keep what Ada is shown when she types."""
        shown = await self.company.say(ADA, text, when)
        self.keep(page, title, self.company.answers[-1])
        return shown

    async def presses(
        self, page: str, title: str, what: Payload, value: str = ""
    ) -> None:
        """Keep what Ada is shown when she presses: words, or a form."""
        await self.company.press(ADA, what, value)
        if self.company.slack.views:
            self.keep(page, title, self.company.slack.views.popitem()[1])
        else:
            self.keep(page, title, self.company.slack.responses[-1])

    async def looks(self, title: str, who: str = ADA, page: int = 1) -> None:
        """Keep somebody's Home."""
        user_id = "U" + who.upper().replace(" ", "")
        event = direct_message("")
        event["event"] = {"type": "app_home_opened", "user": user_id, "tab": "home"}
        assert (await self.company.bot.event(event)).status_code == 200
        if page > 1:
            turn = press("0:home_page", str(page), user={"id": user_id})
            turn["view"] = {"id": "V1", "type": "home", "callback_id": ""}
            turn["trigger_id"] = self.company.slack.trigger()
            assert (await self.company.bot.interact(turn)).status_code == 200
        self.keep("home", title, self.company.slack.homes[user_id])

    async def card(self, month: int, day: int) -> Payload:
        """Return the card of a morning."""
        posts = await self.company.morning(date(2026, month, day))
        [card] = [post for post in posts if post["channel"].startswith("D")]
        return card


async def first_day(tour: Tour) -> None:
    """Somebody new looks around, and types what cannot be understood."""
    company = tour.company
    company.slack.users["UBOREYES"] = user(BO)
    company.slack.users["UADANOVAK"] = user(ADA)
    await tour.looks("Somebody new", BO)
    company.slack.users["UGUSGRAY"] = user("Gus Gray", is_restricted=True)
    await tour.looks("A guest", "Gus Gray")
    await tour.says("replies", "Nobody on the list yet", "list", at(2, 1))
    await tour.says("replies", "Nothing to do yet", "next", at(2, 1))
    await set_the_scene(cast(Company, company))
    lines = {
        "Help for one command": "help log",
        "Something logged": "log Kim call yesterday, listened 70%: the quarter is late",
        "Taken back": "undo",
        "Somebody nobody knows": "log Tom Baker call",
        "A day that is still ahead": "log Kim call on 3 May",
        "A number that cannot be": "log Kim call listened 140%",
        "A mistyped command": "lgo Kim call",
        "Too long a line": "log Kim call: " + "a" * 10_000,
        "A joke with a mention": "log <!channel> call",
        "Your people": "list",
        "Somebody you keep": "who Dana",
        "The story so far": "why Dana history",
        "Prepared for a talk": "prep Dana",
        "Words to edit and send": "draft Kim introduction to Dana",
        "Asks": "ask Kim for an introduction to Dana",
        "An agenda item": "agenda New payroll, decision 12 June",
        "Too early to propose": "propose A-1 to Dana",
        "Forgetting somebody": "forget Ben Okafor",
    }
    for title, line in lines.items():
        await tour.says("replies", title, line, at(3, 30, 9))


async def the_card(tour: Tour) -> None:
    """One card in its states, and what its buttons show."""
    company = tour.company
    card = await tour.card(3, 31)
    tour.keep("card", "In the morning", card)
    await tour.looks("A day with a step")
    company.clock.move(hours=1)
    await tour.presses("card", "Why", element(card, "Why"))
    await tour.presses("card", "On it, as the reader is told", element(card, "On it"))
    tour.keep("card", "On it, as the card says", card)
    await company.press(ADA, element(company.slack.responses[-1], "Undo"))
    await tour.presses("forms", "Done", element(card, "Done"))
    later = element(card, "Later")
    await tour.presses("forms", "Later: a date", later, "date")
    await tour.presses("card", "Put off, as the reader is told", later, "tomorrow")
    tour.keep("card", "Put off, as the card says", card)
    await company.press(ADA, element(company.slack.responses[-1], "Undo"))
    await company.press(ADA, later, "afternoon")
    company.clock.now = at(3, 31, 15)
    await company.core.tick()
    await company.settle()
    back = company.slack.posts[-1]
    tour.keep("card", "Back in the afternoon, as asked", back)
    await company.press(ADA, element(back, "On it"))
    await company.press(ADA, element(company.slack.responses[-1], "Undo"))
    await tour.presses("card", "Not relevant", element(card, "Not relevant"))
    wrong = element(company.slack.responses[-1], "Wrong person")
    await tour.presses("card", "Not relevant, as the reader is told", wrong)
    tour.keep("card", "Not relevant, as the card says", card)
    await company.press(ADA, element(company.slack.responses[-1], "Undo"))
    forged = {**element(card, "Why"), "value": "0" * 32}
    await tour.presses("card", "A step that is gone", forged)
    await company.press(ADA, element(card, "On it"))
    for day in (14, 15):
        for post in await company.morning(date(2026, 4, day)):
            if "Did it happen?" in post["text"]:
                tour.keep("card", "Did it happen?", post)


async def forms(tour: Tour) -> None:
    """The forms that open from a command, a shortcut and Home."""
    company = tour.company
    company.clock.now = at(4, 16)
    who = {"user": {"id": "UADANOVAK"}}
    for title, body in {
        "Log a contact": shortcut("log_contact"),
        "Log a message": message_shortcut("The cut-over slips by a week.", author="U7"),
        "Card settings": press("0:settings"),
    }.items():
        company.slack.users["U7"] = user("Lee Park")
        body |= {**who, "trigger_id": company.slack.trigger()}
        assert (await company.bot.interact(body)).status_code == 200
        tour.keep("forms", title, company.slack.views.popitem()[1])


async def refused_forms(tour: Tour) -> None:
    """What becomes of a form that cannot be saved."""
    body = shortcut("log_contact", user={"id": "UADANOVAK"})
    body["trigger_id"] = tour.company.slack.trigger()
    assert (await tour.company.bot.interact(body)).status_code == 200
    answers: dict[str, Payload] = {
        "colleague": {"selected_user": None},
        "who": {"selected_options": []},
        "how": {"selected_option": {"value": "call"}},
        "on": {"selected_date": "2026-12-01"},
        "note": {"value": ""},
    }
    answer = await tour.company.send_form(ADA, **answers)
    words = "\n".join(f"{name}: {text}" for name, text in answer["errors"].items())
    said = {"type": "section", "text": {"type": "plain_text", "text": words}}
    tour.keep("forms", "Errors beside the fields", {"blocks": [said]})
    tour.company.slack.views.clear()


async def forgotten(tour: Tour) -> None:
    """A card about somebody who was forgotten."""
    company = tour.company
    card = await tour.card(6, 2)
    await company.say(ADA, "forget Dana Whitfield yes", at(6, 2, 9))
    await company.settle()
    gone = [
        post for post in company.slack.posts if "asked me to forget" in post["text"]
    ]
    tour.keep("card", "About somebody forgotten since", gone[0])
    tour.keep("card", "The newest card then", card)


async def to_the_summary(tour: Tour) -> None:
    """The fix is confirmed, a joint result is told, the channel reads it."""
    company = tour.company
    marks = zip((*RATERS, ROSA), (*AGAIN, 4), strict=True)
    new_marks = ", ".join(f"{score} by {name}" for name, score in marks)
    await tour.says("replies", "When cards come", "remind", at(4, 16))
    await tour.says("replies", "New marks", f"rate Payroll {new_marks}", at(4, 24))
    await company.tell(
        ADA, "issue confirm I-12 by Rosa", "log Rosa call next 7 May", at=at(4, 24)
    )
    company.slack.channels["CWINS"] = {"id": "CWINS"}
    chosen = "channel <#CWINS|joint-wins>"
    await tour.says("summary", "Choosing the channel", chosen, at(5, 5))
    told = (
        ("Payroll runs a week early", "Rosa", "evidence https://acme.example/p; "),
        ("Late payslips are down to 2 %", "Rosa", ""),
        ("The ledger closes on day two", "Finn", "next the same for travel costs; "),
    )
    for number, (title, partner, more) in enumerate(told):
        line = f"share {title} with {partner}; {more}".rstrip("; ")
        if number == 0:
            shared = await tour.says("summary", "Told, not posted", line, at(5, 5, 9))
        else:
            shared = await company.say(ADA, line, at(5, 5, 9))
        [code] = CODE.findall(shared)
        name = {"Rosa": ROSA, "Finn": "Finn Moss"}[partner]
        await company.tell(name, f"confirm {code}", at=at(5, 5, 10))
    for day in (28, 29):
        for post in await company.morning(date(2026, 5, day)):
            if post["channel"] == "CWINS":
                tour.keep("summary", "What the channel reads", copy.deepcopy(post))
    await company.tell(
        ADA,
        "add Finn Moss in Finance",
        "rate Ledger 4.5 by Finn Moss, 5 by Grace Obi, 4 by Ivy Chan",
        at=at(5, 29, 9),
    )
    await tour.looks("After a quarter")
    await company.tell(
        ADA, *(f"add Person{n:02} Test in Unit{n % 4}" for n in range(31)), at=at(6, 1)
    )
    await tour.looks("Many people, page 2", page=2)


async def lived(company: SlackCompany) -> dict[str, dict[str, Payload]]:
    """Return everything the tour shows: by page, by title."""
    tour = Tour(company)
    for part in (
        first_day,
        the_card,
        forms,
        refused_forms,
        to_the_summary,
        forgotten,
    ):
        await part(tour)
    return tour.shown

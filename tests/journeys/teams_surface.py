"""The week in Teams: the private chat, cards with their buttons, a form in a card."""

import html
from collections.abc import Callable

from bot.teams.cards import ACTION, CHOICE, FORM
from tests.fake_teams.limits import parts_of
from tests.fake_teams.words import words_of
from tests.journeys.teams_company import Payload, TeamsCompany
from tests.journeys.week import ADA, ChoosesChannel, Comes, Fills, Presses, Types


class TeamsSurface:
    """Implements Surface."""

    def __init__(self, company: TeamsCompany) -> None:
        self.company = company
        self.beside: list[str] = []  # what was said beside a pressed button

    async def types(self, step: Types, text: str) -> None:
        self.company.clock.now = step.at
        typed = html.escape(text, quote=False)  # as Teams does
        assert (await self.company.bot.line(typed, step.who)).status_code == 200
        await self.company.settle()

    async def presses(self, step: Presses) -> None:
        card, data = self._newest(
            lambda data: (
                (data[ACTION], data.get(CHOICE, "")) == (step.meaning, step.choice)
            )
        )
        await self._press(step, card, data)

    async def fills(self, step: Fills) -> None:
        form, data = self._newest(lambda data: FORM in data)
        filled = {f"field_{name}": value for name, value in step.answers.items()}
        known = {part.get("id") for part, _ in parts_of(card_of(form))}
        assert set(filled) <= known
        await self._press(step, form, data | filled)

    async def _press(
        self, step: Presses | Fills, on: Payload, data: dict[str, str]
    ) -> None:
        self.company.clock.now = step.at
        answer = await self.company.bot.press(data, ADA, on=on["posted"])
        assert answer.status_code == 200
        value = answer.json()["value"]
        if isinstance(value, str):
            self.beside.append(value)
        await self.company.settle()

    async def chooses_channel(self, step: ChoosesChannel) -> None:
        self.company.clock.now = step.at
        await self.company.bot.mention("channel here", ADA)
        await self.company.settle()

    async def comes(self, step: Comes) -> None:
        self.company.clock.now = step.at
        await self.company.core.tick()
        await self.company.settle()

    async def standing(self) -> list[str]:
        return [*self.beside, *(words_of(post) for post in self.company.teams.posts)]

    def _newest(self, fits: Callable[[Payload], bool]) -> tuple[Payload, Payload]:
        """Return the newest post with a button whose data fits, and that data."""
        found = [
            (post, part["data"])
            for post in self.company.teams.posts
            if post.get("attachments")
            for part, _ in parts_of(card_of(post))
            if part["type"] == "Action.Execute" and fits(part["data"])
        ]
        return found[-1]


def card_of(post: Payload) -> Payload:
    """Return the card of a post."""
    card: Payload = post["attachments"][0]["content"]
    return card

"""The week on Slack: commands, lines in the private chat, buttons, menus, a modal."""

import html
from typing import Any

from bot.slack.cards.blocks import read_action
from tests.fake_slack.words import words_of
from tests.journeys.slack_company import Payload, SlackCompany
from tests.journeys.week import ADA, ChoosesChannel, Comes, Fills, Presses, Types

WINS = {"id": "CWINS", "is_ext_shared": False}


class SlackSurface:
    """Implements Surface."""

    def __init__(self, company: SlackCompany) -> None:
        self.company = company
        company.slack.channels["CWINS"] = dict(WINS)

    async def types(self, step: Types, text: str) -> None:
        typed = html.escape(text, quote=False)  # as Slack does, R30
        way = self.company.say if step.as_command else self.company.write
        await way(step.who, typed, step.at)
        await self.company.settle()

    async def presses(self, step: Presses) -> None:
        self.company.clock.now = step.at
        await self.company.press(ADA, self._newest(step.meaning), step.choice)

    async def fills(self, step: Fills) -> None:
        self.company.clock.now = step.at
        view = list(self.company.slack.views.values())[-1]
        inputs = {
            block["block_id"]: block["element"]
            for block in view["blocks"]
            if block["type"] == "input"
        }
        answers = {
            name: filled_in(inputs[name], value) for name, value in step.answers.items()
        }
        sent = await self.company.send_form(ADA, **answers)
        assert sent["response_action"] == "clear", sent

    async def chooses_channel(self, step: ChoosesChannel) -> None:
        await self.company.say(ADA, "channel <#CWINS|wins>", step.at)

    async def comes(self, step: Comes) -> None:
        self.company.clock.now = step.at
        await self.company.core.tick()
        await self.company.settle()

    async def standing(self) -> list[str]:
        return [words_of(message) for message in self._messages()]

    def _messages(self) -> list[Payload]:
        slack = self.company.slack
        return [*self.company.answers, *slack.responses, *slack.posts]

    def _newest(self, meaning: str) -> Payload:
        found: list[Payload] = [
            element
            for message in self._messages()
            for block in message.get("blocks") or ()
            if block["type"] == "actions"
            for element in block["elements"]
            if read_action(element)[0] == meaning
        ]
        return found[-1]


def filled_in(element: Payload, value: str) -> dict[str, Any]:
    """Return what Slack sends for an input that holds `value`."""
    if element["type"] == "static_select":
        assert value in [option["value"] for option in element["options"]]
        return {"selected_option": {"value": value}}
    name = "selected_date" if element["type"] == "datepicker" else "value"
    return {name: value}

"""Messages as the core says them, before any surface draws them."""

from bot.drawing import plain_text
from storage.message import Button, Menu, Message
from tests.journeys.company import Company
from tests.journeys.week import ADA, ChoosesChannel, Comes, Fills, Presses, Types


class PlainSurface:
    """The week on the core alone. Implements Surface."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.replies: list[Message] = []
        self.form: Button | Menu | None = None

    async def types(self, step: Types, text: str) -> None:
        reply = await self.company.say(step.who, text, step.at)
        assert not reply.refused, plain_text(reply.message)
        self.replies.append(reply.message)
        await self.company.tick(step.at)

    async def presses(self, step: Presses) -> None:
        pressed = self._newest(step.meaning)
        reply = await self.company.press(ADA, pressed, step.at, step.choice)
        if reply.form is None:
            self.replies.append(reply.message)
        else:
            self.form = Button(
                label="", action=reply.form.action, subject=reply.form.subject
            )
        await self.company.tick(step.at)

    async def fills(self, step: Fills) -> None:
        assert self.form is not None
        reply = await self.company.press(ADA, self.form, step.at, "", **step.answers)
        assert not reply.refused, reply.field_errors
        self.replies.append(reply.message)
        await self.company.tick(step.at)

    async def chooses_channel(self, step: ChoosesChannel) -> None:
        await self.types(Types(step.at), "channel #wins")

    async def comes(self, step: Comes) -> None:
        await self.company.tick(step.at)

    async def standing(self) -> list[str]:
        return [plain_text(message) for message in self._messages()]

    def _messages(self) -> list[Message]:
        delivered = [shown.message for shown in self.company.wall.shown.values()]
        return [*self.replies, *delivered]

    def _newest(self, meaning: str) -> Button | Menu:
        found = [
            button
            for message in self._messages()
            for group in (*(one.buttons for one in message.sections), message.buttons)
            for button in group
            if button.action == meaning
        ]
        return found[-1]

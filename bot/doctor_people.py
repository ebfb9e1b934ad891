"""Whom no card reaches, as the platforms said: counted, never named (R20, R54)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import col

from bot.doctor_data import read_rows
from bot.finding import Finding, note
from bot.settings import Settings
from storage.models import Leader, Workspace

PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}
COME_BACK = (
    "Their cards are paused. They go on once they write to the bot again, or type: "
    "remind start"
)


def look_at_people(settings: Settings) -> Iterator[Finding]:
    """Yield how many people cannot be written to, and why; nothing if all can."""
    for surface, problem, count in _unreachable(settings):
        people = "1 person" if count == 1 else f"{count} people"
        where = PLATFORMS.get(surface, surface)
        yield note(f"No card reaches {people} in {where}: {problem}.", COME_BACK)


def _unreachable(settings: Settings) -> list[tuple[str, str, int]]:
    query = (
        sa.select(col(Workspace.surface), col(Leader.delivery_problem), sa.func.count())
        .join(Workspace, col(Workspace.id) == col(Leader.workspace_id))
        .where(col(Leader.delivery_problem) != "", col(Leader.stopped) == sa.false())
        .group_by(col(Workspace.surface), col(Leader.delivery_problem))
        .order_by(col(Workspace.surface), col(Leader.delivery_problem))
    )
    return [tuple(row) for row in read_rows(settings, query)]

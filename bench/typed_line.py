"""What one typed line goes through: files, functions and calls of the product.

The line is `/outreach log Dana call yesterday: ...`, signed as Slack signs it and
answered by the whole bot, on a book with people, a service and an open issue.
"""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from bench.rows import Row, at_most, floor
from storage.migrations.migrate import bring_up_to_date
from tests.journeys.slack_company import open_slack_company

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("bot", "handlers", "scheduler", "storage", "language")
PLAYS = "scheduler/playbook/"  # each of them is asked, whatever was typed
FILES = 50  # target, besides the plays; house rule
MONDAY = datetime(2026, 7, 27, 9, tzinfo=UTC)
LATER = MONDAY.replace(hour=10)
SCENE = (
    "add Dana Whitfield, head of Operations",
    "add Rosa Lim, Payroll lead in Operations reports to Dana",
    "add Sam Ortiz, Payroll owner in Systems",
    "service Payroll for Operations owned by Sam",
    "issue open I-12 on Payroll due 20 July: salaries late",
    "log Dana postponed",
    "log Dana call: warm up",
)
LINE = "log Dana call yesterday: worried about the cut-over"
ADA = "Ada Novak"


@dataclass(slots=True)
class Trace:
    """What was called while it was on, in order, on whatever thread."""

    root: Path
    folders: tuple[str, ...] = PRODUCT
    on: bool = False
    called: list[tuple[str, str]] = field(default_factory=list)  # file, function

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Note a call, as the interpreter tells it."""
        if not self.on or event != "call":
            return
        code = frame.f_code
        file = code.co_filename.removeprefix(f"{self.root}/")
        if file.partition("/")[0] in self.folders:
            self.called.append((file, code.co_qualname))

    @property
    def calls(self) -> int:
        """How many; what waits and goes on is called anew."""
        return len(self.called)

    @property
    def functions(self) -> int:
        """How many different ones."""
        return len(set(self.called))

    @property
    def files(self) -> list[str]:
        """The files besides the plays, in the order in which they were reached."""
        every = dict.fromkeys(file for file, _ in self.called)
        return [file for file in every if not file.startswith(PLAYS)]

    def calls_in(self, file: str) -> int:
        """Return how many calls went to one file."""
        return sum(one == file for one, _ in self.called)


@contextmanager
def traced(trace: Trace) -> Iterator[Trace]:
    """Tell `trace` of all calls on this thread, and on those begun in the block."""
    before, before_in_threads = sys.getprofile(), threading.getprofile()
    threading.setprofile(trace)
    sys.setprofile(trace)
    try:
        yield trace
    finally:
        sys.setprofile(before)
        threading.setprofile(before_in_threads)


async def typed(url: str, folder: Path) -> Trace:
    """Type the line to a bot on an empty database, and return what it called.

    Args:
        url: of a database with all tables.
        folder: where the key is made.
    """
    with traced(Trace(ROOT)) as trace:
        async with open_slack_company(url, folder, MONDAY, delivers=False) as company:
            await company.tell(ADA, *SCENE, at=MONDAY)
            await _settled()
            trace.on = True
            shown = await company.say(ADA, LINE, LATER)
            await _settled()
            trace.on = False
    assert shown.startswith("Logged: call with Dana Whitfield, yesterday"), shown
    return trace


async def _settled() -> None:
    """Wait until nothing is left of what lines began: a Home drawn anew, a reply."""
    while begun := [task for task in asyncio.all_tasks() if _is_ours(task)]:
        await asyncio.wait(begun)


def _is_ours(task: asyncio.Task[object]) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    file = "" if code is None else code.co_filename.removeprefix(f"{ROOT}/")
    return file.partition("/")[0] in PRODUCT


def measure() -> list[Row]:
    """Return what one typed log costs in files, functions and calls."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/book.db"
        bring_up_to_date(url)
        trace = asyncio.run(typed(url, folder))
    return [
        at_most("a typed log: files besides the plays", len(trace.files), FILES, ""),
        floor("a typed log: functions", trace.functions, ""),
        floor("a typed log: calls", trace.calls, ""),
    ]

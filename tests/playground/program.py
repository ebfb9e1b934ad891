"""The Playground's program: where it is installed, and a run of it.

It is installed by `make playground`, never kept with the code: its licence is for
evaluation. It has no option to listen on one address; `loopback.js` sees to that.
"""

import asyncio
import json
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.fake_teams.activities import BOT, CHANNEL, TENANT, private_chat, user
from tests.patience import PATIENCE

HERE = Path(__file__).parent
PROGRAM = (
    HERE.parents[1] / ".playground/node_modules/@microsoft/m365agentsplayground/cli.js"
)
MISSING = (
    "Microsoft's Agents Playground is not installed. It needs Node 20 with npm; then: "
    "make playground"
)
ADA = "Ada Novak"  # who sits before it
OTHERS = "Rosa Lim", "Sam Ortiz", "Omar Haddad", "Kim Park", "Ben Okafor"  # it wants 5


def missing() -> str:
    """Return why it cannot be run, with what to do; "" when it can."""
    return "" if PROGRAM.exists() and shutil.which("node") else MISSING


@asynccontextmanager
async def playground(
    folder: Path, *, bot: str, service: str
) -> AsyncIterator[httpx.AsyncClient]:
    """Run it until the block ends, and give its routes.

    Args:
        folder: where it runs, and leaves its log.
        bot: the address it posts activities to.
        service: the address it names to the bot as its own.

    Raises:
        AssertionError: it did not start, or wanted to reach beyond this machine.
    """
    port = _free_port()
    people = folder / "people.yml"
    people.write_text(json.dumps(_people()))  # JSON is YAML
    errors = folder / "playground.err"
    command = [
        "node", "--require", str(HERE / "loopback.js"), str(PROGRAM), "start",
        "--app-endpoint", bot, "--channel-id", "msteams", "--port", str(port),
        "--service-url", service, "--disable-telemetry",
    ]  # fmt: skip
    environment = os.environ | {
        "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(people),
        "TZ": "Europe/London",
    }
    with errors.open("w") as to:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=to,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        first = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        told = first.decode().strip() or errors.read_text()
        assert told == f"Listening on {port}", told  # else somebody took the port
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as routes:
            await _ready(routes, folder)
            yield routes
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
    assert errors.read_text() == ""  # what `loopback.js` refused stands there


async def _ready(routes: httpx.AsyncClient, folder: Path) -> None:
    """Wait until it answers; what is wrong with it stands only in its log."""
    try:
        (await routes.get("/_internal/v1/testConfig")).raise_for_status()
    except httpx.HTTPError as failed:
        logs = folder.glob("devTools/*.log")
        told = "\n".join(log.read_text()[-2000:] for log in logs)
        raise AssertionError(f"the Playground does not answer: {told}") from failed


def _free_port() -> int:
    """Return a port that nobody has: it would silently take another one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _people() -> dict[str, Any]:
    """Return its company: Ada, who sits before it, and a channel."""
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": "Outreach"},
        "currentUser": _person(ADA),
        "users": [_person(name) for name in OTHERS],
        "personalChat": {"id": private_chat(ADA)},
        "groupChat": {"id": "19:group", "name": "Group"},
        "team": {
            "id": "19:team@thread.tacv2",
            "name": "Operations",
            "aadGroupId": "33333333-3333-3333-3333-333333333333",
            "channels": [{"id": CHANNEL, "name": "wins"}],
        },
    }


def _person(name: str) -> dict[str, str]:
    first, _, last = name.partition(" ")
    address = f"{first.lower()}@example.com"
    return {
        "id": f"29:{user(name)}",
        "name": name,
        "userPrincipleName": address,
        "aadObjectId": user(name),
        "givenName": first,
        "surname": last,
        "email": address,
    }

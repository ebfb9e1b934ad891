"""The Playground cannot be reached from elsewhere, and reaches nothing."""

import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.playground.program import missing

PRELOAD = Path(__file__).parent / "loopback.js"
LISTENS = """
const server = require("node:http").createServer((_, reply) => reply.end("heard"));
server.listen(0, "0.0.0.0", () => {
  const { address, port } = server.address();
  console.log(address);
  fetch(`http://localhost:${port}/`).then(async (reply) => {
    console.log(await reply.text());
    server.close();
  });
});
"""
CALLS = """
fetch("http://192.0.2.1/").catch((error) => console.log(error.cause.message));
require("node:net").connect("/tmp/a-socket").on("error", (e) => console.log(e.message));
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    if problem := missing():
        pytest.skip(problem)
    return subprocess.run(
        ["node", "--require", str(PRELOAD), "--eval", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_it_listens_here_alone_whatever_it_asks_for() -> None:
    assert run(LISTENS).stdout.split() == ["127.0.0.1", "heard"]


def test_what_it_wants_from_elsewhere_is_refused_and_told() -> None:
    done = run(CALLS)
    refused = ["loopback.js refused /tmp/a-socket", "loopback.js refused 192.0.2.1"]
    assert sorted(done.stdout.splitlines()) == refused
    assert sorted(done.stderr.splitlines()) == refused

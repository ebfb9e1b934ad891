"""Whatever the product gives up on after some seconds, it does not in a test."""

import ast
from collections.abc import Iterator

from tests.promises.test_no_fakes import trees
from tests.unhurried import IN_LIFE

GIVES = "seconds", "timeout", "total", "sock_connect", "pool_timeout"
WAITS = {("bot.local.serving", "PATIENCE"): "for news, and there may be none"}


def limits(tree: ast.Module) -> Iterator[str]:
    """Yield the name of each limit that a call is given."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        given = [one.value for one in call.keywords if one.arg in GIVES]
        if ast.unparse(call.func) in ("asyncio.timeout", "core.queue.drain"):
            given += call.args
        for one in given:
            if isinstance(one, ast.Name) and one.id.isupper():
                yield one.id


def test_every_limit_in_seconds_is_out_of_the_way_in_tests() -> None:
    found = {
        (name.removesuffix(".py").replace("/", "."), limit)
        for name, tree in trees()
        for limit in limits(tree)
    }
    known = {(module.__name__, name) for module, name in IN_LIFE}
    assert found - known == set(WAITS)

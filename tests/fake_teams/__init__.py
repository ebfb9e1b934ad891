"""Microsoft on loopback: keys, tokens and the connector, stricter than the real one."""

from tests.fake_teams.activities import Client
from tests.fake_teams.server import FakeTeams

__all__ = ["Client", "FakeTeams"]

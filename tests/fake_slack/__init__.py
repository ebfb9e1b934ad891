"""A Slack of our own on loopback: it counts, it is strict, and it fails on request."""

from tests.fake_slack.requests import Signer
from tests.fake_slack.server import FakeSlack

__all__ = ["FakeSlack", "Signer"]

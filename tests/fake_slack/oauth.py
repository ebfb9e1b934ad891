"""Slack's side of an install: codes and refresh tokens that are good once."""

from dataclasses import dataclass, field
from typing import Any

from tests.fake_slack.requests import Payload, new_id

EXPIRES_IN = 43_200  # seconds: Slack's twelve hours
CLIENT = "1234.5678", "client-secret"


@dataclass
class Authorizations:
    """What `oauth.v2.access` gives for a code, or for a refresh token.

    rotate: whether tokens run out. grants: every token handed out, newest last.
    """

    rotate: bool = True
    codes: dict[str, Payload] = field(default_factory=dict)
    verifiers: dict[str, str] = field(default_factory=dict)
    grants: list[str] = field(default_factory=list)
    refresh: dict[str, Payload] = field(default_factory=dict)

    def code_for(self, team_id: str, name: str = "Example", **more: Any) -> str:
        """Return a code, as Slack sends the browser back with."""
        code = new_id("code-")
        self.codes[code] = {
            "team": {"id": team_id, "name": name},
            "enterprise": None,
            "is_enterprise_install": False,
        } | more
        return code

    def access(self, asked: Payload) -> Payload:
        """Answer one call."""
        if asked.get("grant_type") == "refresh_token":
            where = self.refresh.pop(str(asked["refresh_token"]), None)
            if where is None:
                return {"ok": False, "error": "invalid_refresh_token"}
        else:
            where = self.codes.pop(str(asked["code"]), None)
            if where is None:
                return {"ok": False, "error": "invalid_code"}
            self.verifiers[str(asked["code"])] = str(asked.get("code_verifier") or "")
        token = new_id("xoxe.xoxb-" if self.rotate else "xoxb-")
        self.grants.append(token)
        answer = {
            **where,
            "token_type": "bot",
            "access_token": token,
            "bot_user_id": "UBOT",
            "app_id": "A1",
            "scope": "commands",
            "authed_user": {"id": "U1"},
        }
        if self.rotate:
            refresh = new_id("xoxe-1-")
            self.refresh[refresh] = where
            answer |= {"refresh_token": refresh, "expires_in": EXPIRES_IN}
        return answer

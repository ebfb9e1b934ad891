"""Slack's Web API as far as the bot uses it."""

import time
from typing import Any

from tests.fake_slack import limits, oracle
from tests.fake_slack.oauth import Authorizations
from tests.fake_slack.pace import Clock, Pace, ResponseUrls, Triggers
from tests.fake_slack.requests import ALICE, TEAM, Payload, new_id

PAGE = 15  # messages of history at once, as for apps that are not in the Marketplace
SCOPES = {
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "conversations_open": "im:write",
    "conversations_history": "im:history",
    "users_info": "users:read",
}


class Methods:
    """What each method does with what it is asked; "ratelimited:1" says to wait 1 s.

    paced: whether a channel takes one message a second, by `clock`.
    charts: whether blocks with charts and tables are taken.
    """

    def __init__(self, clock: Clock, *, paced: bool) -> None:
        self.clock = clock
        self.paced = paced
        self.charts = True
        self.posts: list[Payload] = []
        self.ephemerals: list[Payload] = []
        self.views: dict[str, Payload] = {}
        self.homes: dict[str, Payload] = {}
        self.users: dict[str, Payload] = {ALICE: user("Alice Ng")}
        self.teams: dict[str, str] = {}  # token -> team, where there are several
        self.people: dict[tuple[str, str], Payload] = {}  # of one of several teams
        self.channels: dict[str, Payload] = {}
        self.missing_scopes: set[str] = set()
        self.team = TEAM
        self.refused: list[str] = []
        self.oauth = Authorizations()
        self.triggers = Triggers(clock)
        self.response_urls = ResponseUrls(clock)
        self._pace = Pace(clock)
        self._direct: dict[tuple[str, str], str] = {}
        self._stamp = 0
        self._opened = 0

    def call(self, method: str, asked: Payload) -> Payload:
        """Return the answer to one call."""
        name = method.replace(".", "_")
        do = getattr(self, "_" + name, None)
        if do is None:
            return error("unknown_method")
        if not asked["_token"] and not name.startswith("oauth"):
            return error("not_authed")
        if SCOPES.get(name) in self.missing_scopes:
            return error("missing_scope")
        answer: Payload = do(asked)
        return answer if "error" in answer else {"ok": True, **answer}

    def _auth_test(self, asked: Payload) -> Payload:
        return {"team_id": self.team, "user_id": "UBOT", "bot_id": "BBOT"}

    def _oauth_v2_access(self, asked: Payload) -> Payload:
        return self.oauth.access(asked)

    def _users_info(self, asked: Payload) -> Payload:
        found = self._person(asked, str(asked["user"]))
        return {"user": found} if found else error("user_not_found")

    def _person(self, asked: Payload, user_id: str) -> Payload | None:
        return self.people.get((asked["_team"], user_id)) or self.users.get(user_id)

    def _conversations_open(self, asked: Payload) -> Payload:
        who = str(asked["users"])
        found = self._person(asked, who)
        if found is None:
            return error("user_not_found")
        if found.get("deleted"):
            return error("user_disabled")
        channel = self._direct.setdefault((asked["_team"], who), f"D{who[1:]}")
        return {"channel": {"id": channel}}

    def _conversations_info(self, asked: Payload) -> Payload:
        found = self.channels.get(str(asked["channel"]))
        private = found is not None and found.get("is_private")
        if ("groups:read" if private else "channels:read") in self.missing_scopes:
            return error("missing_scope")
        return {"channel": found} if found else error("channel_not_found")

    def _conversations_history(self, asked: Payload) -> Payload:
        if not str(asked["channel"]).startswith("D"):
            raise AssertionError("the bot read a channel")
        oldest = float(asked.get("oldest") or 0)
        there = [
            {"ts": post["ts"], "metadata": post.get("metadata")}
            for post in reversed(self.posts)
            if post["channel"] == asked["channel"] and float(post["ts"]) >= oldest
        ]
        first = int(asked.get("cursor") or 0)
        rest = len(there) > first + PAGE
        return {
            "messages": there[first : first + PAGE],
            "response_metadata": {"next_cursor": str(first + PAGE) if rest else ""},
        }

    def _chat_postMessage(self, asked: Payload) -> Payload:
        if fault := self._fault_of(asked):
            return error(fault)
        if asked.get("unfurl_links") is not False or asked.get("unfurl_media"):
            raise AssertionError("user text was sent with link previews")
        post = {**asked, "ts": self._next_stamp()}
        del post["_token"]
        self.posts.append(post)
        return {"channel": post["channel"], "ts": post["ts"], "message": {}}

    def _chat_postEphemeral(self, asked: Payload) -> Payload:
        if fault := self._fault_of(asked):
            return error(fault)
        self.ephemerals.append({**asked, "ts": self._next_stamp()})
        return {"message_ts": self.ephemerals[-1]["ts"]}

    def _chat_update(self, asked: Payload) -> Payload:
        """Redraw a post; what is only for one person cannot be (R11)."""
        where = asked["channel"], asked["ts"]
        if any((one["channel"], one["ts"]) == where for one in self.ephemerals):
            return error("cant_update_message")
        found = [one for one in self.posts if (one["channel"], one["ts"]) == where]
        if not found:
            return error("message_not_found")
        if fault := self._fault_of_message(asked):
            return error(fault)
        [post] = found
        blocks = asked.get("blocks")
        if ids(post.get("blocks")) & ids(blocks):
            self.refused.append("an update with block ids of before")
        kept = post.get("blocks") if blocks is None else blocks
        post |= {"text": asked["text"], "blocks": kept}
        post["updates"] = post.get("updates", 0) + 1
        return {"channel": post["channel"], "ts": post["ts"]}

    def _views_open(self, asked: Payload) -> Payload:
        if fault := self.triggers.use(str(asked["trigger_id"])):
            return error(fault)
        return self._keep_view(new_id("V"), asked["view"])

    def _views_update(self, asked: Payload) -> Payload:
        shown = self.views.get(str(asked["view_id"]))
        if shown is None:
            return error("not_found")
        if asked.get("hash") and asked["hash"] != shown["hash"]:
            return error("hash_conflict")
        return self._keep_view(str(asked["view_id"]), asked["view"])

    def _views_publish(self, asked: Payload) -> Payload:
        who = str(asked["user_id"])
        if self.teams:
            who = f"{asked['_team']}:{who}"
        known = self.homes.get(who)
        if asked.get("hash") and known and asked["hash"] != known["hash"]:
            return error("hash_conflict")
        if fault := self.fault_of_view(asked["view"]):
            return error(fault)
        self.homes[who] = {**asked["view"], "hash": new_id("1."), "id": f"V{who}"}
        return {"view": self.homes[who]}

    def fault_of_view(self, view: Payload) -> str:
        """Return Slack's error about a view; what is wrong is kept in `refused`."""
        if not self.charts and has_charts(view.get("blocks")):
            return "invalid_arguments"
        faults = limits.faults_of_view(view) or oracle.faults_of_view(view)
        self.refused += faults
        return "invalid_arguments" if faults else ""

    def _keep_view(self, view_id: str, view: Payload) -> Payload:
        if fault := self.fault_of_view(view):
            return error(fault)
        self.views[view_id] = {**view, "hash": new_id("1.")}
        return {"view": {"id": view_id, **self.views[view_id]}}

    def _fault_of(self, asked: Payload) -> str:
        channel = str(asked["channel"])
        if channel.startswith("D"):
            if channel not in self._direct.values():
                return "channel_not_found"
        elif channel not in self.channels:  # R25: never by user id
            return "channel_not_found"
        elif self.channels[channel].get("is_archived"):
            return "is_archived"
        elif not self.channels[channel].get("is_member", True):
            return "not_in_channel"
        if fault := self._fault_of_message(asked):
            return fault
        wait = self._pace.wait(f"{asked['_team']}:{channel}") if self.paced else 0
        return f"ratelimited:{wait}" if wait else ""

    def _fault_of_message(self, asked: Payload) -> str:
        if not self.charts and has_charts(asked.get("blocks")):
            return "invalid_blocks"
        faults = limits.faults_of_message(asked) or oracle.faults_of_message(asked)
        self.refused += faults
        return "invalid_blocks" if faults else ""

    def _next_stamp(self) -> str:
        """Return a timestamp. Real time: so are the ids that a look-up begins with."""
        self._stamp += 1
        return f"{time.time():.0f}.{self._stamp:06d}"


def has_charts(blocks: Any) -> bool:
    """Return whether there is a chart or a table among the blocks."""
    kinds = {block["type"] for block in blocks or []}
    return bool(kinds & {"data_visualization", "data_table", "table"})


def ids(blocks: Any) -> set[str]:
    """Return the blocks' ids."""
    return {str(block["block_id"]) for block in blocks or [] if "block_id" in block}


def user(name: str, **more: Any) -> Payload:
    """Return somebody as users.info shows them."""
    return {
        "id": "U1",
        "name": name.split()[0].lower(),
        "real_name": name,
        "tz": "Europe/London",
        "locale": "en-GB",
        "profile": {"real_name": name},
    } | more


def error(code: str) -> Payload:
    """Return Slack's way of saying no."""
    return {"ok": False, "error": code}

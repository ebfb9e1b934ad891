"""Microsoft's addresses: which are asked, and which may be told our token."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PATH = "/api/messages"  # the route every Teams bot's documentation uses
SCOPE = "https://api.botframework.com/.default"
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
SERVICE = re.compile(r"smba(\.[a-z0-9-]+)*\.teams\.microsoft\.(com|us)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where Microsoft is. Nothing in the settings changes it; tests put in their own.

    services: hosts, with their scheme and port, that count as Teams beside the real
        ones.
    """

    openid: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    login: str = "https://login.microsoftonline.com"
    services: frozenset[str] = frozenset()

    def may_be_told(self, service_url: str) -> bool:
        """Return whether our token may go to this service address (R52).

        It comes from outside: whoever chose it freely would be told our token.
        """
        if not service_url.isprintable() or "\\" in service_url or " " in service_url:
            return False
        try:
            parts = urlsplit(service_url)
            port = parts.port
        except ValueError:
            return False
        if parts.query or parts.fragment or parts.username is not None:
            return False
        if f"{parts.scheme}://{parts.netloc}" in self.services:
            return True
        host = parts.hostname or ""
        ours = host == "smba.trafficmanager.net" or SERVICE.fullmatch(host) is not None
        return parts.scheme == "https" and port in (None, 443) and ours


MICROSOFT = Addresses()

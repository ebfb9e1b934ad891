"""Many workspaces: whose token serves which, and where each installs the app."""

from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from bot.app import Core
from bot.settings import secret_of
from bot.slack.installs import AppSecrets, ManyWorkspaces
from bot.slack.oauth import OAuth


def many_workspaces(core: Core, client: AsyncWebClient) -> ManyWorkspaces:
    """Return the installs kept in the database, by workspace."""
    return ManyWorkspaces(core.database, client, _secrets(core), now=core.clock)


def install_routes(
    core: Core, client: AsyncWebClient, installs: ManyWorkspaces
) -> list[Route]:
    """Return the addresses at which a workspace installs the app."""
    oauth = OAuth(
        database=core.database,
        client=client,
        secrets=_secrets(core),
        installs=installs,
        api_url=core.settings.slack_api_url,
        public_url=core.settings.public_url,
        now=core.clock,
        pkce=core.settings.slack_pkce,
    )
    return oauth.routes()


def _secrets(core: Core) -> AppSecrets:
    settings = core.settings
    return AppSecrets(settings.slack_client_id, secret_of(settings.slack_client_secret))

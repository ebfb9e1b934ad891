"""The tables. One class per table, one line per column, units in the comment."""

from storage.models.accomplishment import Accomplishment, AccomplishmentPerson
from storage.models.agenda import AgendaItem, AgendaPart, Need, Stance
from storage.models.contact import Contact, DeclaredTie, Tie
from storage.models.favour import Ask, Given
from storage.models.install import Install, InstalledTeam, InstallState
from storage.models.link import LinkCode
from storage.models.motive import Motivator, Note, Remark, Topic
from storage.models.observed import ExternalId, ObservedDay, ObservedTie
from storage.models.organization import Account, Leader, Person, Unit, Workspace
from storage.models.question import PendingQuestion, QuestionAsked
from storage.models.service import Issue, Rating, Service, ServiceUse
from storage.models.suggestion import SuggestionEvent, SuggestionRow
from storage.models.table import Table as Table
from storage.models.table import tables as tables
from storage.models.teams import TeamsChat, TeamsTenant
from storage.models.traffic import Change, Delivery, Executor, KeyCheck, Seen

__all__ = [
    "Accomplishment",
    "AccomplishmentPerson",
    "Account",
    "AgendaItem",
    "AgendaPart",
    "Ask",
    "Change",
    "Contact",
    "DeclaredTie",
    "Delivery",
    "Executor",
    "ExternalId",
    "Given",
    "Install",
    "InstallState",
    "InstalledTeam",
    "Issue",
    "KeyCheck",
    "Leader",
    "LinkCode",
    "Motivator",
    "Need",
    "Note",
    "ObservedDay",
    "ObservedTie",
    "PendingQuestion",
    "Person",
    "QuestionAsked",
    "Rating",
    "Remark",
    "Seen",
    "Service",
    "ServiceUse",
    "Stance",
    "SuggestionEvent",
    "SuggestionRow",
    "TeamsChat",
    "TeamsTenant",
    "Tie",
    "Topic",
    "Unit",
    "Workspace",
]

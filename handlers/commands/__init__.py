"""The command set: one dictionary, the same on every surface."""

from handlers.commands.add import add
from handlers.commands.agenda import agenda
from handlers.commands.agree import agree
from handlers.commands.ask import ask
from handlers.commands.channel import channel
from handlers.commands.confirm import confirm
from handlers.commands.draft import draft
from handlers.commands.edit import edit
from handlers.commands.forget import forget
from handlers.commands.given import given
from handlers.commands.heard import heard
from handlers.commands.hearsay import hearsay
from handlers.commands.help import help_
from handlers.commands.introductions import introductions
from handlers.commands.issue import issue
from handlers.commands.knows import knows
from handlers.commands.language import language
from handlers.commands.link import link
from handlers.commands.list import list_
from handlers.commands.log import log
from handlers.commands.motivator import motivator
from handlers.commands.need import need
from handlers.commands.next import next_
from handlers.commands.objection import objection
from handlers.commands.prep import prep
from handlers.commands.propose import propose
from handlers.commands.rate import rate
from handlers.commands.remark import remark
from handlers.commands.remind import remind
from handlers.commands.service import service
from handlers.commands.share import share
from handlers.commands.stance import stance
from handlers.commands.thanks import thanks
from handlers.commands.topic import topic
from handlers.commands.undo import undo
from handlers.commands.unit import unit
from handlers.commands.unlink import unlink
from handlers.commands.who import who
from handlers.commands.why import why
from handlers.request import Act

COMMANDS: dict[str, Act] = {
    "add": add,
    "agenda": agenda,
    "agree": agree,
    "ask": ask,
    "channel": channel,
    "confirm": confirm,
    "draft": draft,
    "edit": edit,
    "forget": forget,
    "given": given,
    "heard": heard,
    "hearsay": hearsay,
    "help": help_,
    "introductions": introductions,
    "issue": issue,
    "knows": knows,
    "language": language,
    "link": link,
    "list": list_,
    "log": log,
    "motivator": motivator,
    "need": need,
    "next": next_,
    "objection": objection,
    "prep": prep,
    "propose": propose,
    "rate": rate,
    "remark": remark,
    "remind": remind,
    "service": service,
    "share": share,
    "stance": stance,
    "thanks": thanks,
    "topic": topic,
    "undo": undo,
    "unit": unit,
    "unlink": unlink,
    "who": who,
    "why": why,
}

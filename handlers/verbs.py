"""What can be typed, and what every button, menu and form does: the same everywhere.

`help` and the buttons that stand for a typed line stand here: they need all others.
"""

from dataclasses import replace

from handlers.agenda.agenda import agenda, name_owner, owner_sent
from handlers.agenda.need import need
from handlers.agenda.objection import objection
from handlers.agenda.propose import keep_anyway, propose, propose_anyway
from handlers.agenda.stance import heard, stance
from handlers.contacts.edit import edit
from handlers.contacts.knows import introductions, knows
from handlers.contacts.listened import listened_pressed
from handlers.contacts.log import send_log_form, send_message_form
from handlers.contacts.log_form import open_log, open_message_form
from handlers.contacts.plan import (
    plan,
    plan_declined,
    plan_dropped,
    plan_held,
    plan_postponed,
)
from handlers.contacts.told import log
from handlers.doubts.pending import CHOOSE, press_choice
from handlers.favours.ask import ask
from handlers.favours.draft import draft, draft_step
from handlers.favours.thanks import given, thanks
from handlers.links.link import link, link_no, link_yes
from handlers.links.unlink import unlink, unlink_pressed
from handlers.motives.motivator import (
    hearsay,
    motivator,
    motivator_sent,
    tell_motivator,
)
from handlers.motives.notes import note_, remark, topic
from handlers.next import next_
from handlers.people.add import add
from handlers.people.forget import forget, forget_pressed
from handlers.people.list import START, list_
from handlers.results.channel import channel, press_post_again
from handlers.results.confirm import agree, agree_here, confirm, confirm_here
from handlers.results.placing import press_place_ask
from handlers.results.share import share
from handlers.services.issue import issue
from handlers.services.rate import rate
from handlers.services.service import service
from handlers.services.unit import unit
from handlers.settings.language import language
from handlers.settings.remind import go_on, remind, stop_cards
from handlers.settings.settings_form import (
    open_settings,
    press_cards_menu,
    save_settings,
)
from handlers.start import start, start_pressed, start_sent
from handlers.steps.accept import accept_pressed
from handlers.steps.around import around_sent
from handlers.steps.done import done_pressed, done_sent, next_date_sent
from handlers.steps.later import later_pressed, later_sent
from handlers.steps.outcome import dropped_pressed, not_yet_pressed
from handlers.steps.prep import (
    open_prep,
    prep,
    prep_person_pressed,
    prep_sent,
    prep_step_pressed,
)
from handlers.steps.refuse import refuse_pressed
from handlers.talk.help import help_about
from handlers.talk.offers import OFFERS
from handlers.talk.search import search
from handlers.turn import Act, Refusal, Reply, Turn
from handlers.undo import undo, undo_pressed
from handlers.who import who
from handlers.why import why, why_pressed
from language.say import say
from scheduler.card.step_sections import MORE


def help_(turn: Turn) -> Reply:
    """Show what you can type: the usual first; with a word, more about it.

    Examples:
        help
        help log
        help people
    """
    return help_about(turn.text, COMMANDS)


def offer_pressed(turn: Turn) -> Reply:
    """Do what the line behind a button does, as if it had been typed."""
    if turn.subject not in OFFERS:
        raise Refusal(say("That button is from an older version of me."))
    verb, _, rest = turn.subject.partition(" ")
    return COMMANDS[verb](replace(turn, verb=verb, text=rest))


def rest_pressed(turn: Turn) -> Reply:
    """Do what a line of the menu of the rest stands for, as its button would.

    Raises:
        Refusal: no line of that menu.
    """
    if turn.value not in IN_THE_REST:
        raise Refusal(say("That choice is not one of mine, so nothing was changed."))
    act = PRESSES[turn.value]
    return act(replace(turn, action=turn.value, value=""))


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
    "note": note_,
    "objection": objection,
    "plan": plan,
    "prep": prep,
    "propose": propose,
    "rate": rate,
    "remark": remark,
    "remind": remind,
    "search": search,
    "service": service,
    "share": share,
    "stance": stance,
    "start": start,
    "thanks": thanks,
    "topic": topic,
    "undo": undo,
    "unit": unit,
    "unlink": unlink,
    "who": who,
    "why": why,
}

# What every button, menu and form does: one dictionary, the same on every surface.

PRESSES: dict[str, Act] = {
    "accept": accept_pressed,
    "agree_here": agree_here,
    "around_sent": around_sent,
    "cards": press_cards_menu,
    CHOOSE: press_choice,
    "confirm_here": confirm_here,
    "done": done_pressed,
    "draft_step": draft_step,
    "dropped": dropped_pressed,
    "forget": forget_pressed,
    "go_on": go_on,
    "keep_anyway": keep_anyway,
    "keep_motivator": motivator_sent,
    "keep_owner": owner_sent,
    "later": later_pressed,
    "later_date": later_sent,
    "link_no": link_no,
    "link_yes": link_yes,
    "listened": listened_pressed,
    "log": send_log_form,
    "log_done": done_sent,
    "log_from_message": send_message_form,
    "log_message": open_message_form,
    MORE: rest_pressed,
    "name_owner": name_owner,
    "next_date": next_date_sent,
    "not_relevant": refuse_pressed,
    "not_yet": not_yet_pressed,
    "offer": offer_pressed,
    "open_log": open_log,
    "open_prep": open_prep,
    "place_ask": press_place_ask,
    "plan_declined": plan_declined,
    "plan_dropped": plan_dropped,
    "plan_held": plan_held,
    "plan_postponed": plan_postponed,
    "post_again": press_post_again,
    "prep": prep_sent,
    "prep_person": prep_person_pressed,
    "prep_step": prep_step_pressed,
    "propose_anyway": propose_anyway,
    "save_settings": save_settings,
    "settings": open_settings,
    START: start_pressed,
    "start_sent": start_sent,
    "stop_cards": stop_cards,
    "tell_motivator": tell_motivator,
    "undo": undo_pressed,
    "unlink": unlink_pressed,
    "why": why_pressed,
}

# What may be chosen in a menu of the rest.
IN_THE_REST = frozenset(
    {
        "accept",
        "cards",
        "draft_step",
        "dropped",
        "later",
        "not_relevant",
        "not_yet",
        "plan_declined",
        "plan_dropped",
        "plan_postponed",
        "prep_step",
        "why",
    }
)

"""What every button, menu and form does: one dictionary, the same on every surface."""

from handlers.forms.card_settings import open_settings, save_settings
from handlers.forms.log import send_log_form
from handlers.forms.log_message import open_message_form, send_message_form
from handlers.forms.prep import open_prep, send_prep_form
from handlers.presses.cards import go_on, stop_cards
from handlers.presses.cards_menu import cards_menu
from handlers.presses.done import done, log_done
from handlers.presses.forget import forget
from handlers.presses.later import later, later_date
from handlers.presses.link import link_no, link_yes, unlink
from handlers.presses.next_date import next_date
from handlers.presses.open_log import open_log
from handlers.presses.outcome import dropped, not_yet
from handlers.presses.place_ask import press_place_ask
from handlers.presses.post_again import press_post_again
from handlers.presses.propose import keep_anyway, propose_anyway
from handlers.presses.questions import (
    keep_motivator,
    keep_owner,
    listened,
    name_owner,
    tell_motivator,
)
from handlers.presses.refuse import not_relevant
from handlers.presses.say_yes import agree_here, confirm_here
from handlers.presses.step import accept, why_step
from handlers.presses.undo import undo
from handlers.request import Act

PRESSES: dict[str, Act] = {
    "accept": accept,
    "agree_here": agree_here,
    "cards": cards_menu,
    "confirm_here": confirm_here,
    "done": done,
    "dropped": dropped,
    "forget": forget,
    "go_on": go_on,
    "keep_anyway": keep_anyway,
    "keep_motivator": keep_motivator,
    "keep_owner": keep_owner,
    "later": later,
    "later_date": later_date,
    "link_no": link_no,
    "link_yes": link_yes,
    "listened": listened,
    "log": send_log_form,
    "log_done": log_done,
    "log_from_message": send_message_form,
    "log_message": open_message_form,
    "name_owner": name_owner,
    "next_date": next_date,
    "not_relevant": not_relevant,
    "not_yet": not_yet,
    "open_log": open_log,
    "open_prep": open_prep,
    "place_ask": press_place_ask,
    "post_again": press_post_again,
    "prep": send_prep_form,
    "propose_anyway": propose_anyway,
    "save_settings": save_settings,
    "settings": open_settings,
    "stop_cards": stop_cards,
    "tell_motivator": tell_motivator,
    "undo": undo,
    "unlink": unlink,
    "why": why_step,
}

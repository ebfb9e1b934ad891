"""What every button, menu and form does: one dictionary, the same on every surface."""

from handlers.commands.agenda import name_owner, owner_sent
from handlers.commands.motivator import motivator_sent, tell_motivator
from handlers.commands.prep import open_prep, prep_sent
from handlers.forms.card_settings import open_settings, save_settings
from handlers.forms.log import send_log_form
from handlers.forms.log_message import open_message_form, send_message_form
from handlers.listened import listened_pressed
from handlers.presses.accept import accept_pressed
from handlers.presses.cards import go_on, stop_cards
from handlers.presses.cards_menu import cards_menu
from handlers.presses.done import done_pressed, done_sent, next_date_sent
from handlers.presses.forget import forget
from handlers.presses.later import later_pressed, later_sent
from handlers.presses.link import link_no, link_yes, unlink
from handlers.presses.open_log import open_log
from handlers.presses.outcome import dropped_pressed, not_yet_pressed
from handlers.presses.place_ask import press_place_ask
from handlers.presses.post_again import press_post_again
from handlers.presses.propose import keep_anyway, propose_anyway
from handlers.presses.refuse import refuse_pressed
from handlers.presses.say_yes import agree_here, confirm_here
from handlers.presses.undo import undo
from handlers.presses.why import why_pressed
from handlers.request import Act

PRESSES: dict[str, Act] = {
    "accept": accept_pressed,
    "agree_here": agree_here,
    "cards": cards_menu,
    "confirm_here": confirm_here,
    "done": done_pressed,
    "dropped": dropped_pressed,
    "forget": forget,
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
    "name_owner": name_owner,
    "next_date": next_date_sent,
    "not_relevant": refuse_pressed,
    "not_yet": not_yet_pressed,
    "open_log": open_log,
    "open_prep": open_prep,
    "place_ask": press_place_ask,
    "post_again": press_post_again,
    "prep": prep_sent,
    "propose_anyway": propose_anyway,
    "save_settings": save_settings,
    "settings": open_settings,
    "stop_cards": stop_cards,
    "tell_motivator": tell_motivator,
    "undo": undo,
    "unlink": unlink,
    "why": why_pressed,
}

"""What Slack takes in buttons, menus and inputs. Source: the Block Kit reference."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.fake_slack.text_limits import Payload, faults_of_text, keys, length, plain

FOCUS = "confirm focus_on_load placeholder"
ONE_OF = "initial_option options option_groups " + FOCUS
ELEMENTS = {  # by kind: keys it must have, and keys it may have
    "button": ("action_id text", "value url style confirm accessibility_label"),
    "static_select": ("action_id", ONE_OF),
    "external_select": ("action_id", f"initial_option min_query_length {FOCUS}"),
    "multi_external_select": (
        "action_id",
        f"initial_options min_query_length max_selected_items {FOCUS}",
    ),
    "users_select": ("action_id", f"initial_user {FOCUS}"),
    "channels_select": (
        "action_id", f"initial_channel response_url_enabled {FOCUS}",
    ),
    "conversations_select": (
        "action_id",
        "default_to_current_conversation filter initial_conversation "
        f"response_url_enabled {FOCUS}",
    ),
    "multi_users_select": ("action_id", f"initial_users max_selected_items {FOCUS}"),
    "multi_static_select": (
        "action_id",
        f"initial_options options option_groups max_selected_items {FOCUS}",
    ),
    "datepicker": ("action_id", f"initial_date {FOCUS}"),
    "timepicker": ("action_id", f"initial_time timezone {FOCUS}"),
    "checkboxes": ("action_id options", "initial_options confirm focus_on_load"),
    "radio_buttons": ("action_id options", "initial_option confirm focus_on_load"),
    "overflow": ("action_id options", "confirm"),
    "number_input": (
        "action_id is_decimal_allowed",
        "initial_value min_value max_value dispatch_action_config "
        "focus_on_load placeholder",
    ),
    "plain_text_input": (
        "action_id",
        "initial_value multiline min_length max_length dispatch_action_config "
        "focus_on_load placeholder",
    ),
}  # fmt: skip
PRESSED = set(ELEMENTS) - {"number_input", "plain_text_input"}  # in an actions block
FILLED_IN = set(ELEMENTS) - {"button", "overflow"}  # in an input block
MOST_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}


def faults_of_element(element: Any) -> list[str]:
    """Return what Slack would not take in one element."""
    kind = str(element.get("type")) if isinstance(element, dict) else "nothing"
    if kind not in ELEMENTS:
        return [f"an unknown element {kind}"]
    needed, allowed = ELEMENTS[kind]
    faults = keys(kind, element, f"type {needed}", allowed)
    faults += length(f"{kind}: action_id", element.get("action_id"), 255)
    if "placeholder" in element:
        faults += plain(f"{kind}: placeholder", element["placeholder"], 150)
    if "confirm" in element:
        faults += _faults_of_confirm(element["confirm"])
    if kind == "static_select" or "options" in element:
        faults += _faults_of_options(element, MOST_OPTIONS.get(kind, 100))
    check: Callable[[Payload], list[str]] = CHECKS.get(kind, lambda one: [])
    return faults + check(element)


def _faults_of_button(button: Payload) -> list[str]:
    faults = plain("button: label", button.get("text"), 75)
    if "value" in button:
        faults += length("button: value", button["value"], 2000)
    if "url" in button:
        faults += length("button: url", button["url"], 3000)
    if button.get("style", "primary") not in ("primary", "danger"):
        faults.append("button: an unknown style")
    return faults


def _faults_of_options(element: Payload, most: int) -> list[str]:
    groups = element.get("option_groups")
    if groups is None:
        lists = [element.get("options") or []]
    else:
        lists = [group["options"] for group in groups]
        if "options" in element:
            return ["options and option_groups at once"]
        if not 1 <= len(groups) <= 100:
            return ["not 1 to 100 option groups"]
    faults = [f"not 1 to {most} options" for one in lists if not 1 <= len(one) <= most]
    options = [option for one in lists for option in one]
    faults += faults_of_options(options)
    first = element.get("initial_option")
    if first is not None and first not in options:
        faults.append("initial_option is none of the options")
    if not all(one in options for one in element.get("initial_options", [])):
        faults.append("an initial option is none of the options")
    return faults


def faults_of_options(options: list[Payload]) -> list[str]:
    """Return what Slack would not take in the lines of a menu, or of a search."""
    faults = []
    for option in options:
        faults += keys("option", option, "text value", "description url")
        faults += faults_of_text("option", option.get("text"), 75)
        faults += length("option: value", option.get("value"), 150)
        if "description" in option:
            faults += plain("option: description", option["description"], 75)
    return faults


def _faults_of_search(element: Payload) -> list[str]:
    several = element.get("initial_options")
    chosen = [element["initial_option"]] if "initial_option" in element else several
    faults = faults_of_options(chosen or [])
    if several is not None and not several:
        faults.append("initial_options is empty")
    if len(several or []) > element.get("max_selected_items", 100):
        faults.append("more chosen than may be chosen")
    if not element.get("min_query_length", 3) >= 0:
        faults.append("min_query_length is below 0")
    return faults


def _faults_of_users(element: Payload) -> list[str]:
    user = element.get("initial_user", "U1")
    good = isinstance(user, str) and re.fullmatch("[UW][A-Z0-9]+", user)
    return [] if good else ["initial_user is no user id"]


def _faults_of_many_users(element: Payload) -> list[str]:
    most = element.get("max_selected_items", 1)
    good = isinstance(most, int) and most >= 1
    return [] if good else ["max_selected_items is below 1"]


def _faults_of_date(element: Payload) -> list[str]:
    given = element.get("initial_date")
    try:
        good = given is None or date.fromisoformat(given).isoformat() == given
    except (TypeError, ValueError):
        good = False
    return [] if good else ["initial_date is no date"]


def _faults_of_number(element: Payload) -> list[str]:
    faults = []
    for name in ("initial_value", "min_value", "max_value"):
        try:
            float(element.get(name, "0"))
        except (TypeError, ValueError):
            faults.append(f"number_input: {name} is no number")
    return faults


def _faults_of_input(element: Payload) -> list[str]:
    most = element.get("max_length", 3000)
    faults = [] if 1 <= most <= 3000 else ["max_length is not 1 to 3000"]
    if "initial_value" in element:
        faults += length("initial_value", element["initial_value"], most, least=0)
    return faults


def _faults_of_confirm(confirm: Payload) -> list[str]:
    faults = keys("confirm", confirm, "title text confirm deny", "style")
    for name, most in (("title", 100), ("confirm", 30), ("deny", 30)):
        faults += plain(f"confirm: {name}", confirm.get(name), most)
    return faults + faults_of_text("confirm: text", confirm.get("text"), 300)


CHECKS: dict[str, Callable[[Payload], list[str]]] = {
    "button": _faults_of_button,
    "datepicker": _faults_of_date,
    "external_select": _faults_of_search,
    "multi_external_select": _faults_of_search,
    "number_input": _faults_of_number,
    "plain_text_input": _faults_of_input,
    "users_select": _faults_of_users,
    "multi_users_select": _faults_of_many_users,
}

"""A Message or a Form as plain data for the page.

The page's script puts every string into the document as text, never as markup, so
nothing here is escaped: what a person typed stays letter for letter what it was.
"""

from typing import Any

from bot.in_its_language import in_its_language
from language.say import say
from storage.message import Button, Field, Form, Menu, Message, Option, Section

Plain = dict[str, Any]


@in_its_language
def draw_message(message: Message) -> Plain:
    """Return a message as the page's script expects it."""
    return {
        "headline": message.headline,
        "sections": [_section(section) for section in message.sections],
        "buttons": [_button(button) for button in message.buttons],
        "small_print": list(message.small_print),
    }


@in_its_language
def draw_form(form: Form) -> Plain:
    """Return a form as the page's script expects it."""
    return {
        "title": form.title,
        "intro": form.intro,
        "action": form.action,
        "subject": form.subject,
        "submit": form.submit,
        "cancel": say("Cancel"),
        "words": {"optional": say("optional"), "unsaid": say("Not said")},
        "fields": [_field(field) for field in form.fields],
    }


def _section(section: Section) -> Plain:
    return {
        "text": section.text,
        "facts": list(section.facts),
        "buttons": [_button(button) for button in section.buttons],
        "quote": section.quote,
        "copy": _copy() if section.quote else None,
    }


def _copy() -> Plain:
    """Return what the button that copies a draft says: before, done, and failed."""
    return {
        "label": say("Copy"),
        "done": say("Copied"),
        "failed": say("Select it to copy"),
    }


def _button(button: Button | Menu) -> Plain:
    drawn: Plain = {
        "label": button.label,
        "action": button.action,
        "subject": button.subject,
    }
    if isinstance(button, Menu):
        return drawn | {"options": [_option(option) for option in button.options]}
    return drawn | {"style": button.style}


def _field(field: Field) -> Plain:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "value": field.value,
        "options": [_option(option) for option in field.options],
        "optional": field.optional,
        "hint": field.hint,
        "latest": field.latest.isoformat() if field.latest else "",
    }


def _option(option: Option) -> Plain:
    return {"label": option.label, "value": option.value}

"""What we say, before it has a look.

Every surface draws the same `Message`. All strings are plain text without markup: each
renderer escapes them for its platform, so what a person typed can never become a
mention or a link. `action` names what a press does; `subject` is the opaque id it is
done to. Neither ever carries a note or a name: other apps can read them.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel
from pydantic import Field as Default

from language.say import current_language, say


class Option(BaseModel, frozen=True):
    """One line of a menu: what the reader sees, and the word sent back."""

    label: str  # at most 75 characters, Slack's limit
    value: str  # at most 150 characters, Slack's limit
    detail: str = ""  # in small print where there is room: what tells it from others


class Button(BaseModel, frozen=True):
    """Something the reader can press. `subject` is an opaque id."""

    label: str  # at most 75 characters
    action: str
    subject: str = ""
    style: Literal["", "primary", "danger"] = ""


class Menu(BaseModel, frozen=True):
    """A button that opens a short list; the press carries the option's value.

    `rest` = what is pressed seldom, behind three dots where a surface has them. Each of
    its values is the action of a button about the same subject, so that a surface can
    move buttons into it where there is room for few.
    """

    label: str
    action: str
    subject: str
    options: tuple[Option, ...]
    rest: bool = False


class Bar(BaseModel, frozen=True):
    """One number of a figure, and what it is of."""

    label: str
    value: float


class Figure(BaseModel, frozen=True):
    """Bars side by side, where a surface can draw them.

    The section's text and facts say all of it: not everybody sees it, and not every
    surface draws it.
    """

    title: str
    measure: str  # what the numbers are, e.g. "Mean of 90 days"
    bars: tuple[Bar, ...]


class Section(BaseModel, frozen=True):
    """One paragraph, its facts in small print, and what can be done about it.

    `subject` is the id of the suggestion or the plan a section is about, so that a sent
    card can be drawn anew with that section's buttons replaced by what was answered.
    One that is `over` is shown as one line: its text, struck out, and its answer.
    """

    text: str
    facts: tuple[str, ...] = ()
    buttons: tuple[Button | Menu, ...] = ()
    subject: str = ""
    figure: Figure | None = None
    quote: bool = False  # a draft for the reader to copy: shown set off, word for word
    bold: bool = False  # the text stands out, and the facts below it are plain lines
    answer: str = ""  # what was answered, with its tick, e.g. "✓ Done (Tue 31 March)"
    over: bool = False  # nothing is left to do about it


class Message(BaseModel, frozen=True):
    """One message: headline, sections in order, buttons for the whole, small print.

    `language` is the one it was made in: a surface adds its own words in it.
    """

    headline: str
    sections: tuple[Section, ...] = ()
    buttons: tuple[Button | Menu, ...] = ()
    small_print: tuple[str, ...] = ()
    to_stop: str = ""  # why it came unasked, and how to stop; where that must be said
    language: str = Default(default_factory=current_language)


class Field(BaseModel, frozen=True):
    """One question of a form. `value` is what it is filled in with.

    Kind "person" is a search in the directory. Where a surface has none, it is a line
    to type a name into, filled in with `value`; where there is one, with `options`. It
    is answered by names, or by the values of options found, one a line. Kind
    "colleague" is a choice from the platform's own people, by their user id, and is
    answered by mentions of them, such as <@U123|Dana Whitfield>, one a line.
    """

    name: str
    label: str
    kind: Literal[
        "text", "long_text", "choice", "date", "number", "person", "colleague"
    ] = "text"
    value: str = ""  # dates as YYYY-MM-DD
    options: tuple[Option, ...] = ()  # for kinds "choice" and "person"
    most: int = 1  # for "person" and "colleague": how many may be chosen
    optional: bool = False
    hint: str = ""
    latest: date | None = None  # for kind "date": the newest day that makes sense


class Form(BaseModel, frozen=True):
    """At most six fields. Sending it calls `action`."""

    title: str  # at most 24 characters, Slack's limit
    action: str
    subject: str
    fields: tuple[Field, ...]
    submit: str = Default(default_factory=lambda: say("Save"))
    intro: str = ""
    language: str = Default(default_factory=current_language)  # it was made in

"""What the page adds to a message or a form is said in the language of its reader."""

from bot.local.shown import draw_form, draw_message
from language.say import speaking
from storage.message import Field, Form, Message, Section

FIELDS = (Field(name="note", label="Nota", optional=True),)


def form() -> Form:
    return Form(title="Anotar", action="log", subject="", fields=FIELDS)


def draft() -> Message:
    return Message(headline="Para Kim:", sections=(Section(text="Kim, …", quote=True),))


def test_a_form_is_cancelled_in_the_language_it_was_made_in() -> None:
    with speaking("es"):
        made = form()

    drawn = draw_form(made)

    assert (drawn["submit"], drawn["cancel"]) == ("Guardar", "Cancelar")
    assert drawn["words"] == {"optional": "(opcional)", "unsaid": "Sin indicar"}


def test_a_draft_is_copied_in_the_language_it_was_made_in() -> None:
    with speaking("es"):
        made = draft()

    [section] = draw_message(made)["sections"]

    assert section["copy"]["label"] == "Copiar"


def test_in_english_both_stay_english() -> None:
    [section] = draw_message(draft())["sections"]
    drawn = draw_form(form())

    assert (section["copy"]["label"], drawn["cancel"]) == ("Copy", "Cancel")
    assert drawn["words"]["optional"] == "optional"

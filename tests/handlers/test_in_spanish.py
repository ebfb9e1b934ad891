"""A leader who reads and types Spanish: what is typed is done, and said in it."""

from datetime import UTC, date, datetime, time

import pytest

from handlers.turn import Address, Profile, Reply, Said
from storage.models import Contact, Person
from tests.handlers.company import TODAY, Company, words

TOMORROW = date(2026, 4, 1)
THURSDAY = date(2026, 4, 2)


def says(company: Company, *lines: str) -> Reply:
    """Let Ada type these lines in Spanish, and return the last reply."""
    for number, line in enumerate(lines):
        said = Said(
            by=Address(company.surface, company.tenant, "Ada"),
            text=line,
            at=datetime.combine(TODAY, time(9, number), UTC),
            profile=Profile(name="Ada", zone="Europe/London", locale="es-ES"),
        )
        reply = company.take(said)
    return reply


def told(company: Company, *lines: str) -> str:
    return words(says(company, *lines).message)


def answers(reply: Reply) -> list[str]:
    return [one.label for one in reply.message.buttons]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("cambia a inglés", "English"), ("en inglés", "English"),
        ("en español", "español"), ("idioma español", "español"),
    ],
)  # fmt: skip
def test_the_language_is_chosen_in_spanish(
    company: Company, line: str, language: str
) -> None:
    assert language in told(company, line)


@pytest.mark.parametrize(
    "line",
    [
        "en la reunión con Rosa ayer hablamos de presupuesto",
        "en Operations hablé con Rosa",
        "cambia la reunión con Rosa al jueves",
    ],
)
def test_a_sentence_is_no_name_of_a_language(company: Company, line: str) -> None:
    assert "idioma" not in told(company, line)


@pytest.mark.parametrize(
    ("line", "added"),
    [
        ("añade a Juan Pérez", "Juan Pérez."),
        ("agrega a Juan Pérez, director en Finance", "Juan Pérez, director en Finance"),
        ("añade a Juan de la Torre", "Juan de la Torre."),
        ("añade a Juan de la Torre de Finance", "Juan de la Torre en Finance."),
    ],
)
def test_somebody_is_added_with_the_small_words_of_spanish(
    company: Company, line: str, added: str
) -> None:
    assert added in told(company, line)


@pytest.mark.parametrize(
    ("answer", "people"), [("la misma", 1), ("sí", 1), ("otra", 2), ("otro", 2)]
)
def test_somebody_known_in_another_unit_is_the_same_or_another(
    company: Company, answer: str, people: int
) -> None:
    asked = says(company, "añade a Rosa Lim de Finance")
    assert answers(asked) == [
        "La misma persona, ahora en Finance", "Otra persona: Rosa Lim", "Nada",
    ]  # fmt: skip
    says(company, answer)
    assert company.count(Person, name="Rosa Lim") == people


@pytest.mark.parametrize("yes", ["sí", "yes", "ocurrió", "Sí, anotarlo"])
def test_yes_in_either_language_is_what_is_marked_as_yes(
    company: Company, yes: str
) -> None:
    says(company, "plan Rosa lunch yesterday", yes)
    assert company.row(Contact).outcome == "met"


def test_a_new_title_is_asked_about_without_the_word_for_now(company: Company) -> None:
    asked = says(company, "add Kim Ito", "Kim es ahora la CFO")
    assert answers(asked)[0] == "Cambiar el cargo de Kim Ito: CFO"


@pytest.mark.parametrize("line", ["cancela el almuerzo con Rosa", "cancela lo de Rosa"])
def test_a_plan_is_called_off_in_spanish(company: Company, line: str) -> None:
    assert "Cancelado" in told(company, "plan Rosa lunch tomorrow 13:00", line)
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    "line",
    [
        "mueve el almuerzo con Rosa al jueves",
        "cambia la comida con Rosa Lim al jueves",
        "aplaza la comida con Rosa al jueves a las 10",
    ],
)
def test_a_plan_is_moved_in_spanish(company: Company, line: str) -> None:
    says(company, "plan Rosa lunch tomorrow 13:00", line)
    assert company.row(Contact).next_meeting_on == THURSDAY


@pytest.mark.parametrize(
    "line",
    [
        "la reunión con Rosa se pasa al jueves", "la reunión con Rosa se retrasa",
        "la comida con Rosa se cambia para el viernes",
    ],
)  # fmt: skip
def test_a_meeting_that_is_put_off_took_not_place(company: Company, line: str) -> None:
    asked = says(company, line)
    assert "Rosa: aplazamiento" in answers(asked)
    assert company.count(Contact) == 0


@pytest.mark.parametrize("line", ["¿qué reuniones tengo?", "¿qué tengo mañana?"])
def test_what_is_planned_is_asked_for_in_spanish(company: Company, line: str) -> None:
    said = told(company, "plan Rosa lunch tomorrow 13:00", line)
    assert "mié 1 de abril a las 13:00: almuerzo con Rosa Lim" in said


def test_two_people_to_be_made_one_are_no_meeting(company: Company) -> None:
    says(company, "add Kim Ito", "junta a Rosa Lim y Kim Ito")
    assert company.count(Contact) == 0


def test_more_is_added_to_the_note_without_a_pronoun(company: Company) -> None:
    said = told(company, "llamada con Rosa ayer", "también quiere más gente")
    assert "Añadido a tu nota" in said
    assert company.count(Contact) == 1


def test_which_of_two_is_told_by_the_unit(company: Company) -> None:
    company.person("Rosa Paz", "Finance")
    asked = says(company, "add Rosa Lim", "add Rosa Paz", "ayer hablé con Rosa")
    assert asked.refused
    assert "Rosa Paz" in told(company, "la de Finance")


def test_a_boss_who_is_not_known_is_nobody_to_add(company: Company) -> None:
    asked = says(company, "add Kim Ito", "hablé con el jefe de Kim hoy")
    assert "el jefe de Kim" in words(asked.message)
    assert answers(asked) == ["Nada"]
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("hecho", "¿Cuál de estos pasos?"), ("hecho 1", "¿Qué pasó con"),
        ("estoy en ello 2", "Bien."), ("No procede 1", "¿Por qué no?"),
        ("más tarde 1", "¿Hasta cuándo?"), ("hecho 12", "No entendí"),
        ("hecho con Rosa", "Rosa Lim: ¿ocurrió?"),
    ],
)  # fmt: skip
def test_what_a_button_says_in_spanish_can_be_typed(
    company: Company, line: str, reply: str
) -> None:
    said = says(company, "add Dana Whitfield", "add Kim Ito in Finance", "next", line)
    assert said.message.headline.startswith(reply)


def test_a_day_in_no_calendar_is_said_in_spanish(company: Company) -> None:
    assert "31 de febrero" in told(company, "el 31 de febrero hablé con Rosa")


def test_a_question_about_a_plan_reads_as_spanish(company: Company) -> None:
    asked = says(company, "plan Rosa lunch")
    assert words(asked.message) == "¿Qué día hay almuerzo con Rosa Lim?"
    assert answers(asked)[0] == "Mañana, mié 1 de abril"
    says(company, "mañana")
    assert company.row(Contact).next_meeting_on == TOMORROW

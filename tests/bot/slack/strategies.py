"""Messages and forms of every kind, for properties that must hold for all."""

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from storage.message import Button, Field, Form, Menu, Message, Option, Section

NASTY = st.sampled_from(
    (
        "",
        " ",
        "\n\n",
        "<!channel> <!here> <@U123|dana> <#C1|x>",
        "<https://evil.example|Payroll>",
        "see https://x.example/a?b=1&c=<2>, or (http://y.example).",
        "`code` ```more``` *bold* _it_ :smile: &amp; &lt;",
        "مرحبا بالعالم \u202e txet",
        "👩‍👩‍👧‍👦" * 40,
        "\ud800 half",
        "\x00\x07bell",
        "100 % %s {0}",
        "a" * 3001,
        "word " * 700,
        "😀" * 1501,
        "\n" * 3100,
        "x" * 12_000,
    )
)
TEXTS = st.one_of(NASTY, st.text(max_size=300))
IDS = st.text("0123456789abcdef", max_size=32)
ACTIONS = st.text("abcdefghij_", min_size=1, max_size=20)
OPTIONS = st.builds(Option, label=TEXTS, value=st.text(max_size=200), detail=TEXTS)
BUTTONS = st.builds(
    Button,
    label=TEXTS,
    action=ACTIONS,
    subject=IDS,
    style=st.sampled_from(("", "primary", "danger")),
)
MENUS = st.builds(
    Menu,
    label=TEXTS,
    action=ACTIONS,
    subject=IDS,
    options=st.lists(OPTIONS, max_size=4).map(tuple),
)
PRESSABLE = st.one_of(BUTTONS, MENUS)
SECTIONS = st.builds(
    Section,
    text=TEXTS,
    facts=st.lists(TEXTS, max_size=4).map(tuple),
    buttons=st.lists(PRESSABLE, max_size=6).map(tuple),
    subject=IDS,
    quote=st.booleans(),
)
MANY = st.builds(
    lambda section, times: (section,) * times, SECTIONS, st.integers(20, 120)
)
MESSAGES = st.builds(
    Message,
    headline=TEXTS,
    sections=st.one_of(st.lists(SECTIONS, max_size=8).map(tuple), MANY),
    buttons=st.lists(PRESSABLE, max_size=30).map(tuple),
    small_print=st.lists(TEXTS, max_size=4).map(tuple),
)
FIELDS = st.builds(
    Field,
    name=st.uuids().map(lambda one: one.hex),
    label=TEXTS,
    kind=st.sampled_from(get_args(Field.model_fields["kind"].annotation)),
    value=st.one_of(TEXTS, st.dates().map(date.isoformat), st.just("-3.5")),
    options=st.lists(OPTIONS, max_size=4).map(tuple),
    most=st.integers(1, 10),
    optional=st.booleans(),
    hint=TEXTS,
)
FORMS = st.builds(
    Form,
    title=TEXTS,
    action=ACTIONS,
    subject=IDS,
    fields=st.lists(FIELDS, max_size=5).map(tuple),
    submit=TEXTS,
    intro=TEXTS,
)

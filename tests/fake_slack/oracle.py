"""Payloads as slackblocks sees them: it refuses what Slack would refuse."""

from collections.abc import Callable
from typing import Any

from slackblocks import (
    ActionsBlock,
    AreaChart,
    AxisConfig,
    BarChart,
    Button,
    DataPoint,
    DataSeries,
    DataVisualizationBlock,
    DatePicker,
    ExternalMultiSelectMenu,
    ExternalSelectMenu,
    InputBlock,
    InvalidUsageError,
    LineChart,
    NumberInput,
    Option,
    OverflowMenu,
    PlainText,
    PlainTextInput,
    RichTextBlock,
    StaticSelectMenu,
    UserMultiSelectMenu,
    UserSelectMenu,
)
from slackblocks.blocks import Block
from slackblocks.messages import Message
from slackblocks.rich_text.elements import RichText, RichTextLink
from slackblocks.rich_text.objects import RichTextCodeBlock, RichTextSection
from slackblocks.views import HomeTabView, ModalView

Payload = dict[str, Any]


def faults_of_message(payload: Payload) -> list[str]:
    """Return what slackblocks says against the message."""
    return _faults(lambda: check_message(payload))


def faults_of_view(view: Payload) -> list[str]:
    """Return what slackblocks says against the modal, or the Home."""
    return _faults(lambda: check_view(view))


def _faults(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except (InvalidUsageError, AssertionError, KeyError) as fault:
        return [f"slackblocks: {fault!r}"]
    return []


def check_message(payload: Payload) -> None:
    """Raise when slackblocks does not take the message."""
    blocks = [block(one) for one in payload.get("blocks") or []]
    Message(channel="C1", text=payload["text"], blocks=blocks)


def check_view(view: Payload) -> None:
    """Raise when slackblocks does not take the modal, or the Home."""
    if view["type"] == "home":
        HomeTabView(blocks=[block(one) for one in view["blocks"]])
        return
    ModalView(
        title=text(view["title"]),
        blocks=[block(one) for one in view["blocks"]],
        close=text(view["close"]) if "close" in view else None,
        submit=text(view["submit"]) if "submit" in view else None,
        private_metadata=view.get("private_metadata"),
        callback_id=view.get("callback_id"),
    )


def block(data: Payload) -> Any:
    """Return one block as slackblocks builds it."""
    made_by_hand = {
        "actions": _actions,
        "data_visualization": _chart,
        "input": _input,
        "rich_text": _rich_text,
    }
    if data["type"] in made_by_hand:
        return made_by_hand[data["type"]](data)
    return Block.from_dict(data)


def text(data: Payload) -> Any:
    """Return a plain text object."""
    assert data["type"] == "plain_text"
    return PlainText(data["text"])


def _actions(data: Payload) -> Any:
    elements = [_element(one) for one in data["elements"]]
    return ActionsBlock(elements=elements, block_id=data["block_id"])


def _input(data: Payload) -> Any:
    return InputBlock(
        label=text(data["label"]),
        element=_element(data["element"]),
        block_id=data["block_id"],
        hint=text(data["hint"]) if "hint" in data else None,
        optional=data["optional"],
    )


def _chart(data: Payload) -> Any:
    chart = data["chart"]
    kinds: dict[str, Any] = {"area": AreaChart, "bar": BarChart, "line": LineChart}
    series = [
        DataSeries(
            one["name"], [DataPoint(p["label"], p["value"]) for p in one["data"]]
        )
        for one in chart["series"]
    ]
    drawn = kinds[chart["type"]](series, AxisConfig(**chart["axis_config"]))
    return DataVisualizationBlock(data["title"], drawn, block_id=data["block_id"])


def _rich_text(data: Payload) -> Any:
    kinds = {
        "rich_text_section": RichTextSection,
        "rich_text_preformatted": RichTextCodeBlock,
    }
    elements = [
        kinds[one["type"]]([_words(word) for word in one["elements"]])
        for one in data["elements"]
    ]
    return RichTextBlock(elements=elements, block_id=data["block_id"])


def _words(data: Payload) -> Any:
    assert data["text"], "rich text without text"
    if data["type"] == "link":
        return RichTextLink(url=data["url"], text=data["text"])
    assert data["type"] == "text"
    return RichText(data["text"])


def _element(data: Payload) -> Any:
    kind, action = data["type"], data["action_id"]
    if kind == "button":
        return Button(
            text(data["text"]),
            action_id=action,
            value=data.get("value"),
            style=data.get("style"),
        )
    if kind == "static_select":
        chosen = data.get("initial_option")
        return StaticSelectMenu(
            action_id=action,
            options=[Option.from_dict(one) for one in data["options"]],
            initial_option=Option.from_dict(chosen) if chosen else None,
            placeholder=text(data["placeholder"]) if "placeholder" in data else None,
        )
    if kind == "overflow":
        lines = [Option.from_dict(one) for one in data["options"]]
        return OverflowMenu(action_id=action, options=lines)
    if kind == "users_select":
        return UserSelectMenu(action_id=action, initial_user=data.get("initial_user"))
    if kind == "multi_users_select":
        return UserMultiSelectMenu(
            action_id=action, max_selected_items=data["max_selected_items"]
        )
    if kind == "external_select":
        chosen = data.get("initial_option")
        return ExternalSelectMenu(
            action_id=action,
            initial_option=Option.from_dict(chosen) if chosen else None,
            min_query_length=data["min_query_length"],
            placeholder=text(data["placeholder"]),
        )
    if kind == "multi_external_select":
        return ExternalMultiSelectMenu(
            action_id=action,
            initial_options=[
                Option.from_dict(one) for one in data.get("initial_options") or []
            ],
            min_query_length=data["min_query_length"],
            max_selected_items=data["max_selected_items"],
            placeholder=text(data["placeholder"]),
        )
    if kind == "datepicker":
        return DatePicker(action_id=action, initial_date=data.get("initial_date"))
    if kind == "number_input":
        return NumberInput(
            is_decimal_allowed=data["is_decimal_allowed"],
            action_id=action,
            initial_value=data.get("initial_value"),
        )
    assert kind == "plain_text_input", kind
    return PlainTextInput(
        action_id=action,
        initial_value=data.get("initial_value"),
        multiline=data["multiline"],
        max_length=data["max_length"],
    )

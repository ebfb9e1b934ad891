"""What a card must be for Teams, checked part by part. Source: R55 to R58.

Unknown elements, unknown properties and a newer version are refused, which the real one
does not always do. Text that a person may have typed stands only in runs.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

Payload = dict[str, Any]

VERSION = "1.5"
BYTES = 25_000
ACTIONS = 6
LABEL = 75
POSTS = (7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0)  # per chat, in seconds (R55)
IN_ALL = ((50, 1.0),)  # of the app in the tenant

RUN = {
    "type",
    "text",
    "weight",
    "size",
    "isSubtle",
    "fontType",
    "color",
    "strikethrough",
}
INPUT = {"type", "id", "label", "isRequired", "errorMessage", "value"}
KNOWN = {
    "AdaptiveCard": {"type", "$schema", "version", "body", "msteams"},
    "RichTextBlock": {"type", "inlines", "spacing"},
    "Container": {"type", "style", "items"},
    "ActionSet": {"type", "actions"},
    "Input.Text": INPUT | {"isMultiline", "maxLength"},
    "Input.Date": INPUT | {"max"},
    "Input.Number": INPUT,
    "Input.ChoiceSet": INPUT | {"style", "choices"},
    "Action.Execute": {"type", "title", "verb", "data", "style"},
    "Action.ShowCard": {"type", "title", "card"},
    "Action.Submit": {"type", "title", "data", "style"},
}
NEEDED = {
    "AdaptiveCard": {"version", "body"},
    "RichTextBlock": {"inlines"},
    "Container": {"items"},
    "ActionSet": {"actions"},
    "Input.ChoiceSet": {"id", "choices"},
    "Input.Text": {"id"},
    "Input.Date": {"id"},
    "Input.Number": {"id"},
    "Action.Execute": {"title", "verb", "data"},
    "Action.ShowCard": {"title", "card"},
    "Action.Submit": {"title", "data"},
}
FETCH = {"type": "task/fetch"}  # what makes a submit on a message open a dialog
DIALOG = {"title", "height", "width", "card"}
PREVIEW = "application/vnd.microsoft.card.thumbnail"
STYLES = {"positive", "destructive"}


def faults_of_activity(activity: Payload) -> list[str]:
    """Return what Teams would not take, or what is not ours to send."""
    faults = []
    sent = json.dumps(activity, ensure_ascii=False, separators=(",", ":"))
    if len(sent.encode()) > BYTES:
        faults.append("too large")
    attachments = activity.get("attachments") or []
    if not attachments and activity.get("textFormat") != "plain":
        faults.append("text that is read as markdown")
    if attachments and activity.get("text"):
        faults.append("text beside a card becomes two messages")
    if attachments and not str(activity.get("summary") or "").strip():
        faults.append("a card without a summary")
    faults += _faults_of_suggested(activity.get("suggestedActions"))
    if "entities" in activity:
        faults.append("mentions somebody")
    for attachment in attachments:
        faults += faults_of_card(attachment["content"])
    return faults


def _faults_of_suggested(suggested: Payload | None) -> list[str]:
    if suggested is None:
        return []
    faults = [] if suggested["to"] else ["suggested to nobody"]
    if not 1 <= len(suggested["actions"]) <= ACTIONS:
        faults.append("too many suggested actions, or none")
    for one in suggested["actions"]:
        if one["type"] != "imBack" or one["title"] != one["value"]:
            faults.append("a suggestion that says something else than it shows")
    return faults


def faults_of_answer(answer: Payload) -> list[str]:
    """Return what is wrong with what an invoke was answered with."""
    if "task" in answer:
        return _faults_of_task(answer["task"])
    if "composeExtension" in answer:
        return _faults_of_results(answer["composeExtension"])
    if answer.get("type") == "application/vnd.microsoft.card.adaptive":
        return faults_of_card(answer["value"])
    return [] if str(answer.get("value") or "").strip() else ["answered without words"]


def _faults_of_task(task: Payload) -> list[str]:
    if task["type"] == "message":
        return [] if task["value"].strip() else ["a dialog without words"]
    dialog = task["value"]
    faults = [] if set(dialog) == DIALOG else ["not a dialog"]
    faults += _faults_of_label(dialog["title"])
    card = dialog["card"]["content"]
    for part, _ in parts_of(card):
        if part["type"] in ("Action.Execute", "Action.ShowCard"):
            faults.append(f"{part['type']} does nothing in a dialog")
        if part["type"] == "Action.Submit" and "msteams" in part["data"]:
            faults.append("a dialog out of a dialog")
    return faults + faults_of_card(card, is_dialog=True)


def _faults_of_results(results: Payload) -> list[str]:
    if results["type"] == "message":
        return [] if results["text"].strip() else ["a search without words"]
    faults = [] if results["attachments"] else ["no results, and no words"]
    for one in results["attachments"]:
        faults += faults_of_card(one["content"])
        if "ActionSet" in [part["type"] for part, _ in parts_of(one["content"])]:
            faults.append("a button of ours in what somebody else posts")
        preview = one["preview"]
        if preview["contentType"] != PREVIEW:
            faults.append("a preview that is no thumbnail")
        if any(mark in str(preview["content"]) for mark in "<>&"):
            faults.append("a preview that is interpreted")
    return faults


def faults_of_card(card: Payload, *, is_dialog: bool = False) -> list[str]:
    """Return what is wrong with a card."""
    faults = []
    for part, _ in parts_of(card):
        if part.get("type") == "Action.Submit" and not is_dialog:
            data = part.get("data")
            if not isinstance(data, dict) or data.get("msteams") != FETCH:
                faults.append("a submit that opens nothing")
    if card.get("version") != VERSION:
        faults.append(f"version {card.get('version')}")
    ids: Counter[str] = Counter()
    for part, depth in parts_of(card):
        faults += _faults_of_part(part, depth)
        if part["type"].startswith("Input."):
            ids[part["id"]] += 1
    faults += [f"id {name!r} twice" for name, times in ids.items() if times > 1]
    seen = sum(
        len(one["actions"])
        for one, depth in parts_of(card)
        if one["type"] == "ActionSet" and depth == 0
    )
    if seen > ACTIONS:
        faults.append(f"{seen} actions to be seen at once")
    return faults


def parts_of(part: Payload, depth: int = 0) -> Iterator[tuple[Payload, int]]:
    """Yield every typed part, with how many ShowCards it is behind."""
    yield part, depth
    for name in ("body", "items", "actions"):
        for one in part.get(name) or []:
            yield from parts_of(one, depth)
    if "card" in part:
        yield from parts_of(part["card"], depth + 1)


def _faults_of_part(part: Payload, depth: int) -> list[str]:
    kind = str(part.get("type"))
    if kind not in KNOWN:
        return [f"unknown element {kind}"]
    faults = [f"{kind}.{name} unknown" for name in set(part) - KNOWN[kind]]
    faults += [f"{kind} lacks {name}" for name in NEEDED[kind] - set(part)]
    if kind == "RichTextBlock":
        faults += _faults_of_runs(part["inlines"])
    if kind == "ActionSet" and not 1 <= len(part["actions"]) <= ACTIONS:
        faults.append(f"{len(part['actions'])} actions in one set")
    if kind == "Container" and not part["items"]:
        faults.append("an empty container")
    if kind.startswith("Action."):
        faults += _faults_of_label(part["title"])
        if part.get("style", "positive") not in STYLES:
            faults.append("unknown style")
    if kind == "Action.ShowCard" and depth:
        faults.append("a card behind a card behind an action")
    if kind == "Action.Execute" and not isinstance(part.get("data"), dict):
        faults.append("an Execute without data is answered 500")
    if kind.startswith("Input."):
        faults += _faults_of_input(part)
    return faults


def _faults_of_runs(runs: list[Payload]) -> list[str]:
    faults = [] if runs else ["a block without runs"]
    for run in runs:
        if run.get("type") != "TextRun" or set(run) - RUN:
            faults.append("not a plain run")
        if not str(run.get("text") or "").strip() or "\n" in run["text"]:
            faults.append("an empty run, or one of several lines")
    return faults


def _faults_of_label(title: object) -> list[str]:
    if not isinstance(title, str) or not title.strip():
        return ["an empty label"]
    faults = []
    if len(title.encode("utf-16-le")) // 2 > LABEL:
        faults.append("a long label")
    if "{{" in title or "${" in title or "\n" in title:
        faults.append("a label that is interpreted")
    return faults


def _faults_of_input(part: Payload) -> list[str]:
    faults = [] if part["id"] else ["an input without id"]
    if "label" in part:
        faults += _faults_of_label(part["label"])
    if part.get("isRequired") and not part.get("errorMessage"):
        faults.append("required, and does not say so")
    if part["type"] == "Input.ChoiceSet":
        values = [one["value"] for one in part["choices"]]
        if not values or not all(values):
            faults.append("a choice without a value")
        for one in part["choices"]:
            faults += _faults_of_label(one["title"])
        if part.get("value") and part["value"] not in values:
            faults.append("chosen is none of the choices")
    return faults

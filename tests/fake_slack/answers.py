"""What may stand in the bot's answer to a request of Slack's."""

from tests.fake_slack import element_limits, limits, oracle
from tests.fake_slack.text_limits import Payload, keys

ACTIONS = {"update", "push", "errors", "clear"}


def faults_of_answer(asked: Payload, answer: Payload) -> list[str]:
    """Return what is wrong with an acknowledgement that says something.

    Args:
        asked: the command, press, or sent modal that is answered.
        answer: the body; an empty one says nothing.
    """
    if not answer:
        return []
    if asked.get("type") == "block_suggestion":
        faults = keys("answer", answer, "options")
        options = answer.get("options") or []
        faults += [] if len(options) <= 100 else ["more than 100 options"]
        return faults + element_limits.faults_of_options(options)
    if asked.get("type") != "view_submission":
        return limits.faults_of_response(answer) or oracle.faults_of_message(answer)
    action = answer.get("response_action")
    if action not in ACTIONS:
        return [f"a modal cannot {action}"]
    if action in ("update", "push"):
        faults = keys("answer", answer, "response_action view")
        view = answer.get("view") or {}
        return faults or limits.faults_of_view(view) or oracle.faults_of_view(view)
    if action == "errors":
        return _faults_of_errors(asked["view"], answer)
    return keys("answer", answer, "response_action")


def _faults_of_errors(view: Payload, answer: Payload) -> list[str]:
    faults = keys("answer", answer, "response_action errors")
    errors = answer.get("errors") or {}
    if not errors:
        faults.append("errors without one")
    inputs = set((view.get("state") or {}).get("values") or {})
    if not set(errors) <= inputs:
        faults.append("an error on an input that is not there")
    if not all(isinstance(text, str) and text.strip() for text in errors.values()):
        faults.append("an error without words")
    return faults

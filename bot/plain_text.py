"""Message as plain text: the terminal, Slack's `text`, any place without buttons."""

from storage.message import Message, Section

INDENT = "    "  # what is to be copied, or is small print, stands off


def plain_text(message: Message) -> str:
    """Return everything the message says; a blank line between sections."""
    parts = [message.headline, *(_section(section) for section in message.sections)]
    parts.append("\n".join(message.small_print))
    return "\n\n".join(part for part in parts if part.strip())


def _section(section: Section) -> str:
    text = _indented(section.text) if section.quote else section.text
    facts = (f"- {fact}" for fact in section.facts)
    return "\n".join(line for line in (text, *facts) if line.strip())


def _indented(text: str) -> str:
    return "\n".join(INDENT + line for line in text.split("\n"))

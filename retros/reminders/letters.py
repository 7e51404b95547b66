"""What a digest says, put into words: as a mail, and as a short post."""

from dataclasses import dataclass

from planning.markdown import plain
from retros.reminders.contents import Contents


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def letter_of(contents: Contents) -> Letter:
    """Write the mail in the language and the time zone of whom it is for."""
    text = post_of(contents)
    return Letter(subject=f"{len(contents.steps) + len(contents.nudges)} things wait for you", text=text, html="")


def post_of(contents: Contents) -> str:
    """Write the short text for a chat."""
    return "\n".join([contents.opening, *(f"* {plain(item.step.text)}" for item in contents.steps)]).strip() + "\n"

"""Posting to chat channels: where a post may go, and handing it over."""

from planning.outbox.models import Message


def deliver(message: Message) -> None:
    """Post it to its channel. Raises OSError where it is worth trying again, and ValueError where it never will be."""
    raise ValueError("Posts to channels are not sent yet.")

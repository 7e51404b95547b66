"""What a rehearsal leaves in its folder."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Count
from django.utils import timezone

from htg.pages.agenda import agenda_text
from htg.rehearsal.mailbag import as_mbox
from htg.rehearsal.play import Play
from planning.events.models import Event
from planning.outbox.models import Message
from planning.teams.models import Team
from planning.topics.models import Topic
from planning.voting.counting import tally_of
from retros.reviews.models import ReviewMeeting
from retros.wrapups.models import WrapUp
from retros.wrapups.publishing.files import markdown_of

DIGESTS = {"en": ("digest.txt", "digest.html"), "de": ("digest-de.txt", "digest-de.html")}
NAMES = ("wrap-up.md", "agenda.md", "tally.json", "teams.json", "messages.mbox", *chain(*DIGESTS.values()))


class FolderRefused(Exception):
    """A folder the documents cannot be written to. The text is for the person."""


def documents_of(play: Play) -> dict[str, bytes]:
    meeting = ReviewMeeting.objects.select_related("event").get(event=play.event)
    return {
        "wrap-up.md": markdown_of(play.event, WrapUp.objects.published()).encode(),
        "agenda.md": agenda_text(meeting).encode(),
        "tally.json": as_json(tally_as_json(play.event)),
        "teams.json": as_json(teams_as_json(play.event)),
        "messages.mbox": as_mbox(play.mails),
        **digests(),
    }


def digests() -> dict[str, bytes]:
    """The longest digest in each language that one went out in, as text and as HTML."""
    reminding = Message.objects.filter(digests__reminders__isnull=False, channel=None)
    fullest = reminding.annotate(steps=Count("digests__reminders")).order_by("-steps", "pk")
    files: dict[str, bytes] = {}
    for language, (text, html) in DIGESTS.items():
        if mail := fullest.filter(digests__user__language=language).first():
            files |= {text: f"Subject: {mail.subject}\nTo: {mail.to}\n\n{mail.text}".encode(), html: mail.html.encode()}
    return files


def tally_as_json(event: Event) -> dict[str, object]:
    counted = tally_of(event)
    topics = Topic.objects.in_bulk(counted.ranked)
    return {
        "event": event.slug,
        "ballots": counted.ballots,
        "electorate": counted.electorate,
        "turnout": round(counted.turnout, 4),
        "lines": [
            {
                "rank": line.rank,
                "topic": topics[line.topic].slug,
                "title": str(topics[line.topic]),
                "votes": line.votes,
                "shared_by": line.shared_by,
            }
            for line in counted.lines
        ],
    }


def teams_as_json(event: Event) -> dict[str, object]:
    return {"event": event.slug, "teams": [team_as_json(team) for team in Team.objects.of(event)]}


def team_as_json(team: Team) -> dict[str, object]:
    """The team with everyone who was ever in it; `until` is empty for those who stayed to the end."""
    stays = team.memberships.select_related("attendee__organization").order_by("since", "pk")
    return {
        "topic": team.topic.slug,
        "title": str(team.topic),
        "members": [
            {
                "name": stay.attendee.name,
                "organization": str(stay.attendee.organization or ""),
                "since": stamp(stay.since),
                "until": stamp(stay.until) if stay.until else None,
            }
            for stay in stays
        ],
    }


def stamp(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes")


def as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def refuse_unwritable(folder: Path) -> None:
    """Say so before the rehearsal, not after it."""
    standing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not standing.is_dir():
        raise FolderRefused(f"{standing} is a file. Choose a folder for the documents.")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise FolderRefused(f"{standing} cannot be written to. Choose another folder.")
    for name in NAMES:
        if (folder / name).is_dir():
            raise FolderRefused(f"{folder / name} is a folder, where a document should go. Choose another folder.")


def leave(documents: Mapping[str, bytes], folder: Path) -> None:
    """Write all documents, or none: each is moved into place once the last one is written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".rehearsal-") as draft:
            for name, content in documents.items():
                (Path(draft) / name).write_bytes(content)
            for name in documents:
                (Path(draft) / name).replace(folder / name)
    except OSError as error:
        raise FolderRefused(f"The documents could not be written: {error}") from error

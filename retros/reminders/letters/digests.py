"""Writing one digest: what it tells is noted in the transaction that puts its messages into the outbox."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from planning.outbox.models import Message
from planning.outbox.posting import post
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.contents import Contents
from retros.reminders.deciding.people import Person
from retros.reminders.deciding.recipients import Circle
from retros.reminders.deciding.sheets import Sheet, is_settled, sheet_of
from retros.reminders.deciding.tracks import Track, tracks_of
from retros.reminders.letters.composing import letter_of, post_of
from retros.reminders.links import unsubscribe_url
from retros.reminders.models import Digest, PhaseNudge, Reminder


def write_digest(sheet: Sheet, circle: Circle, *, now: datetime) -> bool:
    """Write what a person is told today. Return False if nothing is left to say, or another run was faster."""
    try:
        with transaction.atomic():
            return write(checked(sheet, circle, now=now), circle, now=now)
    except IntegrityError:
        return False


def checked(sheet: Sheet, circle: Circle, *, now: datetime) -> Sheet:
    """Hold the steps until the digest is written, so that none is closed or put off in between, and look again."""
    steps = NextStep.objects.open().filter(pk__in=[track.step.pk for track, _ in sheet.steps])
    held = tracks_of(steps.exclude(due_on=None).order_by("pk").select_for_update(of=("self",)))
    seen = {track.step.pk: track.whose for track, _ in sheet.steps}
    same = [track for track in held if track.whose == seen[track.step.pk]]
    return sheet_of(sheet.person, same, sheet.nudges, circle, now=now)


def write(sheet: Sheet, circle: Circle, *, now: datetime) -> bool:
    """Raises IntegrityError where any of it was written before."""
    digest = begin_digest(sheet, now=now) if sheet else None
    if digest is None:
        return False
    contents = sheet.contents(opening=digest.opening)
    digest.messages.add(*messages(sheet.person, contents, held=digest.held_at is not None, now=now))
    note(contents, digest, now=now)
    sheet.tell()
    move_on([track for track, _ in sheet.steps], circle, sheet.day)
    return True


def begin_digest(sheet: Sheet, *, now: datetime) -> Digest | None:
    """Take the person's digest of the day, which may wait there, held or edited. None if it is written already."""
    days = Digest.objects.filter(user=sheet.person.user, day=sheet.day)
    if days.filter(written_at=None).update(written_at=now):
        return days.get()
    if days.exists():
        return None
    return Digest.objects.create(user=sheet.person.user, day=sheet.day, written_at=now)


def messages(person: Person, contents: Contents, *, held: bool, now: datetime) -> list[Message]:
    """Post it on all ways the person has."""
    key = f"digest/{person.user.pk}/{contents.day}"
    letter = letter_of(contents)
    written = []
    if person.gets_mail:
        mail = post(
            key=key,
            to=person.user.email,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            unsubscribe_url=unsubscribe_url(person.user),
            held=held,
            now=now,
        )
        written.append(mail)
    for channel in person.channels:
        text, to = post_of(contents), channel.name
        written.append(
            post(
                key=f"{key}/{channel.pk}",
                to=to,
                channel=channel,
                subject=letter.subject,
                text=text,
                held=held,
                now=now,
            )
        )
    return written


def note(contents: Contents, digest: Digest, *, now: datetime) -> None:
    """Note what was told. The constraints refuse what was told before, and the messages go with it."""
    Reminder.objects.bulk_create(
        Reminder(
            step=item.step,
            to=contents.to,
            number=item.number,
            due_on=item.due_on,
            why=item.why,
            digest=digest,
            planned_at=now,
        )
        for item in contents.steps
    )
    PhaseNudge.objects.bulk_create(
        PhaseNudge(kind=item.kind, event=item.event, about=item.about, to=contents.to, digest=digest, planned_at=now)
        for item in contents.nudges
    )


def move_on(tracks: Iterable[Track], circle: Circle, day: date) -> None:
    """Set when the steps are reminded of next, where nobody is left to have the present reminder."""
    by_date: defaultdict[tuple[date | None, date | None], list[int]] = defaultdict(list)
    for track in tracks:
        if is_settled(track, circle, day):
            by_date[track.remind_on, track.next_on()].append(track.step.pk)
    for (before, after), steps in by_date.items():
        # Unless it was planned anew meanwhile.
        NextStep.objects.filter(pk__in=steps, remind_on=before).update(remind_on=after)

"""A step that was moved into a topic is not lost with it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from planning.markdown import plain
from planning.outbox.mail.letters import subject_line
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.people.speaking import speaking_to
from planning.topics.models import Topic
from retros.nextsteps.closing import reopen
from retros.nextsteps.models import NextStep


@transaction.atomic
def reopen_moved(topic: Topic, *, now: datetime) -> None:
    """Reopen the steps that went into a topic that was withdrawn, and inform their owners, or else the organizers."""
    moved = NextStep.objects.filter(moved_to=topic, state=NextStep.State.MOVED)
    for step in moved.with_owner().order_by("pk"):
        reopen(step, note=f"“{plain(str(topic))}” was withdrawn.", now=now)
        for person in people_to_notify(step):
            notify_of_reopening(person, step, topic, now=now)


def people_to_notify(step: NextStep) -> list[Attendee]:
    if step.owner and step.owner.email:
        return [step.owner]
    return list(step.topic.event.attendees.organizers().reachable().select_related("user"))


def notify_of_reopening(person: Attendee, step: NextStep, topic: Topic, *, now: datetime) -> None:
    assert person.user is not None  # noqa: S101  # selected for it
    with speaking_to(person.user):
        names = {"name": person.name, "step": subject_line(plain(step.text)), "topic": plain(str(topic))}
        subject = _("“%(step)s” is open again") % names
        text = (
            _(
                "Hello %(name)s,\n\n“%(topic)s” was withdrawn. This next step had been moved into it, "
                "so it is open again:\n\n“%(step)s”"
            )
            % names
        )
        post(
            key=f"step-open-again/{step.pk}/{person.pk}/{now.isoformat()}",
            to=person.email,
            subject=subject,
            text=f"{text}\n{settings.SITE_URL}{step.get_absolute_url()}\n",
            now=now,
        )

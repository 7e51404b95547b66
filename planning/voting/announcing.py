"""Announcing the result, once the tally is stored, to each person in their own language."""

import json
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from planning.events.models import Event
from planning.outbox.posting import post
from planning.people.speaking import speaking_to
from planning.topics.models import Topic
from planning.voting.models import ClosedTally, OpenedBox

MOST_TITLES = 10


def announce_result(box: OpenedBox, *, now: datetime) -> None:
    """Write to everyone with a seat, unless the event is over or called off: then it is no news."""
    tally, event = box.tally, box.tally.event
    if event.ends_at is None or event.ends_at <= now or event.is_called_off:
        return
    chosen = chosen_in(box)
    for person in event.attendees.admitted().reachable().select_related("user").order_by("pk"):
        if person.user is None:
            continue
        with speaking_to(person.user):
            subject = _("The result of the vote at %(event)s") % {"event": event}
            greeting = _("Hello %(name)s,") % {"name": person.name}
            said = "\n\n".join([turnout_in(tally), titles_in(chosen), link_to(event), proof_in(box)])
        # A tally that is counted again is another one, and news again.
        key = f"result/{event.slug}/{tally.pk}/{person.pk}"
        post(key=key, to=person.email, subject=subject, text=f"{greeting}\n\n{said}\n", now=now)


def chosen_in(box: OpenedBox) -> list[str]:
    """The titles of the winners, the first one first."""
    winners: list[str] = json.loads(box.result)["winners"]
    topics = Topic.objects.filter(event=box.tally.event, slug__in=winners)
    titles = {topic.slug: str(topic) for topic in topics}
    return [titles[slug] for slug in winners if slug in titles]


def turnout_in(tally: ClosedTally) -> str:
    share = round(100 * tally.ballots / tally.electorate) if tally.electorate else 0
    numbers = {"event": tally.event, "ballots": tally.ballots, "electorate": tally.electorate, "share": share}
    return _("voting at %(event)s is closed. Turnout: %(ballots)d of %(electorate)d (%(share)d%%).") % numbers


def titles_in(chosen: list[str]) -> str:
    if not chosen:
        return _("No topic was chosen.")
    lines = [f"{place}. {title}" for place, title in enumerate(chosen[:MOST_TITLES], start=1)]
    if len(chosen) > MOST_TITLES:
        lines.append(_("… and %(number)d more") % {"number": len(chosen) - MOST_TITLES})
    return "\n".join([_("These topics were chosen:"), *lines])


def link_to(event: Event) -> str:
    url = settings.SITE_URL + reverse("tally", args=[event.slug])
    return _("Why these, and what became of your votes:\n%(url)s") % {"url": url}


def proof_in(box: OpenedBox) -> str:
    said = _("The SHA-256 of the ballot box. If anyone changed a ballot from now on, it would be another one:")
    return f"{said}\n{box.sha256}"

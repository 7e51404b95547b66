from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone

from planning.events.models import Event
from planning.markdown import plain
from planning.people.models import Attendee
from planning.teams.models import Membership
from retros.reviews.models import Demo, ReviewMeeting


class MeetingForm(forms.Form):
    starts_at = forms.DateTimeField(
        label="When", widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    )
    minutes = forms.IntegerField(min_value=1, max_value=480, initial=60, label="Minutes it may take")
    call_url = forms.URLField(required=False, assume_scheme="https", label="Link to the call")

    def __init__(self, data: Any = None, *, event: Event, meeting: ReviewMeeting | None) -> None:
        initial = model_to_dict(meeting, fields=list(self.base_fields)) if meeting else {"starts_at": usual_time(event)}
        super().__init__(data, initial=initial)


def usual_time(event: Event) -> datetime | None:
    """The community meets on the Wednesday after, early in the afternoon."""
    if event.ends_at is None:
        return None
    last_day = timezone.localtime(event.ends_at)
    wednesday = last_day + timedelta(days=(2 - last_day.weekday()) % 7 or 7)
    return wednesday.replace(hour=14, minute=0)


class DemoForm(forms.Form):
    """One slot of the agenda, to be edited in a table with the others."""

    position = forms.IntegerField(min_value=1, max_value=999, label="Place")
    minutes = forms.IntegerField(min_value=0, max_value=240, label="Minutes")
    note = forms.CharField(required=False, label="What there is to celebrate")

    def __init__(self, data: Any = None, *, demo: Demo, place: int, people: Sequence[Attendee]) -> None:
        presenters = list(demo.presenters.all())
        initial = {
            "position": place,
            "minutes": demo.minutes,
            "note": demo.note,
            "presenters": [person.pk for person in presenters],
        }
        super().__init__(data, prefix=f"demo-{demo.pk}", initial=initial)
        self.demo = demo
        self.people = {person.pk: person for person in [*presenters, *people]}
        self.fields["presenters"] = forms.TypedMultipleChoiceField(
            choices=[(person.pk, person.name) for person in self.people.values()],
            coerce=int,
            required=False,
            label="Presenters",
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def presenters(self) -> list[Attendee]:
        return [self.people[pk] for pk in self.cleaned_data["presenters"]]

    @property
    def place(self) -> tuple[int, int]:
        """Where the slot goes: a slot that moved up stands before the one that was there, one that moved down after."""
        before, now = self.initial["position"], self.cleaned_data["position"]
        return now, (now > before) - (now < before)


class AddedDemoForm(forms.Form):
    """A topic that is not on the agenda yet."""

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        topics = event.topics.standing().filter(demo=None)
        topic = forms.ModelChoiceField(
            topics,
            required=False,
            label="Add a topic",
            help_text="It comes last, with five minutes, until you change that.",
        )
        topic.choices = [("", "none"), *((each.pk, plain(str(each))) for each in topics)]
        self.fields["topic"] = topic


def demo_forms(data: Any, event: Event, demos: Iterable[Demo]) -> list[DemoForm]:
    """A form for each slot: four queries, however many there are."""
    people = presenters_by_topic(event)
    everyone = list(event.attendees.admitted())
    return [
        DemoForm(data, demo=demo, place=place, people=people.get(demo.topic_id, everyone))
        for place, demo in enumerate(demos, start=1)
    ]


def presenters_by_topic(event: Event) -> dict[int, list[Attendee]]:
    """Whoever was in the topic's team, if only for a day, and did not cancel since."""
    stays = Membership.objects.filter(team__topic__event=event, attendee__cancelled_at=None).select_related(
        "attendee", "team"
    )
    people: dict[int, list[Attendee]] = {}
    for stay in stays.order_by("attendee__name", "pk"):
        team = people.setdefault(stay.team.topic_id, [])
        if stay.attendee not in team:
            team.append(stay.attendee)
    return people

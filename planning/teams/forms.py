from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.forms import label
from planning.topics.models import Topic

PLACES = ("1st wish", "2nd wish", "3rd wish", "4th wish", "5th wish")


class WishForm(forms.Form):
    """A select for each wish. Accepts any topic of the event: the rule explains better why one cannot be wished for."""

    def __init__(self, *args: Any, event: Event, offered: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(event=event).select_related("event")
        choices = [("", "no wish"), *((topic.slug, label(topic)) for topic in offered)]
        for rank, place in enumerate(PLACES[: len(offered)], start=1):
            wish = forms.ModelChoiceField(topics, to_field_name="slug", required=False, label=place)
            wish.choices = choices
            self.fields[f"wish_{rank}"] = wish

    @property
    def topics(self) -> list[Topic]:
        """The wished-for topics, favourite first. A gap between them means nothing."""
        return [self.cleaned_data[name] for name in self.fields if self.cleaned_data[name]]


class PutInForm(forms.Form):
    """An organizer's choice of who joins a team."""

    attendee = forms.ModelChoiceField(Attendee.objects.none(), label="Someone else", empty_label=None)

    def __init__(self, data: Any = None, *, event: Event, offered: Iterable[Attendee] = ()) -> None:
        """Accepts anyone with a seat, whoever is `offered`."""
        super().__init__(data)
        field: Any = self.fields["attendee"]
        field.queryset = event.attendees.admitted()
        field.choices = [(person.pk, str(person)) for person in offered]

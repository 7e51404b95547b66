from typing import Any

from django import forms

from planning.events.models import Event
from planning.topics.models import Topic


class BallotForm(forms.Form):
    """Which topics are marked. Accepts any topic of the event: the rule explains better why one cannot be voted for."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Known by their slugs, so that a ballot that lost its session can still be read by its owner.
        topics = Topic.objects.filter(event=event).select_related("event")
        self.fields["topics"] = forms.ModelMultipleChoiceField(topics, to_field_name="slug", required=False)

    @property
    def marked(self) -> set[str]:
        """The slugs of the marked topics, whether they are new or from the ballot cast before."""
        return set(self["topics"].value() or ())

from typing import Any

from django import forms

from planning.events.models import Event
from planning.topics.models import Topic


class BallotForm(forms.Form):
    """Which topics are marked. Accepts any topic of the event: the rule explains better why one cannot be voted for."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Known by their slugs, so that a ballot that lost its session can still be read by its owner.
        topics = event.topics.only("event", "slug", "emoji", "title", "track", "proposed_at", "withdrawn_at")
        self.fields["topics"] = forms.ModelMultipleChoiceField(topics, to_field_name="slug", required=False)

    def clean_topics(self) -> list[Topic]:
        """In the order in which they were sent."""
        topics = {topic.slug: topic for topic in self.cleaned_data["topics"]}
        return [topics[slug] for slug in dict.fromkeys(self["topics"].value() or ()) if slug in topics]

    @property
    def marked(self) -> set[str]:
        """The slugs of the topics that were marked in what was sent."""
        return set(self["topics"].value() or ())

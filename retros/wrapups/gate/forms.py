from typing import Any

from django import forms

from planning.events.models import Event
from planning.topics.models import Topic


class AskForm(forms.Form):
    """Whose report is asked for. Without a topic, all that are not ready."""

    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, to_field_name="slug")

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        self.fields["topic"].queryset = event.topics.all()  # type: ignore[attr-defined]  # of a ModelChoiceField

    @property
    def topics(self) -> list[int] | None:
        topic = self.cleaned_data["topic"]
        return [topic.pk] if topic else None

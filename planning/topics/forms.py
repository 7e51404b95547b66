from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from planning.events.models import Event
from planning.markdown import plain
from planning.topics.models import Comment, Topic
from planning.topics.proposals import Proposal


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    class Meta:
        model = Topic
        fields = ("title", "emoji", "track", "problem", "motivation", "benefits", "continues")
        widgets = {
            "emoji": forms.TextInput({"list": "emoji", "autocomplete": "off"}),
            "problem": forms.Textarea({"rows": 5}),
            "motivation": forms.Textarea({"rows": 5}),
            "benefits": forms.Textarea({"rows": 4}),
        }
        help_texts = {
            "emoji": "One picture to find it by in lists.",
            "track": "Fast track: small, for teams that finish early. Discussion: needs no team, and no votes.",
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Topic.objects.before(event)
        continues = forms.ModelChoiceField(
            earlier, required=False, help_text="The topic of an earlier event that this one carries on."
        )
        continues.choices = [
            ("", "nothing, it is new"),
            *topics_by_event(earlier.only("emoji", "title", "event__name")),
        ]
        self.fields["continues"] = continues

    @property
    def proposal(self) -> Proposal:
        return Proposal(**self.cleaned_data)


def topics_by_event(topics: Iterable[Topic]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices of a select, under the name of each event. The topics come in the order of their events."""
    groups = groupby(topics, key=lambda topic: topic.event)
    return [(str(event), [(topic.pk, label(topic)) for topic in group]) for event, group in groups]


def label(topic: Topic) -> str:
    """The topic as an option of a select, which shows no Markdown."""
    return plain(str(topic))


class CommentForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    class Meta:
        model = Comment
        fields = ("text",)
        labels = {"text": "Your comment"}
        widgets = {"text": forms.Textarea({"rows": 3})}


class TakeDownForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    class Meta:
        model = Comment
        fields = ("taken_down_because",)
        labels = {"taken_down_because": "Why?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_down_because"].required = True

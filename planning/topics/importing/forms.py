"""Topics from elsewhere, looked at before they come in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from planning.backoffice.spreadsheets.dialects import decoded
from planning.clock import Clock
from planning.events.models import Event
from planning.people.models import User
from planning.previewing import PreviewedForm
from planning.rejection import Rejected
from planning.topics.importing.deciding import Choices, ImportDecision, ImportState, Side
from planning.topics.importing.facts import SourceRejected, SourceTopic
from planning.topics.importing.loading import plan_topics
from planning.topics.importing.reading import read_topics
from planning.topics.importing.saving import fingerprint_of, import_topics

LARGEST_TEXT = 2_000_000
"""Characters, of which a form may hold so many. The command takes more."""
SIDE = "side-"
"""Before the place that a topic has in the file, in the name of what was decided about it."""


class TopicImportForm(PreviewedForm):
    """A file or a text. The file's content is then put into the text, to be imported as it was looked at."""

    file = forms.FileField(
        required=False,
        label="File",
        help_text="Issues as JSON, the Markdown of a pad, or a CSV with a column “title”.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.md,.markdown,.txt,.csv,.tsv"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,  # what is indented in a list belongs to the entry above
        max_length=LARGEST_TEXT,
        label="Or its text",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    withdraw_closed = forms.BooleanField(
        required=False, label="Withdraw topics whose issue is closed", help_text="Otherwise they stay."
    )

    sources: Sequence[SourceTopic] = ()

    def clean(self) -> dict[str, Any]:
        data = {**self.cleaned_data}
        if self.errors:
            return data
        upload = data["file"]
        content = upload.read(LARGEST_TEXT + 1) if upload else data["text"].encode()
        if not content.strip():
            raise forms.ValidationError("Choose a file, or paste its text.")
        if len(content) > LARGEST_TEXT:
            raise forms.ValidationError(f"The file has more than {LARGEST_TEXT:,} bytes. Split it.")
        try:
            self.sources = read_topics(content)
        except SourceRejected as rejection:
            raise forms.ValidationError(str(rejection)) from rejection
        if upload:
            self.show(text=decoded(content))
        return data

    def plan(self, event: Event, *, now: datetime) -> list[ImportDecision]:
        """What would become of each, with what was not decided yet."""
        withdraws = self.cleaned_data["withdraw_closed"]
        decisions = plan_topics(event, self.sources, choices=Choices(withdraws_closed=withdraws), now=now)
        self.show(seen=fingerprint_of(decisions))
        return decisions

    def save(self, event: Event, plan: Sequence[ImportDecision], *, by: User, clock: Clock) -> list[ImportDecision]:
        """Bring in what was looked at. Empty if that has changed since; the form says so."""
        choices = Choices(by_key=self.sides(plan), withdraws_closed=self.cleaned_data["withdraw_closed"])
        try:
            seen = self.cleaned_data["seen"]
            return import_topics(event, self.sources, choices=choices, seen=seen, by=by, clock=clock)
        except Rejected as rejection:
            if all(each.state is ImportState.SAME for each in plan):
                return list(plan)  # sent twice: the first time did it
            self.add_error(None, str(rejection))
            return []

    def sides(self, plan: Sequence[ImportDecision]) -> dict[str, Side]:
        """What was decided about each conflict, by its key."""
        chosen = {each.key: self.data.get(f"{SIDE}{place}") for place, each in enumerate(plan)}
        return {key: Side(side) for key, side in chosen.items() if side in set(Side)}

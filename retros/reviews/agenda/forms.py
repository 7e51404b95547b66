from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.forms.models import model_to_dict

from planning.clock import refuse_distant
from planning.dates.fields import MomentField
from planning.events.models import Event
from planning.markdown import plain
from planning.paging import start_of
from planning.people.models import Attendee
from planning.searching import holding
from planning.teams.models import Membership
from planning.texts.fields import LinesField
from planning.topics.models import Topic
from retros.reviews.agenda.planning import USUAL_MINUTES, usual_time
from retros.reviews.models import MOST_MINUTES, Demo, ReviewMeeting

LONGEST_NOTE = 500
FEW_PEOPLE = 10
"""That a slot without a team offers: the same people are in each of them."""


class MeetingForm(forms.Form):
    starts_at = MomentField(
        label="When",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        validators=[refuse_distant],
    )
    minutes = forms.IntegerField(min_value=1, max_value=480, initial=60, label="Length in minutes")
    call_url = forms.URLField(required=False, assume_scheme="https", label="Link to the call")

    def __init__(self, data: Any = None, *, event: Event, meeting: ReviewMeeting | None) -> None:
        initial = model_to_dict(meeting, fields=list(self.base_fields)) if meeting else {"starts_at": usual_time(event)}
        super().__init__(data, initial=initial)


class SlotForm(forms.Form):
    """What a topic shows: one slot of the agenda, edited along with the others."""

    there_are_more = False
    """People who could present it than are offered, since it has no team."""

    minutes = forms.IntegerField(min_value=0, max_value=MOST_MINUTES, label="Minutes")
    note = LinesField(
        required=False, max_length=LONGEST_NOTE, label="What there is to celebrate", widget=forms.TextInput
    )

    def __init__(self, data: Any = None, *, demo: Demo, people: Sequence[Attendee], **options: Any) -> None:
        presenting = [] if demo._state.adding else demo.presenting
        initial = {"minutes": demo.minutes, "note": demo.note, "presenters": [person.pk for person in presenting]}
        super().__init__(data, **options | {"initial": initial | options.get("initial", {})})
        self.demo = demo
        self.people = {person.pk: person for person in [*presenting, *people]}
        self.fields["presenters"] = forms.TypedMultipleChoiceField(
            choices=[(person.pk, person.name) for person in self.people.values()],
            coerce=int,
            required=False,
            label="Presenters",
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def planned(self) -> dict[str, Any]:
        presenters = [self.people[pk] for pk in self.cleaned_data["presenters"]]
        return {"minutes": self.cleaned_data["minutes"], "presenters": presenters, "note": self.cleaned_data["note"]}


class SignUpForm(SlotForm):
    """Whether a team shows something in the review meeting, in its own words, before or after there is an agenda."""

    SHOWS = [("yes", "We'll show something"), ("no", "No demo, but still worth celebrating")]

    shows = forms.ChoiceField(choices=SHOWS, widget=forms.RadioSelect, label="In the review meeting")
    minutes = forms.IntegerField(
        min_value=1, max_value=MOST_MINUTES, required=False, label="Minutes", help_text="Five is usual."
    )

    field_order = ["shows", "minutes", "presenters", "note"]

    def __init__(self, data: Any = None, *, demo: Demo, people: Sequence[Attendee], visitor: Attendee) -> None:
        said: dict[str, Any] = {"shows": "yes" if demo.minutes else "no", "minutes": demo.minutes or USUAL_MINUTES}
        if demo._state.adding or not demo.is_answered:
            said |= {"shows": "", "presenters": [visitor.pk]}
        super().__init__(data, demo=demo, people=people, initial=said)
        self.order_fields(self.field_order)
        self.fields["note"].help_text = "One line for the list of topics without a demo. Markdown."

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("shows") == "no":
            self.errors.pop("minutes", None)
            typed["minutes"] = 0
        elif typed.get("shows") and "minutes" in typed:
            typed["minutes"] = typed["minutes"] or USUAL_MINUTES
        return typed


class AddedDemoForm(forms.Form):
    """A topic that is not on the agenda yet: as many as fit a choice, those we know most about first."""

    def __init__(self, data: Any = None, *, event: Event, asked: str = "") -> None:
        super().__init__(data)
        topics = event.topics.standing().filter(demo__meeting=None)
        added = forms.ModelChoiceField(topics, required=False, label="Add a topic", help_text="It goes last.")
        wanted = ExpressionWrapper(Q(demo__minutes__gt=0), output_field=BooleanField())
        has_team = ExpressionWrapper(Q(team__isnull=False), output_field=BooleanField())
        matching = topics.filter(holding(asked, "folded_title")).annotate(wanted=wanted, has_team=has_team)
        known_first = matching.select_related("demo", "team").order_by("-wanted", "-has_team", "position", "pk")
        self.offered = start_of(known_first)
        added.choices = [("", "none"), *by_standing(self.offered.rows)]
        self.fields["topic"] = added


def by_standing(topics: Iterable[Topic]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Topics as options, those we know most about first."""
    groups: dict[str, list[tuple[int, str]]] = {"What a team wants to show": [], "Teams": [], "Other topics": []}
    wanted, teams, others = groups.values()
    for topic in topics:
        demo = topic.demo if hasattr(topic, "demo") else None
        group = wanted if demo and demo.minutes else teams if hasattr(topic, "team") else others
        group.append((topic.pk, plain(str(topic))))
    return [(label, group) for label, group in groups.items() if group]


@dataclass(frozen=True)
class AgendaForms:
    """Everything the page sends at once, whichever button is pressed. Topics are given by their ids."""

    form: MeetingForm
    slots: list[SlotForm]
    added: AddedDemoForm
    order: list[int]
    """Of the whole agenda, also where the page has a part of it."""
    removed: list[int]

    @property
    def kept(self) -> list[SlotForm]:
        """Anything added to the agenda in the meantime is not among them: it stays as it is."""
        return [slot for slot in self.slots if slot.is_bound and slot.demo.topic_id not in self.removed]

    @property
    def taken_off(self) -> list[Demo]:
        return [slot.demo for slot in self.slots if slot.demo.topic_id in self.removed]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in (self.form, self.added, *self.kept))


def slot_forms(data: Any, event: Event, demos: Collection[Demo]) -> list[SlotForm]:
    """A form for each slot: four queries, however many there are. One that the page did not send is not bound."""
    people = presenters_by_topic(event, [demo.topic_id for demo in demos])
    everyone = start_of(event.attendees.admitted(), FEW_PEOPLE)
    anyone = () if everyone.has_more else everyone.rows
    forms = []
    for demo in demos:
        prefix = f"demo-{demo.pk}"
        sent = data if data and f"{prefix}-minutes" in data else None
        team = people.get(demo.topic_id)
        form = SlotForm(sent, demo=demo, people=anyone if team is None else team, prefix=prefix)
        form.there_are_more = team is None and everyone.has_more
        forms.append(form)
    return forms


def sign_up_form(data: Any, topic: Topic, visitor: Attendee, *, asked: str = "") -> SignUpForm:
    """Of a topic without a team, anyone may present it: as many are offered as fit, and whoever is looked for."""
    demo = Demo.objects.filter(topic=topic).prefetch_related("presenters").first() or Demo(topic=topic)
    if team := presenters_by_topic(topic.event, [topic.pk]).get(topic.pk):
        return SignUpForm(data, demo=demo, people=team, visitor=visitor)
    found = start_of(topic.event.attendees.admitted().matching(asked))
    themselves = [visitor] if found.has_more and visitor.pk else []
    form = SignUpForm(data, demo=demo, people=[*themselves, *found.rows], visitor=visitor)
    form.there_are_more = found.has_more
    return form


def presenters_by_topic(event: Event, topics: Collection[int] | None = None) -> dict[int, list[Attendee]]:
    """Everyone who was on the topic's team, even for a day, and has not cancelled since. Of all topics, or of these."""
    stays = Membership.objects.filter(team__topic__event=event, attendee__cancelled_at=None)
    if topics is not None:
        stays = stays.filter(team__topic__in=topics)
    people: dict[int, list[Attendee]] = {}
    for stay in stays.select_related("attendee", "team").order_by("attendee__name", "pk"):
        team = people.setdefault(stay.team.topic_id, [])
        if stay.attendee not in team:
            team.append(stay.attendee)
    return people

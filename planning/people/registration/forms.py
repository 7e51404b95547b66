from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from planning.dates.fields import DayField
from planning.events.forms import DayInput
from planning.events.models import Event, Organization
from planning.people.handles import HandleField
from planning.people.models import Attendee, Shirt, Skill, User
from planning.people.registration.details import MOST_SKILLS, Details
from planning.texts.fields import LineField

SUGGESTED = 12
"""Skills that are named as examples: those that most people have."""


class KnownNamesInput(forms.TextInput):
    """A text field that suggests names. Any other name can be typed as well."""

    template_name = "planning/people/registration/_known_names.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-names"
        return context | {"names": Organization.objects.values_list("name", flat=True)}


class SkillsField(LineField):
    """Several, separated by commas."""

    def to_python(self, value: Any) -> Any:
        names = tuple(name.strip() for name in (super().to_python(value) or "").split(",") if name.strip())
        if too_long := next((name for name in names if len(name) > Skill.LONGEST), None):
            raise ValidationError(f"“{too_long[:20]}…” is too long. Separate skills by commas.")
        return names


class RegistrationForm(forms.Form):
    """Asks what the event needs and no more."""

    name = LineField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    organization = LineField(
        max_length=100,
        required=False,
        help_text="Where you come from: a company, a group, or nothing at all.",
        widget=KnownNamesInput(attrs={"autocomplete": "organization"}),
    )
    github = HandleField(label="GitHub handle", required=False, help_text="Used for you on agendas and next steps.")
    skills = SkillsField(label="Good at", required=False, max_length=MOST_SKILLS * (Skill.LONGEST + 2))
    arrives_on = DayField(label="You arrive on", required=False, widget=DayInput())
    leaves_on = DayField(label="You leave on", required=False, widget=DayInput())
    diet = LineField(
        label="What you eat", required=False, max_length=200, help_text="Vegan, no nuts. Only organizers see it."
    )
    shirt = forms.ChoiceField(
        label="T-shirt", required=False, choices=[("", "none"), *Shirt.choices], help_text="Only organizers see it."
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].help_text = f"Separated by commas{others_named()}. It helps to form good teams."
        for name, usual in (("arrives_on", event.starts_on), ("leaves_on", event.ends_on)):
            if usual is None:
                del self.fields[name]
                continue
            self.fields[name].initial = usual
            self.fields[name].widget.attrs |= {"min": f"{event.starts_on}", "max": f"{event.ends_on}"}
        for name, is_asked in (("diet", event.asks_diet), ("shirt", event.asks_shirt)):
            if not is_asked:
                del self.fields[name]

    @property
    def details(self) -> Details:
        beside = ("name", "organization", "github")
        return Details(**{name: value for name, value in self.cleaned_data.items() if name not in beside})


def others_named() -> str:
    most = Skill.objects.most_common()[:SUGGESTED]
    names = [str(name) for name in most.values_list("name", flat=True)]
    return f": others named {', '.join(names)}" if names else ", like Go, etcd, writing"


def initial_for(user: User) -> dict[str, Any]:
    """What the person entered for the last event they came to: no one should type it twice."""
    last = user.attendances.select_related("organization").order_by("-event__slug").first()
    if last is None:
        return {"name": user.get_full_name()}
    said = said_by(last)
    return {name: said[name] for name in said if not name.endswith("_on")}


def said_by(attendee: Attendee) -> dict[str, Any]:
    """As the form shows it."""
    days = {name: day for name in ("arrives_on", "leaves_on") if (day := getattr(attendee, name))}
    return {
        "name": attendee.name,
        "github": attendee.github,
        "organization": str(attendee.organization or ""),
        "skills": ", ".join(attendee.skills.values_list("name", flat=True)),
        "diet": attendee.diet,
        "shirt": attendee.shirt,
        **days,
    }

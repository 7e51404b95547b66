from typing import Any

from django import forms

from planning.events.models import Organization
from planning.people.handles import HandleField
from planning.people.models import User
from planning.texts.fields import LineField


class KnownNamesInput(forms.TextInput):
    """A text field that suggests names. Any other name can be typed as well."""

    template_name = "planning/people/registration/_known_names.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-names"
        return context | {"names": Organization.objects.values_list("name", flat=True)}


class RegistrationForm(forms.Form):
    name = LineField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    github = HandleField(label="GitHub handle", required=False, help_text="Used for you on agendas and next steps.")
    organization = LineField(
        max_length=100,
        required=False,
        help_text="Where you come from: a company, a group, or nothing at all.",
        widget=KnownNamesInput(attrs={"autocomplete": "organization"}),
    )


def initial_for(user: User) -> dict[str, str]:
    """What the person entered for the last event they came to: no one should type it twice."""
    last = user.attendances.select_related("organization").order_by("-event__slug").first()
    if last is None:
        return {"name": user.get_full_name()}
    return {"name": last.name, "github": last.github, "organization": str(last.organization or "")}

"""Choices among more rows than anyone reads: a page of them, and those that are looked for by name.

The search is part of the form: its button sends all that was typed, and it comes back with other choices.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from planning.markdown import plain
from planning.paging import ROWS, Start, start_of
from planning.searching import LONGEST
from planning.selecting import Select
from planning.texts.cleaning import line
from planning.texts.fields import LineField

FIND = "find"
"""The name of the button."""
OF_PEOPLE = "Name, organization or GitHub handle"

Rows = QuerySet[Any]


class OneOfMany(forms.ModelChoiceField):  # type: ignore[type-arg]  # no arguments at run time
    """Rows ordered by their event, under its name. Takes any of them, however few are offered."""

    def __init__(self, rows: Rows, *, called: Callable[[Any], str] = str, **options: Any) -> None:
        super().__init__(rows.select_related("event"), widget=Select, **options)
        self.called, self.found, self.chosen = called, rows, None
        self.choices = self.offered_by_event

    @cached_property
    def offered(self) -> Start[Any]:
        keys = start_of(self.found.values_list("pk", flat=True))  # to sort whole rows takes longer than to look them up
        rows = self.found.select_related("event").order_by().in_bulk(keys.rows)
        return Start(tuple(rows[key] for key in keys.rows if key in rows), has_more=keys.has_more)

    def offered_by_event(self) -> Iterator[tuple[str, Any]]:
        if self.empty_label is not None:
            yield "", self.empty_label
        for event, ones in groupby(self.with_chosen(), key=lambda row: row.event):
            yield f"{event} ({event.slug})", [(one.pk, plain(self.called(one))) for one in ones]

    def with_chosen(self) -> list[Any]:
        try:
            chosen = self.to_python(self.chosen)
        except ValidationError:
            chosen = None
        return [chosen] * (chosen is not None and chosen not in self.offered.rows) + list(self.offered.rows)


class Finder(forms.SearchInput):
    """Words to look for, and the button that does."""

    def __init__(self, button: str) -> None:
        super().__init__({"autocomplete": "off"})
        self.button = button

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed = super().render(name, value, attrs, renderer)
        button = '<button class="button button-quiet" name="{}" value="{}">{}</button>'
        return format_html('<span class="cluster">{}' + button + "</span>", typed, FIND, name, self.button)


class FindingForm(forms.Form):
    """While someone is looking for a choice the form is as if newly opened, with all that was typed."""

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None, **options: Any) -> None:
        typed = {} if data is None else {name: data.get(name) for name in data}
        self.is_finding = FIND in typed
        self.typed = dict(initial or {}) | typed
        super().__init__(None if self.is_finding else data, initial=self.typed, **options)

    def offer(self, name: str, field: OneOfMany, search: Callable[[str], Rows], *, label: str, button: str) -> None:
        """Add the choice, with a search for it, which is shown if there are more rows than are offered."""
        field.found = search(self.looked_for(name))
        field.chosen = self.typed.get(name)
        more = f"No more than {ROWS} are offered at once."
        finder = LineField(required=False, max_length=LONGEST, label=label, help_text=more, widget=Finder(button))
        self.fields |= {f"{FIND}_{name}": finder, name: field}

    def looked_for(self, name: str) -> str:
        return line(str(self.typed.get(f"{FIND}_{name}") or "").replace("\x00", "")[:LONGEST])

    def clean(self) -> dict[str, Any]:
        """What was looked for is no part of what is asked for."""
        for name in self.fields:
            if name.startswith(f"{FIND}_"):
                self.cleaned_data.pop(name, None)
        return self.cleaned_data

    def visible_fields(self) -> list[BoundField]:
        return [field for field in super().visible_fields() if self.is_of_use(field.name)]

    def is_of_use(self, name: str) -> bool:
        prefix, _, of = name.partition("_")
        if prefix != FIND:
            return True
        field: Any = self.fields[of]
        return bool(self.looked_for(of)) or field.offered.has_more

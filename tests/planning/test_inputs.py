from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from planning.inputs import TYPES, InputRenderer

WIDGETS: list[forms.Widget] = [
    forms.CheckboxInput(),
    forms.ColorInput(),
    forms.DateInput(),
    forms.DateTimeInput(),
    forms.EmailInput(),
    forms.FileInput(),
    forms.HiddenInput(),
    forms.NumberInput(),
    forms.PasswordInput(render_value=True),
    forms.SearchInput(),
    forms.TelInput(),
    forms.TextInput(),
    forms.TimeInput(),
    forms.URLInput(),
]
ATTRIBUTES = {"id": "id_it", "required": True, "disabled": False, "data-of": 'a "b" <c> & d', "maxlength": 1_000}


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "plain", "<b> & \"'", mark_safe("&amp;"), 1_234, True])
def test_an_input_is_the_one_that_django_writes(widget: forms.Widget, value: Any) -> None:
    written = widget.render("it & that", value, ATTRIBUTES, InputRenderer())

    assert written == widget.render("it & that", value, ATTRIBUTES, DjangoTemplates())


def test_all_kinds_of_inputs_are_written_in_one_go() -> None:
    assert {widget.template_name for widget in WIDGETS} == {
        f"django/forms/widgets/{name}.html" for name in TYPES.split()
    }


def test_pages_have_their_inputs_written_in_one_go() -> None:
    assert isinstance(forms.Form().renderer, InputRenderer)

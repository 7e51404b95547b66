import pytest
from django import forms
from django.test.html import parse_html

from planning.selecting import Select

CHOICES = [
    ("", "any"),
    ("a&b", "Ada & <Bob>"),
    ("2126-12 “Schönbrunn”", [(1, "Seeds"), (2, "Shoots")]),
    (3, "Roots"),
]


@pytest.mark.parametrize("value", ["", "a&b", 2, None, "nothing of these"])
@pytest.mark.parametrize("required", [True, False])
def test_it_is_written_as_django_writes_it(value: object, *, required: bool) -> None:
    ours, djangos = (kind(choices=CHOICES, attrs={"id": "id_x", "class": "wide"}) for kind in (Select, forms.Select))
    ours.is_required = djangos.is_required = required
    attrs = {"required": required, "aria-describedby": "id_x_helptext"}

    written = ours.render("x", value, attrs)

    assert parse_html(written) == parse_html(djangos.render("x", value, attrs))

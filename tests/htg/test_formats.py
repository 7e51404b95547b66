"""How days and times are typed where the browser has no calendar."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import translation

LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])


@LANGUAGES
@pytest.mark.parametrize("typed", ["2027-04-03", "03.04.2027"])
def test_a_day_is_taken_that_reads_in_one_way(typed: str, language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2027, 4, 3)


@LANGUAGES
@pytest.mark.parametrize("typed", ["03/04/2027", "13/04/2027", "04/13/2027"])
def test_a_day_with_slashes_is_refused(typed: str, language: str) -> None:
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@LANGUAGES
@pytest.mark.parametrize("typed", ["2027-04-03T09:00", "2027-04-03 09:00", "03.04.2027 09:00"])
@pytest.mark.usefixtures("in_berlin")
def test_a_time_is_taken_that_reads_in_one_way(typed: str, language: str) -> None:
    with translation.override(language):
        assert forms.DateTimeField().clean(typed).astimezone(UTC) == datetime(2027, 4, 3, 7, tzinfo=UTC)


@LANGUAGES
def test_a_time_with_slashes_is_refused(language: str) -> None:
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateTimeField().clean("03/04/2027 09:00")


def test_a_day_is_shown_in_a_form_as_browsers_want_it() -> None:
    assert 'value="2027-04-03"' in forms.DateField().widget.render("day", date(2027, 4, 3))

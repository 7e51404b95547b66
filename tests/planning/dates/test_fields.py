from datetime import UTC, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from rest_framework import serializers

from planning.backoffice.spreadsheets.fields import AdminMomentField
from planning.dates.fields import DayField, HourField, MomentField
from planning.dates.serializers import DaySerializerField, MomentSerializerField

TIME = "can’t be read as a day and a time. Write it like"


def refusals(field: forms.Field, typed: object) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        (DayField(), "03/04/2027", "“03/04/2027” can’t be read as a day. Write it like 2027-04-30."),
        (DayField(), "31.02.2027", "“31.02.2027” can’t be read as a day. Write it like 2027-04-30."),
        (DayField(), "x" * 50, f"“{'x' * 40}” can’t be read as a day. Write it like 2027-04-30."),
        (DayField(), "50 %(value)s", "“50 %(value)s” can’t be read as a day. Write it like 2027-04-30."),
        (MomentField(), "30.04.2027 9 Uhr", f"“30.04.2027 9 Uhr” {TIME} 2027-04-30 09:00."),
        (HourField(), "9 Uhr", "“9 Uhr” can’t be read as a time. Write it like 09:00."),
    ],
)
def test_what_cannot_be_read_is_named_with_how_to_write_it(field: forms.Field, typed: str, says: str) -> None:
    assert refusals(field, typed) == [says]


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize("typed", ["2026-10-25T02:30", "2026-03-29T02:30"])
@pytest.mark.parametrize("field", [MomentField(), AdminMomentField()])
def test_an_hour_that_was_there_twice_or_not_at_all_is_refused(field: forms.Field, typed: str) -> None:
    (said,) = refusals(field, typed.split("T") if isinstance(field, AdminMomentField) else typed)

    assert "2026-" in said
    assert "may be ambiguous or it may not exist" in said


def test_it_is_named_in_german_too() -> None:
    with override("de"):
        assert refusals(DayField(), "bald") == ["„bald“ lässt sich nicht als Tag lesen. Schreib ihn so: 2027-04-30."]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["soon", "09:00"], "“soon” can’t be read as a day. Write it like 2027-04-30."),
        (["2027-04-30", "9 Uhr"], "“9 Uhr” can’t be read as a time. Write it like 09:00."),
        (["", "09:00"], "The day is missing."),
        (["2027-04-30", ""], "The time is missing."),
    ],
)
def test_in_the_admin_either_half_of_a_moment_is_named(typed: list[str], says: str) -> None:
    assert refusals(AdminMomentField(required=False), typed) == [says]


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize("sent", ["2026-10-25T02:30", "2026-03-29T02:30"])
def test_the_api_takes_an_hour_that_was_there_twice_or_not_at_all_only_with_its_offset(sent: str) -> None:
    with pytest.raises(serializers.ValidationError) as refused:
        MomentSerializerField().run_validation(sent)

    assert refused.value.detail == [f"“{sent}” {TIME} 2027-04-30T09:00+02:00."]
    assert MomentSerializerField().run_validation(f"{sent}+01:00").isoformat().startswith("2026-")


@pytest.mark.parametrize(
    ("field", "sent", "says"),
    [
        (DaySerializerField(), "03/04/2027", "“03/04/2027” can’t be read as a day. Write it like 2027-04-30."),
        (DaySerializerField(), {"a": 1}, "“{'a': 1}” can’t be read as a day. Write it like 2027-04-30."),
        (MomentSerializerField(), "30.04.2027", f"“30.04.2027” {TIME} 2027-04-30T09:00+02:00."),
    ],
)
def test_the_api_names_it_as_well(
    field: "serializers.Field[object, object, object, object]", sent: object, says: str
) -> None:
    with pytest.raises(serializers.ValidationError) as refused:
        field.run_validation(sent)

    assert refused.value.detail == [says]
    assert refused.value.get_codes() == ["invalid"]


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize("sent", ["2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"])
def test_a_moment_of_an_hour_that_comes_twice_equals_the_one_that_is_stored(sent: str) -> None:
    assert MomentSerializerField().run_validation(sent) == datetime.fromisoformat(sent).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "sent"),
    [
        ("Europe/Berlin", "0001-01-01T00:00"),
        ("America/Los_Angeles", "9999-12-31T23:59"),
        ("America/Los_Angeles", "9999-12-31T23:59-07:00"),
    ],
)
def test_a_moment_that_no_calendar_has_in_utc_is_refused(zone: str, sent: str) -> None:
    with timezone.override(zone), pytest.raises(serializers.ValidationError, match=f"“{sent}” {TIME}"):
        MomentSerializerField().run_validation(sent)

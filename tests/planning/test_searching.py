import pytest
from django.test import RequestFactory

from planning.people.models import Attendee
from planning.searching import asked_for, holding
from tests.factories import AttendeeFactory, OrganizationFactory


@pytest.mark.parametrize(
    ("typed", "asked"), [("", ""), ("  Ada \n Sprout ", "Ada Sprout"), ("a\x00da", "ada"), ("x" * 101, "x" * 100)]
)
def test_what_is_asked_for_is_one_short_line(typed: str, asked: str) -> None:
    assert asked_for(RequestFactory().get("/", {"q": typed})) == asked


def test_nothing_is_asked_for_without_a_search() -> None:
    assert asked_for(RequestFactory().get("/")) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [("", 2), ("ada", 1), ("ADA acme", 1), ("ada bob", 0), ("a", 2), ("100%", 1), ("1_0", 0), ("straße", 1)],
)
def test_rows_hold_each_word_in_one_of_the_columns(words: str, found: int) -> None:
    AttendeeFactory(name="Ada 100% Strasse", organization=OrganizationFactory(name="ACME"))
    AttendeeFactory(name="Brad", organization=None)

    rows = Attendee.objects.filter(holding(words, "folded_name", "organization__folded_name"))

    assert rows.count() == found

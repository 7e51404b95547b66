"""A title without a space scrolls no page of a phone sideways."""

import pytest
from django.db.models import CharField, Model, TextField
from playwright.sync_api import Page

from planning.events.models import Event, Organization
from planning.events.phases import Phase
from planning.outbox.models import Channel
from planning.people.models import Attendee, User
from planning.teams.models import CheckIn
from planning.topics.models import Comment, Topic
from retros.board.models import Group, Note
from retros.nextsteps.models import NextStep
from retros.reviews.models import Demo
from retros.wrapups.models import Link, Report, WrapUp
from tests.browser.conftest import SignIn
from tests.browser.garden import pages_of, plant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "Donaudampfschifffahrtsgesellschaft" * 6
SAID: dict[type[Model], tuple[str, ...]] = {
    Attendee: ("name",),
    Channel: ("name",),
    CheckIn: ("progress", "help_wanted", "details"),
    Comment: ("text",),
    Demo: ("note",),
    Event: ("name", "venue", "introduction"),
    Group: ("name",),
    Link: ("title",),
    NextStep: ("text",),
    Note: ("text",),
    Organization: ("name",),
    Report: ("achievements", "outcome_note", "notes"),
    Topic: ("title", "problem", "motivation", "benefits"),
    User: ("first_name",),
    WrapUp: ("introduction", "conclusion", "author"),
}


def say_it_in_one_word() -> None:
    """As long as the column allows, up to 200 letters. Unique names differ in their last letters."""
    for model, fields in SAID.items():
        for row in model._default_manager.all():
            for name in fields:
                field = model._meta.get_field(name)
                assert isinstance(field, CharField | TextField)
                length = min(field.max_length or 200, 200)
                end = str(row.pk)
                model._default_manager.filter(pk=row.pk).update(**{name: f"{WORD[: length - len(end)]}{end}"})


def sideways(page: Page, address: str) -> int:
    """By how many pixels the page is wider than the phone."""
    page.goto(address)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.WRAP_UP])
def test_no_page_scrolls_sideways_on_a_phone(sign_in: SignIn, phase: Phase) -> None:
    garden = plant(phase)
    say_it_in_one_word()
    assert garden.organizer.user
    page = sign_in(garden.organizer.user)

    found = {address: sideways(page, address) for address in pages_of(garden)}

    assert {address: pixels for address, pixels in found.items() if pixels > 0} == {}

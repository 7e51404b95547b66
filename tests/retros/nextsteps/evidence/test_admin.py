from datetime import UTC, datetime

import pytest
from django.test import Client

from retros.nextsteps.evidence.models import StepLink
from tests.admin_pages import act, address
from tests.factories import NextStepFactory, StepLinkFactory

pytestmark = pytest.mark.django_db

PULL = "https://github.com/gardener/gardener/pull/12"


def test_a_link_entered_in_the_admin_is_known_by_its_short_name(admin_client: Client) -> None:
    step = NextStepFactory()

    admin_client.post(address(StepLink, "add"), {"step": step.pk, "url": f"{PULL}/files", "state": "unknown"})

    link = StepLink.objects.get()
    assert (link.url, link.reference) == (PULL, "gardener/gardener#12")


def test_links_that_propose_can_be_found(admin_client: Client) -> None:
    merged = StepLinkFactory(state=StepLink.State.MERGED)
    StepLinkFactory()

    page = admin_client.get(address(StepLink, "changelist"), {"proposing": "yes"})

    assert list(page.context["cl"].queryset) == [merged]


def test_links_that_ask_what_became_of_a_step_can_be_found(admin_client: Client) -> None:
    asking = StepLinkFactory(state=StepLink.State.CLOSED, reason="not_planned")
    StepLinkFactory(state=StepLink.State.CLOSED)

    page = admin_client.get(address(StepLink, "changelist"), {"proposing": "no"})

    assert list(page.context["cl"].queryset) == [asking]


def test_github_is_asked_again_on_demand(admin_client: Client) -> None:
    checked_at = datetime(2027, 1, 1, tzinfo=UTC)
    link = StepLinkFactory(checked_at=checked_at, updated_at=checked_at, etag="an etag")

    act(admin_client, "ask_again", [link])

    link.refresh_from_db()
    assert (link.checked_at, link.updated_at, link.etag) == (None, None, "")

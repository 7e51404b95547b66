"""What the pages of all rooms share."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from planning.people.pages import panels
from tests.factories import TopicFactory
from tests.pages import attending

pytestmark = pytest.mark.django_db


def test_opening_the_address_of_a_button_leads_back_to_its_page(client: Client) -> None:
    topic = TopicFactory()
    attending(client, topic.event)

    led = client.get(reverse("team-join", args=[topic.event.slug, topic.slug]))

    assert (led.status_code, led["Location"]) == (302, reverse("teams", args=[topic.event.slug]))


def test_opening_the_address_of_a_button_leads_back_to_its_place_on_the_page(client: Client) -> None:
    topic = TopicFactory()
    attending(client, topic.event)

    led = client.get(reverse("topic-comment", args=[topic.event.slug, topic.slug]))

    assert led["Location"] == f"{topic.get_absolute_url()}#comments"


def test_what_later_rooms_show_is_there_with_the_page_it_is_shown_on(client: Client) -> None:
    client.get("/")  # the contents pages say what goes where

    assert {"planning/topics/topic.html", "planning/teams/team.html"} <= panels.keys()
    for page, shown in panels.items():
        get_template(page)
        for panel in shown:
            get_template(panel)

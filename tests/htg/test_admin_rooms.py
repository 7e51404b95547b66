import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

from htg.admin_rooms import ROOMS, room_of
from planning import models as planning
from retros import models as retros
from tests.admin_pages import address, sign_in, staff

pytestmark = pytest.mark.django_db

LIFECYCLE = [
    "Outbox",
    "Events",
    "People",
    "Topics",
    "Voting",
    "Teams",
    "Next steps",
    "Reviews",
    "Wrap-ups",
    "Reminders",
    "Board",
    "Tables",
]


def test_the_index_has_the_rooms_in_the_order_of_the_lifecycle(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()

    assert re.findall(r'<h2 id="name-of-\w+">(.+?)</h2>', page) == LIFECYCLE


def test_the_sidebar_of_a_list_has_the_same_rooms_and_leads_to_them(admin_client: Client) -> None:
    page = admin_client.get(address(planning.Topic, "changelist")).content.decode()

    assert re.findall(r'<a href="/admin/#(\w+)" class="section"', page) == list(ROOMS)


def test_every_list_is_in_one_room(admin_client: Client) -> None:
    response = admin_client.get("/admin/")

    listed = [page["model"] for room in response.context["app_list"] for page in room["models"]]
    assert sorted(listed, key=str) == sorted(admin.site._registry, key=str)


@pytest.mark.parametrize(
    ("model", "room"),
    [
        (planning.Message, "outbox"),
        (planning.Attendee, "people"),
        (Group, "people"),
        (planning.TableImport, "backoffice"),
        (retros.StepLink, "nextsteps"),
    ],
)
def test_a_list_is_in_the_room_of_its_model(model: type[planning.Message], room: str) -> None:
    assert room_of(model) == room


def test_people_see_the_rooms_they_have_rights_in() -> None:
    page = sign_in(staff("view_topic", "add_event")).get("/admin/").content.decode()

    assert re.findall(r'<h2 id="name-of-\w+">(.+?)</h2>', page) == ["Events", "Topics"]
    assert (address(planning.Event, "add") in page, address(planning.Topic, "add") in page) == (True, False)


def test_people_without_rights_are_told_where_to_get_them() -> None:
    page = sign_in(staff()).get("/admin/").content.decode()

    assert "You may not read any records yet." in page


def test_the_header_leads_back_to_the_site(admin_client: Client) -> None:
    page = admin_client.get(address(planning.Topic, "changelist")).content.decode()

    header = page.partition('<div id="site-name">')[2].partition("</div>")[0]
    assert re.findall(r'href="(.+?)"', header) == ["/", "/admin/"]

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planning.events.models import Event
from retros.wrapups.models import ImportedWrapUp, Report
from tests.admin_pages import sign_in, staff
from tests.pages import words
from tests.retros.wrapups.archive.test_bringing_in import CUT, NOVEMBER
from tests.retros.wrapups.importing.documents import TEXT

ADDRESS = "/admin/retros/wrapup/import-files/"

pytestmark = pytest.mark.django_db


def look(client: Client, **texts: str) -> Any:
    files = [SimpleUploadedFile(f"{name}.md", text.encode()) for name, text in texts.items()]
    return client.post(ADDRESS, {"documents": files})


def confirm(client: Client, page: Any) -> Any:
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in ("kept", "seen")}
    return client.post(ADDRESS, sent | {"import": "Import them"}, follow=True)


def test_files_are_looked_at_and_imported_once_confirmed(admin_client: Client) -> None:
    preview = look(admin_client, may=TEXT, november=NOVEMBER)
    assert "added ✂️ Cut Shoots line 47" in words(preview)
    assert not Event.objects.exists()

    page = confirm(admin_client, preview)

    assert "2 wrap-ups read in." in words(page)
    assert [imported.text for imported in ImportedWrapUp.objects.order_by("event__slug")] == [NOVEMBER, TEXT]


def test_a_file_that_is_refused_is_named_with_its_line_and_the_rest_is_imported(admin_client: Client) -> None:
    preview = look(admin_client, cut=CUT, november=NOVEMBER)
    assert "Refused. Line 35: The text breaks off" in words(preview)

    confirm(admin_client, preview)

    assert [event.slug for event in Event.objects.all()] == ["2018-11"]


def test_what_was_edited_meanwhile_is_shown_again(admin_client: Client) -> None:
    confirm(admin_client, look(admin_client, may=TEXT))
    preview = look(admin_client, may=TEXT.replace("They are short now.", "They are very short."))
    Report.objects.filter(topic__slug="cut-shoots").update(achievements="They are gone.")

    page = confirm(admin_client, preview)

    assert "Something was edited meanwhile." in words(page)
    assert Report.objects.get(topic__slug="cut-shoots").achievements == "They are gone."


@pytest.mark.parametrize("kept", ["", "[]", "nonsense", '[["a.md", "%"]]', '[["a.md"]]', '{"a": 1}'])
def test_without_files_it_asks_for_some(admin_client: Client, kept: str) -> None:
    assert "Choose one or more files." in words(admin_client.post(ADDRESS, {"kept": kept}))


def test_it_is_for_those_who_may_add_events_and_wrap_ups() -> None:
    assert sign_in(staff("add_wrapup", "view_wrapup")).get(ADDRESS).status_code == 403

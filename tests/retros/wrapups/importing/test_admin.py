from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planning.events.models import Event
from retros.wrapups.models import ImportedWrapUp, WrapUp
from tests.admin_pages import address, export, sign_in, staff
from tests.factories import ImportedWrapUpFactory
from tests.pages import words
from tests.retros.wrapups.importing.documents import TEXT

ADDRESS = "/admin/retros/wrapup/import/"

pytestmark = pytest.mark.django_db


def confirm(client: Client, page: Any) -> Any:
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in ("month", "text", "seen")}
    return client.post(ADDRESS, sent | {"import": "Import it"}, follow=True)


def test_file_is_previewed_and_imported_once_confirmed(admin_client: Client) -> None:
    preview = admin_client.post(ADDRESS, {"file": SimpleUploadedFile("wrap-up.md", TEXT.encode())})
    assert "added ✂️ Cut Shoots line 47" in words(preview)
    assert not Event.objects.exists()

    page = confirm(admin_client, preview)

    assert "Wrap-up of Hack The Garden 05/2019 has been imported." in words(page)
    imported = ImportedWrapUp.objects.get()
    assert (imported.text, str(imported.imported_by)) == (TEXT, "admin@example.com")


def test_import_is_logged(admin_client: Client) -> None:
    confirm(admin_client, admin_client.post(ADDRESS, {"text": TEXT}))

    wrap_up = WrapUp.objects.get()
    assert wrap_up.history.first().history_user.email == "admin@example.com"
    assert LogEntry.objects.get().get_change_message() == "Imported the published document."


def test_month_is_given_where_the_document_does_not_tell(admin_client: Client) -> None:
    text = "# Hack The Garden Wrap Up\n\n## Grow Seeds\n\n### Achievements\n\nThey grow.\n"

    preview = admin_client.post(ADDRESS, {"text": text, "month": "2019-05"})
    confirm(admin_client, preview)

    assert [event.slug for event in Event.objects.all()] == ["2019-05"]


def test_document_that_cannot_be_imported_is_refused_with_its_line(admin_client: Client) -> None:
    page = admin_client.post(ADDRESS, {"text": TEXT, "month": "2019-06"})

    assert "Line 11: This is the wrap-up of 2019-05, not of 2019-06." in words(page)
    assert "They grow a little." in words(page)


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        (("add_wrapup", "view_wrapup", "add_event"), 200),
        (("add_wrapup", "view_wrapup"), 403),
        (("view_wrapup", "add_event"), 403),
    ],
)
def test_import_takes_the_permission_to_add_events_and_wrap_ups(permissions: tuple[str, ...], status: int) -> None:
    client = sign_in(staff(*permissions))

    assert client.get(ADDRESS).status_code == status
    assert client.post(ADDRESS, {"text": TEXT}).status_code == status
    assert ("Import a wrap-up" in words(client.get(address(WrapUp, "changelist")))) == (status == 200)


def test_page_is_not_for_strangers(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302


def test_imported_text_is_shown_and_cannot_be_changed(admin_client: Client) -> None:
    imported = ImportedWrapUpFactory(text=TEXT)

    page = admin_client.get(address(ImportedWrapUp, "change", imported.pk))

    assert "They grow a little." in words(page)
    assert "<textarea" not in page.content.decode()
    assert imported.event.slug in words(admin_client.get(address(ImportedWrapUp, "changelist"), {"q": "grow a little"}))
    assert imported.event.slug in export(admin_client, ImportedWrapUp)

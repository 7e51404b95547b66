import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from retros.wrapups.models import ImportedWrapUp, Report
from tests.factories import EventFactory, PastEventFactory, TopicFactory
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.visitors import enter
from tests.retros.wrapups.importing.documents import TEXT

ADDRESS = "/2019-05/wrap-up/import/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = PastEventFactory(slug="2019-05")
    return event


def upload(text: str | bytes = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile("wrap-up.md", text if isinstance(text, bytes) else text.encode())


def confirm(client: Client, page: Any, **changed: Any) -> Any:
    """Press the button of the page that was shown."""
    form = page.context["form"]
    return client.post(ADDRESS, {"text": form["text"].value(), "seen": form["seen"].value(), "import": ""} | changed)


def refusals(page: Any) -> list[str]:
    return list(page.context["form"].non_field_errors())


@pytest.mark.parametrize(
    ("visitor", "status"), [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("organizer", 200)]
)
def test_page_is_for_organizers_of_the_event(client: Client, event: Event, visitor: str, status: int) -> None:
    enter(client, visitor, TopicFactory(event=event))

    assert client.get(ADDRESS).status_code == status
    assert client.post(ADDRESS, {"text": TEXT}).status_code == status
    assert not ImportedWrapUp.objects.exists()


def test_page_shows_first_what_would_change(client: Client, event: Event) -> None:
    organizing(client, event)

    page = client.post(ADDRESS, {"file": upload()})

    assert "added ✂️ Cut Shoots line 47" in words(page)
    assert "Import it" in words(page)
    assert not ImportedWrapUp.objects.exists()


def test_what_was_shown_is_read_in(client: Client, event: Event) -> None:
    organizer = organizing(client, event)

    response = confirm(client, client.post(ADDRESS, {"file": upload()}))

    assert response.status_code == 302
    assert response["Location"] == "/2019-05/wrap-up/"
    imported = ImportedWrapUp.objects.get()
    assert (imported.event, imported.text, imported.imported_by) == (event, TEXT, organizer.user)
    assert "The wrap-up has been imported." in words(client.get("/2019-05/wrap-up/"))


def test_nothing_is_read_in_that_was_not_shown(client: Client, event: Event) -> None:
    organizing(client, event)

    page = client.post(ADDRESS, {"text": TEXT, "import": ""})

    assert "Import it" in words(page)
    assert not ImportedWrapUp.objects.exists()


def test_what_was_edited_meanwhile_is_shown_again(client: Client, event: Event) -> None:
    organizing(client, event)
    shown = client.post(ADDRESS, {"text": TEXT})

    page = confirm(client, shown, text=TEXT.replace("They grow a little.", "They grow a lot."))

    assert refusals(page) == ["The event was edited meanwhile. Nothing was imported: please check the changes again."]
    assert not ImportedWrapUp.objects.exists()
    assert confirm(client, page).status_code == 302


def test_pasted_text_has_the_line_ends_of_a_file(client: Client, event: Event) -> None:
    organizing(client, event)

    confirm(client, client.post(ADDRESS, {"text": TEXT.replace("\n", "\r\n")}))

    assert ImportedWrapUp.objects.get().text == TEXT


def test_pasted_text_may_end_without_a_line_break(client: Client, event: Event) -> None:
    organizing(client, event)
    text = f"{TEXT.rstrip()} and so on"

    page = client.post(ADDRESS, {"text": text})

    assert refusals(page) == []
    assert page.context["form"]["text"].value() == f"{text}\n"


def test_second_time_there_is_nothing_to_change(client: Client, event: Event) -> None:
    organizing(client, event)
    confirm(client, client.post(ADDRESS, {"text": TEXT}))

    page = client.post(ADDRESS, {"text": TEXT})

    assert "It changes nothing: everything is already here." in words(page)
    assert "Import it" not in words(page)


def test_both_versions_are_shown_where_both_were_edited(client: Client, event: Event) -> None:
    organizing(client, event)
    confirm(client, client.post(ADDRESS, {"text": TEXT}))
    Report.objects.filter(topic__slug="cut-shoots").update(achievements="They are shorter.")

    page = words(client.post(ADDRESS, {"text": TEXT.replace("They are short now.", "They are very short.")}))

    assert "It differs from the file. What's here stays." in page
    assert "Here They are shorter. In the file They are very short." in page


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({}, "Choose a file, or paste its text."),
        ({"text": " \n"}, "Choose a file, or paste its text."),
        ({"text": "Dear all."}, "Line 1: This doesn't look like a wrap-up"),
        ({"text": TEXT.replace("2019", "2018")}, "Line 11: This is the wrap-up of 2018-05, not of 2019-05."),
        ({"text": TEXT.replace("06.05.2019", "31.02.2019")}, "Line 11: 31.02.2019"),
        ({"file": upload(b"\x00\x01")}, "Line 1: This isn't a text file"),
        ({"file": upload(b"x" * 3_000_000)}, "Line 1: The file has"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_its_line(
    client: Client, event: Event, sent: dict[str, Any], refused: str
) -> None:
    organizing(client, event)

    page = client.post(ADDRESS, sent)

    assert [text[: len(refused)] for text in refusals(page)] == [refused]


def test_text_that_is_refused_is_kept_to_be_mended(client: Client, event: Event) -> None:
    organizing(client, event)
    broken = TEXT.replace("06.05.2019", "31.02.2019")

    page = client.post(ADDRESS, {"file": upload(broken)})

    [shown] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.DOTALL)
    assert html.unescape(shown).strip() == broken.strip()


def test_pasted_text_with_zero_bytes_is_refused(client: Client, event: Event) -> None:
    organizing(client, event)

    page = client.post(ADDRESS, {"text": TEXT + "\0"})

    assert page.context["form"].errors["text"] == ["Null characters are not allowed."]


def test_event_with_other_facts_is_refused(client: Client, event: Event) -> None:
    organizing(client, event)
    Event.objects.update(venue="The Castle")

    page = client.post(ADDRESS, {"text": TEXT})

    assert refusals(page)[0].startswith("Line 12: Hack the Garden 2019-05 (2019-05) was at The Castle here")


def test_script_of_a_document_is_shown_as_text(client: Client, event: Event) -> None:
    organizing(client, event)

    page = client.post(ADDRESS, {"text": TEXT.replace("Cut Shoots", "Cut <script>alert(1)</script>")})

    assert "<script>alert" not in page.content.decode()
    assert "Cut &lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()


def test_what_was_pasted_survives_the_end_of_the_session(client: Client, event: Event) -> None:
    user = organizing(client, event).user
    assert user is not None
    client.get(ADDRESS)
    client.cookies.pop("sessionid")
    client.post(ADDRESS, {"text": TEXT})
    client.force_login(user)

    page = client.get(ADDRESS)

    assert "This is what you entered before you were signed out." in words(page)
    assert "They grow a little." in words(page)


def test_page_writes_nothing_by_itself(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    client.get(f"/{event.slug}/wrap-up/import/")

    assert writes_of(client, f"/{event.slug}/wrap-up/import/") == []


def test_page_costs_the_same_for_any_number_of_topics(client: Client, event: Event) -> None:
    organizing(client, event)
    few = len(queries_of(client, ADDRESS))
    TopicFactory.create_batch(20, event=event)

    assert len(queries_of(client, ADDRESS)) == few


def test_organizers_are_led_to_it_from_the_wrap_up(client: Client, event: Event) -> None:
    organizing(client, event)

    assert ADDRESS in client.get("/2019-05/wrap-up/").content.decode()


def test_attendees_are_not_led_to_it(client: Client, event: Event) -> None:
    attending(client, event)

    assert ADDRESS not in client.get("/2019-05/wrap-up/").content.decode()

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, SignIn
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, PHONE["width"]])
@pytest.mark.parametrize("language", ["en", "de"])
def test_header_takes_one_row_on_a_phone_in_either_language(sign_in: SignIn, language: str, width: int) -> None:
    page = sign_in(UserFactory(language=language))
    page.set_viewport_size({"width": width, "height": PHONE["height"]})

    page.goto("/me/reminders/")

    assert page.locator("html").get_attribute("lang") == language
    assert top_of(page, ".brand") == top_of(page, ".site nav")


def top_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"]

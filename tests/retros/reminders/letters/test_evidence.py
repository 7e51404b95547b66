import re
from datetime import timedelta

import pytest

from retros.nextsteps.evidence.models import StepLink
from retros.reminders.letters.composing import letter_of
from retros.reminders.letters.evidence import SAID
from tests.clock import CLOSED
from tests.factories import StepLinkFactory
from tests.retros.reminders.mailing import digest_to, item, mailed_step, read, squeezed

pytestmark = pytest.mark.django_db

State = StepLink.State


@pytest.mark.parametrize(
    ("language", "reason", "said"),
    [
        ("en", "completed", "“Seeds” was closed as completed. Is the step done?"),
        ("en", "not_planned", "“Seeds” was closed as not planned. What became of the step?"),
        ("en", "duplicate", "“Seeds” was closed as a duplicate. What became of the step?"),
        ("en", "not_merged", "“Seeds” was closed without being merged. What became of the step?"),
        ("de", "not_planned", "„Seeds“ wurde als nicht geplant geschlossen. Was ist aus dem Schritt geworden?"),
    ],
)
def test_letter_asks_about_what_ended_elsewhere(language: str, reason: str, said: str) -> None:
    step, ada, _ = mailed_step()
    ada.language = language
    StepLinkFactory(step=step, title="Seeds", state=State.CLOSED, reason=reason)

    letter = letter_of(digest_to(ada, item(step)))

    assert f"\n  {said}\n\n" in letter.text
    assert squeezed(said) in read(letter.html)


def test_letter_asks_about_the_latest_three_and_not_about_what_was_answered() -> None:
    step, ada, _ = mailed_step()
    for days in range(5):
        StepLinkFactory(step=step, title=f"Bed {days}", state=State.MERGED, changed_at=CLOSED + timedelta(days=days))
    StepLinkFactory(step=step, title="Weeds", state=State.MERGED, dismissed_at=CLOSED)

    letter = letter_of(digest_to(ada, item(step)))

    assert re.findall(r"“([^”]+)” was merged", letter.text) == ["Bed 4", "Bed 3", "Bed 2"]


def test_every_way_to_end_has_words() -> None:
    assert set(SAID) == {"", *StepLink.Reason.values}

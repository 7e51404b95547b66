import pytest
from django.utils import translation

from planning.outbox.chat import failures
from planning.outbox.chat.addresses import AddressRejected, check_address
from planning.outbox.chat.failures import told
from planning.outbox.chat.posts import reason

STATUSES = [None, 302, 401, 404, 503]


@pytest.mark.parametrize("failure", failures.ALL)
def test_each_failure_is_told_in_german_with_all_that_it_names(failure: str) -> None:
    kept = failure % {"service": "Rocket.Chat", "status": 418, "error": "TimeoutError", "seconds": "60"}

    with translation.override("de"):
        german = told(kept)

    assert german.startswith("Rocket.Chat ")
    assert german != kept
    assert [word in german for word in ("418", "TimeoutError", "60")] == [
        word in kept for word in ("418", "TimeoutError", "60")
    ]


@pytest.mark.parametrize("status", STATUSES)
def test_failure_is_kept_in_english_whoever_waits_for_it(status: int | None) -> None:
    with translation.override("de"):
        kept = str(reason("Slack", status))

    assert kept == str(reason("Slack", status))
    assert told(kept) == kept


def test_address_that_was_refused_is_told_in_german_too() -> None:
    with pytest.raises(AddressRejected) as refusal:
        check_address("ntfys://127.0.0.1/topic")

    with translation.override("de"):
        assert told(str(refusal.value)).startswith("Diese Adresse führt ins interne Netz")


def test_what_nobody_knows_is_told_as_it_is() -> None:
    with translation.override("de"):
        assert (told("Out of cheese."), told("")) == ("Out of cheese.", "")

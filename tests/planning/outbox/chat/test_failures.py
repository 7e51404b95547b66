import pytest
from django.utils import translation

from planning.outbox.chat.addresses import AddressRejected, check_address
from planning.outbox.chat.failures import WORDS, Code, Failure, why_it_failed
from planning.outbox.chat.posts import reason

STATUSES = [None, 302, 401, 404, 503]
NAMES: dict[str, str | int] = {
    "service": "Rocket.Chat",
    "status": 418,
    "error": "TimeoutError",
    "seconds": 60,
    "number": 2000,
    "services": "ntfy, Slack",
    "setting": "verify",
}


@pytest.mark.parametrize("code", Code)
def test_each_failure_is_explained_in_german_with_all_that_it_names(code: Code) -> None:
    failure = Failure(code, NAMES)
    kept = failure.columns()["failure"]
    assert isinstance(kept, dict)

    with translation.override("de"):
        german = why_it_failed(kept, str(failure))

    assert german != str(failure)
    assert [str(name) in german for name in NAMES.values()] == [f"%({name})s" in WORDS[code] for name in NAMES]


@pytest.mark.parametrize("status", STATUSES)
def test_failure_is_kept_in_english_too_whoever_waits_for_it(status: int | None) -> None:
    with translation.override("de"):
        kept = reason("Slack", status).failure.columns()

    assert kept == reason("Slack", status).failure.columns()
    assert kept["last_error"] == str(reason("Slack", status))


def test_address_that_was_refused_is_explained_in_german_too() -> None:
    with pytest.raises(AddressRejected) as refusal:
        check_address("ntfys://127.0.0.1/topic")

    with translation.override("de"):
        assert refusal.value.failure.in_words().startswith("Diese Adresse führt ins interne Netz")


def test_what_failed_before_there_were_codes_is_shown_as_it_was_kept() -> None:
    with translation.override("de"):
        assert [why_it_failed({}, "Slack is down."), why_it_failed({}, "")] == ["Slack is down.", ""]

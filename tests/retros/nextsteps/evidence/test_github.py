import pytest

from retros.nextsteps.evidence.github import reference_of, short_names

PULL = "https://github.com/gardener/gardener/pull/123"


@pytest.mark.parametrize(
    "url",
    [
        PULL,
        f"{PULL}/",
        f"{PULL}/files",
        f"{PULL}/files#diff-1",
        f"{PULL}#issuecomment-99",
        f"{PULL}?tab=checks",
        "http://www.github.com/gardener/gardener/pull/123",
        "https://GitHub.com/gardener/gardener/PULL/123",
    ],
)
def test_a_pull_request_is_known_however_its_address_is_written(url: str) -> None:
    reference = reference_of(url)

    assert reference is not None
    assert (reference.url, reference.key) == (PULL, "gardener/gardener#123")


def test_names_are_kept_as_written_and_compared_in_small_letters() -> None:
    reference = reference_of("https://github.com/Azure/Repo.Name_1/issues/7")

    assert reference is not None
    assert (reference.name, reference.key) == ("Azure/Repo.Name_1#7", "azure/repo.name_1#7")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/gardener/gardener",
        "https://github.com/gardener/gardener/pulls",
        "https://github.com/gardener/gardener/pull/0",
        "https://github.com/gardener/gardener/pull/123abc",
        "https://github.com/gardener/gardener/pull/99999999999",
        "https://github.com/gardener/../issues/1",
        "https://github.com/gardener/gärten/issues/1",
        "https://github.com.weeds.example/gardener/gardener/pull/123",
        "https://weeds.example/https://github.com/gardener/gardener/pull/123",
        "https://gist.github.com/gardener/gardener/pull/123",
        "",
    ],
)
def test_what_is_no_pull_request_or_issue_is_none(url: str) -> None:
    assert reference_of(url) is None


def test_short_names_are_found_in_a_text() -> None:
    text = "See gardener/gardener#123, (metal-stack/metal-api#4). Not #5, a/b#06, x@y/z#7 or path/to/file#8."

    assert [found.name for found in short_names(text)] == ["gardener/gardener#123", "metal-stack/metal-api#4"]


def test_a_short_name_has_the_longest_key_there_is() -> None:
    reference = reference_of(f"https://github.com/{'a' * 39}/{'b' * 100}/issues/{'9' * 10}")

    assert reference is not None
    assert len(reference.key) == 151

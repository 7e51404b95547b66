from dataclasses import replace

import pytest

from retros.wrapups.document import DocumentTopic
from retros.wrapups.importing.matching import pair_reworded, pair_texts, pair_topics, title_key
from tests.growth import growth
from tests.retros.wrapups.importing.documents import ISSUE, PULL_REQUEST, SEEDS, SHOOTS

LONG_TEXT = "They do not grow, whatever we do: neither in spring nor in autumn."


@pytest.mark.parametrize(
    "title",
    [
        "Grow `seeds` in [winter](https://example.org)!",
        "🌱 grow seeds in WINTER",
        "Grow **seeds** – in winter",
        "Grow seeds, in winter",
    ],
)
def test_title_is_known_without_case_emoji_markdown_and_punctuation(title: str) -> None:
    assert title_key(title) == "grow seeds in winter"


def test_title_of_nothing_but_signs_is_known_as_it_is() -> None:
    assert title_key(" 🌱 ") == "🌱"


def test_topics_are_paired_by_title_in_any_order() -> None:
    assert pair_topics([SEEDS, SHOOTS], [SHOOTS, replace(SEEDS, title="grow `Seeds`")]) == {0: 1, 1: 0}


def test_topics_are_paired_by_nearly_the_same_title() -> None:
    assert pair_topics([SEEDS], [SHOOTS, replace(SEEDS, title="Grow seed", links=())]) == {0: 1}


def test_titles_that_differ_in_a_number_are_two_topics() -> None:
    assert pair_topics([DocumentTopic("Support Kubernetes v1.30")], [DocumentTopic("Support Kubernetes v1.31")]) == {}


def test_the_more_alike_titles_are_paired_first() -> None:
    here = [DocumentTopic("Rotate the credentials of shoots"), DocumentTopic("Rotate the credential of shoots")]

    assert pair_topics([DocumentTopic("Rotate the credential of shoot")], here) == {0: 1}


def test_topics_are_paired_by_a_link_that_no_other_topic_has() -> None:
    untitled = DocumentTopic("Untitled topic", links=(PULL_REQUEST, ISSUE))

    assert pair_topics([untitled], [SHOOTS, SEEDS]) == {0: 1}


def test_link_of_several_topics_pairs_none() -> None:
    shoots = replace(SHOOTS, links=SEEDS.links)

    assert pair_topics([DocumentTopic("Harvest", links=SEEDS.links)], [SEEDS, shoots]) == {}


def test_the_more_links_in_common_count_first() -> None:
    two = DocumentTopic("Harvest", links=(PULL_REQUEST, ISSUE))
    other = replace(ISSUE, url="https://github.com/garden/seeds/issues/3")
    here = [DocumentTopic("Dig", links=(other,)), DocumentTopic("Sow", links=(PULL_REQUEST, ISSUE))]

    assert pair_topics([replace(two, links=(*two.links, other))], here) == {0: 1}


def test_topics_are_paired_by_a_long_text() -> None:
    assert pair_topics(
        [DocumentTopic("Dig", achievements=LONG_TEXT)], [DocumentTopic("Sow", achievements=LONG_TEXT)]
    ) == {0: 0}


def test_topics_are_not_paired_by_a_short_text() -> None:
    assert pair_topics([DocumentTopic("Dig", achievements="None.")], [DocumentTopic("Sow", achievements="None.")]) == {}


def test_equal_texts_are_paired_one_by_one() -> None:
    assert pair_texts(["Wait.", "Wait.", "Wait."], ["Wait.", "Water them.", "Wait."]) == {0: 0, 1: 2}


def test_texts_nearly_the_same_are_paired() -> None:
    assert pair_texts(["Review and merge the PRs."], ["Wait.", "Review and merge the PR."]) == {0: 1}


def test_thousands_of_texts_are_compared_without_each_with_each() -> None:
    def compare(number: int) -> None:
        assert pair_texts([f"Water {n}." for n in range(number)], [f"Cut {n}." for n in range(number)]) == {}

    assert growth(compare, 1000) < 8


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        (["Water the seeds daily."], ["Every day the seeds are to get water."], {0: 0}),
        (["Water them.", "Wait."], ["Patience.", "Give them water."], {0: 1, 1: 0}),
        (["Water them.", "Wait."], ["Give them water."], {0: 0}),
        (["Dig.", "Sow."], ["Plough."], {}),
    ],
)
def test_steps_in_other_words_are_paired_by_what_they_share_then_one_by_one(
    left: list[str], right: list[str], pairs: dict[int, int]
) -> None:
    assert pair_reworded(left, right) == pairs

import pytest

from planning.topics.models import Topic
from retros.nextsteps.closing import add_step
from retros.nextsteps.evidence.links import add_link, remove_link
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.evidence.reading import MOST_LINKS, links_in, read_step_links, read_unread, unread_steps
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.factories import NextStepFactory, TopicFactory

pytestmark = pytest.mark.django_db

PULL = "https://github.com/gardener/gardener/pull/12"


def urls_of(step: NextStep) -> list[str]:
    return [link.url for link in StepLink.objects.standing().filter(step=step)]


def test_links_of_a_new_step_are_there_without_anybody_typing_them() -> None:
    step = add_step(TopicFactory(), f"Merge [the change]({PULL}/files) and tell gardener/docs#3.", now=CLOSED)

    assert [(link.url, link.reference) for link in step.links.all()] == [
        (PULL, "gardener/gardener#12"),
        ("https://github.com/gardener/docs/issues/3", "gardener/docs#3"),
    ]
    assert not unread_steps().exists()


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Merge it.", []),
        (f"Bare {PULL}, in a sentence.", [PULL]),
        (f"Twice {PULL} and gardener/gardener#12.", [PULL]),
        ("A pad at https://hackmd.io/abc.", ["https://hackmd.io/abc"]),
        ("`gardener/gardener#1` is code, [gardener/docs#2](https://example.org/) is what it leads to.", ["https://example.org/"]),
        ("[No](javascript:alert(1)) or <mailto:a@b.example> or [ours](/me/).", []),
        (f"https://example.org/{'x' * 500}", []),
    ],
)  # fmt: skip
def test_links_in_finds_what_a_reader_could_follow(text: str, urls: list[str]) -> None:
    assert list(links_in(text)) == urls


def test_links_in_stops_at_a_number_that_is_no_step_any_more() -> None:
    assert len(links_in(" ".join(f"gardener/gardener#{n}" for n in range(1, 2000)))) == MOST_LINKS


def test_a_step_that_came_from_elsewhere_gets_its_links_with_the_next_reading() -> None:
    step = NextStepFactory(text=f"Merge {PULL}.")
    NextStepFactory(text="No link.")

    assert read_unread() == 2

    assert urls_of(step) == [PULL]
    assert read_unread() == 0


def test_a_text_changed_around_the_rules_is_read_again() -> None:
    step = NextStepFactory(text=f"Merge {PULL}.")
    read_unread()

    NextStep.objects.filter(pk=step.pk).update(text="Merge gardener/gardener#13.")
    read_unread()

    assert urls_of(step) == ["https://github.com/gardener/gardener/issues/13"]


def test_a_text_that_lost_its_last_link_loses_it_here() -> None:
    step = NextStepFactory(text=f"Merge {PULL}.")
    read_unread()

    NextStep.objects.filter(pk=step.pk).update(text="Merge it.")
    read_unread()

    assert urls_of(step) == []


def test_links_that_people_added_stay_whatever_the_text_says() -> None:
    step = NextStepFactory(text="Merge it.")
    add_link(step, PULL, now=CLOSED)

    NextStep.objects.filter(pk=step.pk).update(text="Say it in other words.")
    read_unread()

    assert urls_of(step) == [PULL]


def test_a_link_of_the_text_that_was_taken_away_does_not_come_back() -> None:
    step = NextStepFactory(text=f"Merge {PULL}.")
    read_unread()
    remove_link(step, step.links.get().pk, now=CLOSED)

    NextStep.objects.filter(pk=step.pk).update(text=f"Merge {PULL} soon.")
    read_unread()

    assert urls_of(step) == []


def test_reading_is_not_kept_in_the_history() -> None:
    step = NextStepFactory(text=f"Merge {PULL}.")

    read_step_links(step)

    assert step.history.count() == 1


def test_a_run_reads_a_bounded_number_and_the_next_goes_on() -> None:
    NextStepFactory.create_batch(3, topic=TopicFactory(), text=PULL)

    assert [read_unread(most=2), read_unread(most=2), read_unread(most=2)] == [2, 1, 0]
    assert Topic.objects.count() == 1

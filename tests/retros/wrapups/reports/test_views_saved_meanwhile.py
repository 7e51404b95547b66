from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.topics.models import Topic
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.filling import fill_report
from retros.wrapups.reports.merging import Version
from tests.factories import AttendeeFactory, MembershipFactory
from tests.pages import words
from tests.retros.wrapups.reports.reporting import address, fill, worked_on

pytestmark = pytest.mark.django_db

PULL = "https://github.com/ada/seeds/pull/1"
ISSUE = "https://github.com/ada/seeds/issues/2"


def opened(client: Client, topic: Topic) -> dict[str, str]:
    """What the form holds when someone opens it."""
    form = client.get(address(topic, "edit/")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def teammate(topic: Topic) -> Client:
    other = MembershipFactory(team=topic.team, attendee=AttendeeFactory(event=topic.event, name="Bob Seed"))
    client = Client()
    client.force_login(other.attendee.user)
    return client


def sent_back(response: Any) -> dict[str, str]:
    """What the form holds that is shown again."""
    return {name: response.context["form"][name].value() for name in response.context["form"].fields}


def test_report_form_sent_twice_is_saved_once_and_notes_each_next_step_once(client: Client) -> None:
    topic = worked_on(client)

    first, second = (fill(client, topic, {"text": "Merge it."}, achievements="The agent runs.") for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert [step.text for step in topic.next_steps.all()] == ["Merge it."]
    assert Report.history.count() == 1


def test_step_typed_after_the_first_click_is_noted_with_the_second(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, {"text": "Merge it."}, achievements="The agent runs.")

    fill(client, topic, {"text": "Merge it."}, {"text": "Tell people."}, achievements="The agent runs.")

    assert [step.text for step in topic.next_steps.all()] == ["Merge it.", "Tell people."]


def test_stale_save_shows_both_versions_and_a_merged_one(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="* It boots.", links=PULL)
    mine, theirs = opened(client, topic), opened(client, topic)
    theirs |= {"achievements": "* It boots.\n* Theirs.", "links": f"{PULL}\n{ISSUE}", "outcome": "achieved"}
    fill(teammate(topic), topic, **theirs)

    refused = fill(client, topic, {"text": "Merge it."}, **(mine | {"achievements": "* It boots.\n* Mine."}))

    page, form = words(refused), sent_back(refused)
    texts = ["Bob Seed saved this report in the meantime.", "Two versions, merged", "Merge it.", "partly"]
    assert [text for text in texts if text not in page] == []
    assert (form["achievements"], form["outcome"]) == ("* It boots.\n* Theirs.\n* Mine.", "achieved")
    assert Report.objects.get().achievements == "* It boots.\n* Theirs."
    assert not topic.next_steps.exists()


def test_merged_version_saved_again_is_saved_with_the_steps_typed_along(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="It boots.", links=PULL)
    mine = opened(client, topic)
    fill(teammate(topic), topic, **(mine | {"achievements": "It boots. Theirs.", "links": f"Tracking: {ISSUE}"}))
    refused = fill(client, topic, {"text": "Merge it."}, **(mine | {"achievements": "It boots. Mine."}))

    fill(client, topic, {"text": "Merge it."}, **sent_back(refused))

    assert Report.objects.get().achievements == "It boots. Theirs. Mine."
    assert [(link.kind, link.url) for link in Link.objects.all()] == [(Link.Kind.TRACKING, ISSUE)]
    assert [step.text for step in topic.next_steps.all()] == ["Merge it."]


def test_third_person_saving_meanwhile_shows_the_same_again(client: Client) -> None:
    topic = worked_on(client)
    mine = opened(client, topic) | {"achievements": "* Mine."}
    fill(teammate(topic), topic, achievements="* Theirs.")
    merged = sent_back(fill(client, topic, **(mine | {"outcome": "partly"})))
    fill_report(topic, Version("partly", achievements="* Theirs.\n* Third."), now=timezone.now())

    refused = fill(client, topic, **merged)

    assert "Someone saved this report in the meantime." in words(refused)
    assert sent_back(refused)["achievements"] == "* Theirs.\n* Third.\n* Mine."


def test_own_save_in_another_window_is_not_called_somebody_elses(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="First.")

    page = words(fill(client, topic, achievements="Second."))

    assert "You saved this report in the meantime." in page
    assert "You saved another version" in page


def test_outcome_that_both_changed_is_shown_in_words(client: Client) -> None:
    topic = worked_on(client)
    fill(teammate(topic), topic, outcome="decided-against")

    page = words(fill(client, topic, outcome="not-started"))

    assert "Outcome Yours not started Theirs decided against Chosen below not started" in page


def test_notes_that_came_meanwhile_are_kept(client: Client) -> None:
    topic = worked_on(client)
    mine = opened(client, topic)
    fill_report(topic, Version("partly", notes="Read in."), now=timezone.now())

    refused = fill(client, topic, **(mine | {"outcome": "partly", "achievements": "Mine."}))
    fill(client, topic, **sent_back(refused))

    assert (Report.objects.get().achievements, Report.objects.get().notes) == ("Mine.", "Read in.")


def test_what_is_merged_is_marked_and_nothing_of_it_is_markup(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="* a\n* b c")
    mine = opened(client, topic)
    fill(teammate(topic), topic, **(mine | {"achievements": "* <b>\n* a\n* b c"}))

    page = fill(client, topic, **(mine | {"achievements": "* a\n* b d"})).content.decode()

    marked = '<ins class="by-them"><span class="visually-hidden">theirs: </span>* &lt;b&gt;\n</ins>'
    assert marked in page
    assert '<del><span class="visually-hidden">removed: </span> c</del>' in page
    assert '<ins class="by-me"><span class="visually-hidden">yours: </span> d</ins>' in page


def test_report_form_carries_the_version_it_was_filled_upon(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="First.", links=f"Tracking: {ISSUE}")

    fill(client, topic, **(opened(client, topic) | {"achievements": "Second."}))

    assert Report.objects.get().achievements == "Second."

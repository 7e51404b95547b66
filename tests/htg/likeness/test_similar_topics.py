from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from tests.api import visitor, wrong_fields
from tests.commands import answer, output
from tests.factories import EventFactory, TopicFactory
from tests.htg.likeness.archive import fill_archive

pytestmark = pytest.mark.django_db

FOUND = {
    "event": "2001-05",
    "slug": "audit",
    "title": "Generic Audit Log Extension",
    "outcome": "partly",
    "open_steps": 1,
    "why": {"words": ["audit", "logs"], "links": []},
    "likely": True,
}


def same(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whatever the order of words that say as much as each other."""
    return [each | {"why": {name: sorted(values) for name, values in each["why"].items()}} for each in found]


def test_command_lists_what_is_like_a_title_with_what_came_of_it() -> None:
    fill_archive()

    assert same(answer("similar_topics", "🔍 Audit logs", "--json")) == [FOUND]


def test_command_reads_the_text_with_its_links_from_a_file(tmp_path: Path) -> None:
    fill_archive()
    text = tmp_path / "text.md"
    text.write_text("As in metal-stack/gardener-extension-audit#7.", encoding="utf-8")

    (found,) = answer("similar_topics", "Something else", "--text", str(text), "--json")

    assert (found["slug"], found["likely"]) == ("audit", True)
    assert found["why"]["links"] == ["metal-stack/gardener-extension-audit#7"]


def test_command_looks_only_before_an_event() -> None:
    fill_archive()

    assert answer("similar_topics", "Audit logs", "--before", "2001-05", "--json") == []
    assert same(answer("similar_topics", "Audit logs", "--before", "2001-06", "--json")) == [FOUND]


def test_command_says_it_in_lines_too() -> None:
    fill_archive()

    said = output("similar_topics", "Audit")

    assert "* 2001-05  🌱 Generic Audit Log Extension  (audit)" in said
    assert "partly, 1 open; in common: audit" in said
    assert output("similar_topics", "Nothing") == "No topic is like this one.\n"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("🌱\u200b"[1:],), "A title needs words."),
        (("Audit", "--before", "last year"), "“last year” is not a month."),
        (("Audit", "--text", "/nowhere.md"), "/nowhere.md: No such file"),
    ],
)
def test_command_says_what_it_cannot_use(command: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        output("similar_topics", *command)


def test_api_answers_the_same_to_anyone() -> None:
    fill_archive()

    response = visitor().get("/api/v1/similar-topics/", {"title": "Audit logs", "before": "2002-01"})

    assert response.status_code == 200
    assert same(response.json()) == [FOUND]


@pytest.mark.parametrize(("asked", "field"), [({}, "title"), ({"title": "A", "before": "May"}, "before")])
def test_api_says_what_is_wrong_with_a_question(asked: dict[str, str], field: str) -> None:
    assert wrong_fields(visitor().get("/api/v1/similar-topics/", asked)) == {field}


def test_a_question_costs_the_same_queries_for_3_topics_and_for_30(django_assert_num_queries: Any) -> None:
    event = EventFactory()
    for number in (3, 30):
        TopicFactory.create_batch(number, event=event, title="Audit logs")
        with django_assert_num_queries(6):
            visitor().get("/api/v1/similar-topics/", {"title": "Audit logs"})

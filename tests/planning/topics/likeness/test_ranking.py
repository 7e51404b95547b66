from collections import Counter

from planning.topics.likeness.ranking import Alike, Archive, Scored, Shared, explain, rank
from planning.topics.likeness.traits import traits_of_report, traits_of_topic

TOPICS = {
    1: ("Bootstrapping Autonomous Shoots", "An initial cluster is needed. gardener/gardener#2906"),
    2: ("Extension for Audit Logs", "Logs are lost."),
    3: ("Compress Secrets", "Network traffic of the audit and of logs is expensive."),
    **{number: (f"Topic about thing{number}", "Secrets and nodes.") for number in range(4, 24)},
}
TRAITS = {number: traits_of_topic(title, text) for number, (title, text) in TOPICS.items()}
ARCHIVE = Archive(len(TOPICS), Counter(trait for traits in TRAITS.values() for trait in traits))


def alike(title: str, text: str = "") -> list[Alike]:
    asked = traits_of_topic(title, text)
    shared = [
        Shared(number, trait, weight.whole)
        for number, traits in TRAITS.items()
        for trait, weight in traits.items()
        if trait in asked
    ]
    titles = {number: {t: w.named for t, w in traits.items() if w.named} for number, traits in TRAITS.items()}
    return [explain(asked, found, titles[found.topic], ARCHIVE) for found in rank(asked, shared, ARCHIVE)]


def test_what_is_in_the_title_counts_for_more_than_what_is_in_the_text() -> None:
    assert [each.topic for each in alike("Audit logs")] == [2, 3]


def test_rare_words_weigh_more() -> None:
    assert alike("Secrets of thing7")[0].topic == 7


def test_a_title_that_names_the_same_thing_makes_it_likely() -> None:
    first, second = alike("Rework the extension for audit logs")

    assert (first.topic, first.likely) == (2, True)
    assert set(first.words) == {"audit", "log", "extens"}
    assert not second.likely


def test_topics_about_the_same_issue_are_likely_whatever_their_words() -> None:
    (found,) = alike("Something else", "https://github.com/gardener/gardener/issues/2906")

    assert (found.topic, found.links, found.likely) == (1, ("gardener/gardener#2906",), True)


def test_an_issue_that_many_name_makes_none_likely() -> None:
    text = "gardener/gardener#1"
    archive = Archive(20, {text: 12})
    found = Scored(1, {text: 5.0})

    assert not explain(traits_of_topic("Something", text), found, {}, archive).likely


def test_a_word_that_everybody_uses_makes_none_likely() -> None:
    assert [each.likely for each in alike("Nodes")] == [False] * 20


def test_what_came_of_a_topic_counts_with_it() -> None:
    asked = traits_of_topic("Audit")
    report = traits_of_report("An audit sink.")["audit"]
    shared = [Shared(2, "audit", 1.0), Shared(3, "audit", 1.0), Shared(3, "audit", report.whole)]

    first, second = rank(asked, shared, ARCHIVE)

    assert (first.topic, second.topic) == (3, 2)


def test_equals_come_the_latest_first() -> None:
    shared = [Shared(topic, "audit", 3.0) for topic in (1, 3, 2)]

    assert [each.topic for each in rank(traits_of_topic("Audit"), shared, ARCHIVE)] == [3, 2, 1]


def test_an_empty_archive_has_nothing_alike() -> None:
    assert rank(traits_of_topic("Audit"), [], Archive(0, {})) == []

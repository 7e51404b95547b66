import pytest

from planning.topics.likeness.words import comparable_words, spellings


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("🧹 Vendoring", "vendors"),
        ("Watch `ManagedResource`s", "watching the managed-resource"),
        ("Bootstrapping “Autonomous Shoots”", "bootstrap self-hosted shoot clusters"),
        ("Masterful Clusters", "Self-Hosted Shoot"),
        ("MCM", "the `machine-controller-manager`"),
        ("Café in ZÜRICH", "cafe zurich"),
        ("Load-Balancing for `kube-apiserver`s", "load balancer of API servers"),
        ("[ACL](https://github.com/stackitcloud/gardener-extension-acl)", "ACL"),
        ("Straße", "STRASSE"),
    ],
)
def test_texts_about_the_same_have_the_same_words(text: str, same: str) -> None:
    assert comparable_words(text).keys() == comparable_words(same).keys()


@pytest.mark.parametrize(
    "text", ["", "🌱", "the of and", "Improve Gardener in the Hackathon", "12 7", "https://example.org/etcd"]
)
def test_what_says_nothing_has_no_words(text: str) -> None:
    assert comparable_words(text) == {}


def test_a_name_of_several_parts_is_known_by_them() -> None:
    name, part = (
        comparable_words("machine-controller-manager-provider-local"),
        comparable_words("machine-controller-manager"),
    )

    assert part.keys() < name.keys()
    assert part["machin-controll-manag"] == 1.0
    assert part["machin"] < 0.5


def test_an_abbreviation_with_a_hump_is_one_word() -> None:
    assert comparable_words("an IaaS") == comparable_words("iaas")


def test_a_word_counts_as_often_as_it_is_there() -> None:
    assert comparable_words("etcd, etcd") == {"etcd": 2.0}


def test_words_are_told_as_people_write_them() -> None:
    written = spellings("Replacing Autonomous Shoots by gardener-node-agent")

    assert written["selfhostedshoot"] == "self-hosted shoots"
    assert written["garden-node-agent"] == "gardener-node-agent"
    assert written["replac"] == "replacing"

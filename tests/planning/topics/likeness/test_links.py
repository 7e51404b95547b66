import pytest

from planning.topics.likeness.links import comparable_links, is_about_one_thing


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://github.com/gardener/gardener/pull/8810", "gardener/gardener#8810"),
        ("[it](https://github.com/Gardener/gardener/issues/8810#issuecomment-1).", "gardener/gardener#8810"),
        ("See gardener/gardener#8810.", "gardener/gardener#8810"),
        ("https://github.com/rfranzke/gardener/tree/hackathon/mcm", "rfranzke/gardener@hackathon/mcm"),
        ("https://github.com/metal-stack/gardener-extension-audit/", "metal-stack/gardener-extension-audit"),
        ("<https://www.example.org/notes#top>", "example.org/notes"),
    ],
)
def test_a_link_has_one_form(text: str, link: str) -> None:
    assert comparable_links(text) == {link}


def test_where_everybody_works_says_nothing() -> None:
    assert comparable_links("https://github.com/gardener/gardener and 7/8 of it") == frozenset()


def test_an_issue_and_a_branch_are_about_one_thing_and_a_repository_is_not() -> None:
    assert is_about_one_thing("gardener/gardener#1")
    assert is_about_one_thing("rfranzke/gardener@mcm")
    assert not is_about_one_thing("metal-stack/gardener-extension-audit")

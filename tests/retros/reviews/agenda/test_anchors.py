import pytest

from retros.reviews.agenda.anchors import heading_anchor, heading_anchors


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Seeds At Night", "seeds-at-night"),
        ("🚛 Rework Shoot [Flux Extension](https://example.org/a-b)", "-rework-shoot-flux-extension"),
        ("🏛️ ARM Support", "%EF%B8%8F-arm-support"),  # the emoji goes, its variation selector stays
        ("🧑🏼‍🌾 Deploy `gardenlet`s Via `gardener-operator`", "-deploy-gardenlets-via-gardener-operator"),
        ("Shoot Migration (Without Downtime)", "shoot-migration-without-downtime"),
        ("a_b — c: d", "a_b--c-d"),
        ("Grüße 8²", "gr%C3%BC%C3%9Fe-8"),
        ("a < b & c", "a--b--c"),
        ("", ""),
    ],
)
def test_anchor_is_that_of_github(heading: str, anchor: str) -> None:
    assert heading_anchor(heading) == anchor


def test_second_heading_of_a_name_gets_a_number() -> None:
    assert list(heading_anchors(["Seeds", "Shoots", "🌱 Seeds", "Seeds", "Seeds"])) == [
        "seeds",
        "shoots",
        "-seeds",
        "seeds-1",
        "seeds-2",
    ]

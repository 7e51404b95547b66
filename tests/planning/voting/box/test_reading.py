import pytest

from planning.voting.box.reading import read_box
from planning.voting.box.records import BoxRejected
from tests.planning.voting.elections import box_text

BOX = box_text(["a,b", "", "c"])


def refused(text: str) -> str:
    with pytest.raises(BoxRejected) as rejection:
        read_box(text)
    return str(rejection.value)


def test_a_box_as_other_programs_write_it_reads_the_same() -> None:
    foreign = "\ufeff" + BOX.replace("\n", "\r\n").replace("v1;a,b", ' "v1" ; "a, b" ').replace(
        "key;value", "key;value;x"
    )

    assert read_box(foreign).papers == read_box(BOX).papers


def test_columns_come_in_any_order_and_foreign_ones_are_passed_over() -> None:
    text = "META\nkey;value\nvote_type;approval\nPROJECTS\nname;cost;project_id\nA;3;a\nVOTES\nage;vote;voter_id\n9;a;x"

    box = read_box(text)

    assert [(one.id, str(one.cost)) for one in box.projects.values()] == [("a", "3")]
    assert [(paper.voter, paper.topics) for paper in box.papers] == [("x", ("a",))]


def test_an_empty_vote_is_a_blank_ballot() -> None:
    assert read_box(BOX).papers[1].topics == ()


def test_a_wrong_number_of_votes_is_a_warning() -> None:
    box = read_box(box_text(["a"], meta={"num_votes": "7"}))

    assert box.warnings == ("META says num_votes is 7, and there are 1 votes",)


@pytest.mark.parametrize(
    ("wrong", "instead_of", "why"),
    [
        ("v1;d", "v1;a,b", "line 12: voter v1 names project “d”, which is not there"),
        ("v1;a,a", "v1;a,b", "line 12: voter v1 names project a twice"),
        (";a", "v1;a,b", "line 12: a ballot has no voter_id"),
        ("v1;c", "v3;c", "line 14: voter v1 is there twice"),
        ("a;0", "a;1", "line 7: project a costs “0”, which is not above 0"),
        ("a;many", "a;1", "line 7: project a costs “many”, which is not above 0"),
        ("b;1", "a;1", "line 8: project b is there twice"),
        (";1", "a;1", "line 7: a project has no project_id"),
        ("a;1;;maybe", "a;1", "line 7: project a: withdrawn is “maybe”, not 0 or 1"),
        ("a;1;;;x", "a;1", "line 7: project a is merged into x, which is not there"),
        ("vote_type;shouting", "vote_type;approval", "META: vote_type is “shouting”; known are approval, ordinal, "),
        ("VOTERS", "VOTES", "there is no section VOTES"),
        ("voter;vote", "voter_id;vote", "line 11: VOTES has no column voter_id"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(wrong: str, instead_of: str, why: str) -> None:
    assert refused(BOX.replace(instead_of, wrong, 1)).startswith(why)


def test_merges_in_a_circle_are_refused() -> None:
    text = box_text([], topics=["a;1;;;b", "b;1;;;c", "c;1;;;a"])

    assert refused(text) == "line 7: project a is merged in a circle"


@pytest.mark.parametrize("points", ["1", "1,-2", "1,0.5", "1,2,3", "", "1,²"])
def test_points_are_whole_and_one_for_each_topic(points: str) -> None:
    text = box_text([f"a,b;{points}"], vote_type="cumulative")

    assert refused(text).startswith("line 12: voter v1 ")

from planning.voting.box.cleaning import counted_marks
from planning.voting.box.reading import read_box
from planning.voting.rules.elections import Marks
from tests.planning.voting.elections import box_text

TOPICS = ["a;1", "b;1;;;a", "c;1;;1", "d;1;;;c"]


def cleaned(*votes: str, vote_type: str) -> list[Marks]:
    return list(counted_marks(read_box(box_text(votes, vote_type=vote_type, topics=TOPICS))))


def test_a_merged_mark_counts_once() -> None:
    assert cleaned("a,b", "b", vote_type="approval") == [Marks("v1", ("a",)), Marks("v2", ("a",))]


def test_points_of_merged_topics_are_added() -> None:
    assert cleaned("a,b;2,3", vote_type="cumulative") == [Marks("v1", ("a",), (5,))]


def test_of_two_ranks_the_better_stays() -> None:
    assert cleaned("b,c,a", vote_type="ordinal") == [Marks("v1", ("a",))]


def test_a_ballot_without_a_mark_that_counts_is_blank() -> None:
    assert cleaned("c,d", "", vote_type="approval") == []
    assert cleaned("a;0", vote_type="scoring") == []

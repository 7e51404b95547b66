from planning.topics.lineage import trace

EVENTS = {1: "2022-09", 2: "2023-05", 3: "2023-11", 4: "2023-11", 5: "2024-05", 6: "2024-05", 7: "2024-05"}


def places(topic: int, continues: dict[int, int]) -> dict[int, tuple[int, int]]:
    return {spot.topic: (spot.column, spot.row) for spot in trace(topic, EVENTS, continues).spots}


def test_trace_puts_a_line_of_descent_into_one_row() -> None:
    assert places(2, {2: 1, 3: 2}) == {1: (0, 0), 2: (1, 0), 3: (2, 0)}


def test_trace_tells_the_same_family_from_each_member() -> None:
    continues = {2: 1, 3: 2, 4: 2, 5: 3}

    assert places(1, continues) == places(4, continues) == places(5, continues)


def test_trace_opens_a_row_for_each_further_successor() -> None:
    # 2 is carried on by 3 and 4, and 3 by 5 and 6: no two topics share a place.
    family = places(2, {3: 2, 4: 2, 5: 3, 6: 3, 7: 4})

    assert family == {2: (0, 0), 3: (1, 0), 4: (1, 2), 5: (2, 0), 6: (2, 1), 7: (2, 2)}


def test_trace_leaves_out_other_families_and_their_events() -> None:
    lineage = trace(5, EVENTS, {2: 1, 5: 4})

    assert lineage.events == ("2023-11", "2024-05")
    assert [spot.topic for spot in lineage.spots] == [4, 5]


def test_trace_links_each_topic_to_the_earlier_one() -> None:
    links = trace(1, EVENTS, {2: 1, 3: 2, 4: 2}).links

    assert {(link.earlier.topic, link.later.topic) for link in links} == {(1, 2), (2, 3), (2, 4)}


def test_trace_stands_alone_without_relatives() -> None:
    assert places(1, {}) == {1: (0, 0)}


def test_trace_of_topics_in_a_circle_ends() -> None:
    assert set(places(1, {1: 2, 2: 1})) == {1, 2}


def test_lineage_picture_holds_all_its_spots() -> None:
    lineage = trace(2, EVENTS, {3: 2, 4: 2, 5: 3, 6: 3})

    assert all(0 < spot.x < lineage.width and 0 < spot.y < lineage.height for spot in lineage.spots)
    assert [month for month, _ in lineage.months] == ["2023-05", "2023-11", "2024-05"]


def test_link_draws_a_curve_from_the_earlier_to_the_later_spot() -> None:
    (link,) = trace(1, EVENTS, {2: 1}).links

    assert link.path.startswith(f"M{link.earlier.x} {link.earlier.y}C")
    assert link.path.endswith(f" {link.later.x} {link.later.y}")

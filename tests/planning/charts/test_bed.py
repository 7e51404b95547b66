import re

from planning.charts.bed import FIELD, MANY, NARROWEST, WIDEST, Patch, Plant, draw_field, draw_patch, draw_plant, width

PLACE = re.compile(r'<use href="#p-([-a-z]+)" x="([-\d.]+)" y="(\d+)" width="(\d+)" height="(\d+)"')


def patch(name: str, number: int, *, first: int = 0, root: int | None = None) -> Patch:
    plants = tuple(Plant(key, "grown", f"Topic {key}: achieved", root) for key in range(first, first + number))
    return Patch(name, plants, f"{number} achieved")


def test_field_has_a_plant_for_each_thing_with_its_words_and_a_name_for_each_patch() -> None:
    field = draw_field([patch("May 2023", 2), patch("Nov 2023", 1, first=2)], "3 topics")

    assert [place[0] for place in PLACE.findall(field)] == ["grown"] * 3
    assert field.count("<title>Topic") == 3
    assert re.findall(r"<text[^>]*>([^<]+)", field) == ["May 2023", "2 topics", "Nov 2023", "1 topic"]
    assert 'role="img" aria-label="3 topics"' in field


def test_field_escapes_what_people_typed() -> None:
    field = draw_field([Patch("May 2023", (Plant(1, "seed", "<b> & co", None),), "1 not started")], '"a"')

    assert "<title>&lt;b&gt; &amp; co</title>" in field
    assert 'aria-label="&quot;a&quot;"' in field


def test_root_leads_from_the_middle_of_one_plant_to_that_of_the_other() -> None:
    early, late = patch("May 2023", 1), patch("Nov 2023", 1, first=1, root=0)

    field = draw_field([early, late], "")
    (start, end) = (float(x) + WIDEST / 2 for _, x, *_ in PLACE.findall(field))

    assert re.findall(r'g-root" d="M([\d.]+) \d+c0 \d+ ([\d.]+) ', field) == [(f"{start:g}", f"{end - start:g}")]


def test_root_of_what_is_not_in_the_field_comes_in_from_the_left() -> None:
    assert re.findall(r'g-root" d="M(-\d+) ', draw_field([patch("Nov 2023", 1, root=99)], "")) == ["-40"]


def test_field_holds_all_its_plants_however_many_patches_they_stand_in() -> None:
    for patches in ([patch("A", 59)], [patch(name, 7, first=7 * place) for place, name in enumerate("ABCDEFGH")]):
        places = PLACE.findall(draw_field(patches, ""))

        assert min(float(x) for _, x, *_ in places) >= 0
        assert max(float(x) + int(wide) for _, x, _, wide, _ in places) <= FIELD


def test_plants_grow_smaller_only_where_there_are_too_many() -> None:
    few, many = ([patch("A", number)] for number in (40, 59))

    assert {place[3] for place in PLACE.findall(draw_field(few, ""))} == {str(WIDEST)}
    assert width(many, WIDEST) > FIELD
    assert all(NARROWEST <= int(place[3]) < WIDEST for place in PLACE.findall(draw_field(many, "")))


def test_patch_stands_in_rows_and_many_plants_at_half_their_size() -> None:
    one, two, many = (draw_patch(patch("May 2023", number)) for number in (15, 16, MANY + 1))

    assert [len({y for _, _, y, *_ in PLACE.findall(drawn)}) for drawn in (one, two, many)] == [1, 2, 2]
    assert {place[3] for place in PLACE.findall(many)} == {str(WIDEST // 2)}
    assert 'aria-label="May 2023: 15 achieved"' in one


def test_patch_shows_roots_below_what_carries_on_an_earlier_one() -> None:
    assert draw_patch(patch("May 2023", 3)).count("#p-roots") == 0
    assert draw_patch(patch("May 2023", 3, root=99)).count("#p-roots") == 3


def test_pictures_have_no_inline_styles() -> None:
    drawn = draw_field([patch("A", 3)], "") + draw_patch(patch("A", 3)) + draw_plant("grown")

    assert "style" not in drawn

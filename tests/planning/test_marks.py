import pytest

from planning.marks import SHAPES, TINTS, initials, mark_of, tint_of


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marta Distel", "MD"),
        ("Ada King, Countess of Lovelace", "AL"),
        ("marta.distel@example.org", "MO"),
        ("Cher", "C"),
        ("محمد علي", "م"),
        ("王秀英", "王"),
        ("öykü çelik", "ÖÇ"),
        ("🌱 Ada", "A"),
        ("", "?"),
        ("…", "?"),
    ],
)
def test_initials_are_two_letters_at_most_in_any_script(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("SAP", "SAP"),
        ("STACKIT", "ST"),
        ("x-cellent", "xc"),
        ("metal-stack", "ms"),
        ("FI-TS", "FT"),
        ("23technologies", "23"),
        ("S3", "S3"),
        ("–", "?"),
    ],
)
def test_the_mark_of_an_organization_has_letters_of_its_name(name: str, letters: str) -> None:
    assert mark_of(name).letters == letters


def test_a_name_looks_the_same_everywhere_however_it_is_written() -> None:
    assert mark_of("SAP") == mark_of("SAP")
    assert (mark_of("SAP").shape, tint_of("SAP")) == (mark_of("sap").shape, tint_of("sap"))


def test_names_spread_over_all_shapes_and_tints() -> None:
    marks = [mark_of(f"Organization {number}") for number in range(400)]

    assert {(mark.shape, mark.tint) for mark in marks} == {
        (shape, tint) for shape in SHAPES for tint in range(1, TINTS + 1)
    }

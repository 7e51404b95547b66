import codecs

import pytest

from planning.people.invitations.guests import MOST, GuestsRefused, read_guests


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("kim@example.org", [("", "kim@example.org")]),
        (
            "Kim Thymian <Kim@Example.org>, luca@example.org",
            [("Kim Thymian", "kim@example.org"), ("", "luca@example.org")],
        ),
        ('"Distel, Marta" <marta@example.org>; a@b.org', [("Distel, Marta", "marta@example.org"), ("", "a@b.org")]),
        (
            "Distel, Marta <marta@example.org>\n\n mailto:a@b.org",
            [("Distel, Marta", "marta@example.org"), ("", "a@b.org")],
        ),
        ("email;name\nkim@example.org;Kim", [("Kim", "kim@example.org")]),
        ("Vorname\tNachname\tE-Mail-Adresse\nKim\tThymian\tkim@example.org", [("Kim Thymian", "kim@example.org")]),
        ('sep=,\r\nName,E-Mail\r\n"Thymian, Kim",kim@example.org\r\n', [("Thymian, Kim", "kim@example.org")]),
    ],
)
def test_guests_are_read_as_people_have_them(text: str, people: list[tuple[str, str]]) -> None:
    read = read_guests(text.encode())

    assert [(guest.name, guest.email) for guest in read] == people
    assert not any(guest.wrong for guest in read)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_guests_are_read_in_the_encodings_of_excel(encoding: str) -> None:
    assert read_guests("Name;Mail\nJörg Süß;joerg@example.org".encode(encoding))[0].name == "Jörg Süß"


@pytest.mark.parametrize(
    "text", ["igor.buche@example", "nobody", "name,email\nKim,\n", "a@b@c.org", "x" * 300 + "@a.org"]
)
def test_what_is_no_address_says_so(text: str) -> None:
    assert [bool(guest.wrong) for guest in read_guests(text.encode())] == [True]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'email,name\nkim@example.org,"Kim', "unclosed quotation mark"),
        ("email,name\nkim@example.org,Kim".encode("utf-16-le"), "UTF-16"),
        (b"sep=;\nname;town\nKim;Ulm", "Call it “email”"),
        ("\n".join(f"p{n}@example.org" for n in range(MOST + 1)).encode(), "at most 2,000"),
        (codecs.BOM_UTF8 + b"x" * 1_000_001, "Split it"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(content: bytes, says: str) -> None:
    with pytest.raises(GuestsRefused, match=says):
        read_guests(content)

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from retros.wrapups.document import Document, DocumentLink, DocumentRejected, DocumentTopic, LinkKind, Reading
from retros.wrapups.importing.refusing import (
    MOST,
    alike,
    month_of,
    refusal_in_words,
    refuse_misfits,
    refuse_other_facts,
)
from tests.retros.wrapups.importing.documents import SEEDS, SHOOTS, document, reading

LONGEST = dict.fromkeys(
    ("name", "venue", "venue_url", "topics_url", "review_url", "host", "host_url", "title", "emoji"), 40
)
MONDAY, FRIDAY = date(2019, 5, 6), date(2019, 5, 10)


def refusal_of_misfits(document: Reading) -> str:
    with pytest.raises(DocumentRejected) as refused:
        refuse_misfits(document, longest=LONGEST)
    return refusal_in_words(refused.value)


def refusal_of_other_facts(*, here: Document, base: Document | None = None, **facts: Any) -> str:
    """The empty string if nothing is refused."""
    try:
        refuse_other_facts(reading(**facts), base=base or Document(slug="", name=""), here=here)
    except DocumentRejected as refused:
        return refusal_in_words(refused)
    return ""


@pytest.mark.parametrize(("stated", "given"), [("2019-05", ""), ("2019-05", "2019-05"), ("", "2019-05")])
def test_month_is_what_the_document_tells_or_else_what_was_given(stated: str, given: str) -> None:
    assert month_of(reading(slug=stated), given) == "2019-05"


@pytest.mark.parametrize(
    ("stated", "given", "message"),
    [
        ("2019-05", "2019-06", "Line 2: This is the wrap-up of 2019-05, not of 2019-06."),
        ("", "", "Line 1: It doesn't say which month it's about. Give it, for example with --event 2025-06."),
        ("", "2019-13", "Line 1: “2019-13” isn't a month. Write it like 2025-06."),
        ("", "May", "Line 1: “May” isn't a month. Write it like 2025-06."),
        ("2019-05", "2019-05\n", "Line 1: “2019-05\n” isn't a month. Write it like 2025-06."),
    ],
)
def test_month_that_is_not_known_or_another_one_is_refused(stated: str, given: str, message: str) -> None:
    with pytest.raises(DocumentRejected) as refused:
        month_of(reading(slug=stated), given)

    assert refusal_in_words(refused.value) == message


def test_whole_document_is_fine() -> None:
    whole = reading(
        SEEDS, SHOOTS, venue="The hut", hosts=(("SAP", "https://sap.example/"),), starts_on=MONDAY, ends_on=FRIDAY
    )

    refuse_misfits(whole, longest=LONGEST)


@pytest.mark.parametrize("title", ["Grow seeds", "grow `Seeds`", "🌻 Grow seeds!"])
def test_two_topics_with_one_title_are_refused(title: str) -> None:
    assert refusal_of_misfits(reading(SEEDS, SHOOTS, DocumentTopic(title))) == (
        f"Line 30: Two topics have the title “{title}”, on line 10 and here. Give one of them another title."
    )


def test_title_that_is_too_long_is_refused() -> None:
    assert refusal_of_misfits(reading(SEEDS, DocumentTopic("x" * 41))) == (
        "Line 20: The title has 41 characters. At most 40 fit."
    )


def test_emoji_that_is_too_long_is_refused() -> None:
    assert refusal_of_misfits(reading(replace(SEEDS, emoji="🌱" * 41))).startswith("Line 10: The title has 52 ")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"name": "x" * 41}, f"Line 1: “{'x' * 41}…” has more than 40 characters. Shorten it."),
        ({"venue": "x" * 41}, f"Line 3: “{'x' * 41}…” has more than 40 characters. Shorten it."),
        ({"hosts": (("x" * 41, ""),)}, f"Line 4: “{'x' * 41}…” has more than 40 characters. Shorten it."),
        ({"venue_url": "javascript:alert(1)"}, "Line 3: “javascript:alert(1)” isn't the address of a web page."),
        ({"hosts": (("SAP", "ftp://sap"),)}, "Line 4: “ftp://sap” isn't the address of a web page."),
        ({"topics_url": "pad"}, "Line 5: “pad” isn't the address of a web page."),
        ({"starts_on": FRIDAY, "ends_on": MONDAY}, "Line 2: The last day is before the first."),
    ],
)
def test_facts_that_fit_nowhere_are_refused(facts: dict[str, Any], message: str) -> None:
    assert refusal_of_misfits(reading(SEEDS, **facts)) == message


def test_more_than_a_wrap_up_holds_is_refused() -> None:
    steps = replace(SEEDS, next_steps=("Wait.",) * (MOST + 1))
    link = DocumentLink(LinkKind.OTHER, "https://example.org/")

    assert refusal_of_misfits(reading(steps)).startswith(
        "Line 10: A topic can have at most 1000 next steps and 1000 links."
    )
    assert refusal_of_misfits(reading(replace(SEEDS, links=(link,) * (MOST + 1)))).startswith("Line 10: A topic can")
    assert refusal_of_misfits(reading(*[SEEDS] * (MOST + 1))).startswith(
        "Line 10010: A wrap-up can have at most 1000 topics"
    )


def test_event_on_other_days_is_refused() -> None:
    here = document(starts_on=MONDAY, ends_on=FRIDAY)

    assert refusal_of_other_facts(here=here, starts_on=MONDAY, ends_on=date(2019, 5, 11)) == (
        "Line 2: Hack the Garden 05/2019 (2019-05) was from 2019-05-06 to 2019-05-10 here, and "
        "2019-05-06 to 2019-05-11 in the file. Correct the one that's wrong."
    )


def test_event_at_another_place_is_refused() -> None:
    assert refusal_of_other_facts(here=document(venue="The hut"), venue="The castle") == (
        "Line 3: Hack the Garden 05/2019 (2019-05) was at The hut here, and The castle in the file. "
        "Correct the one that's wrong."
    )


def test_event_of_others_is_refused() -> None:
    here = document(hosts=(("SAP", ""), ("STACKIT", "")))

    assert refusal_of_other_facts(here=here, hosts=(("SAP", ""), ("x-cellent", ""), ("metal-stack", ""))) == (
        "Line 4: Hack the Garden 05/2019 (2019-05) was organized by SAP, STACKIT here, and "
        "SAP, x-cellent, metal-stack in the file. Correct the one that's wrong."
    )


@pytest.mark.parametrize(
    "other", [{"venue": "The castle"}, {"starts_on": FRIDAY, "ends_on": FRIDAY}, {"hosts": (("STACKIT", ""),)}]
)
def test_event_of_which_something_agrees_is_the_same_in_other_words(other: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"venue": "The hut", "starts_on": MONDAY, "ends_on": FRIDAY, "hosts": (("SAP", ""),)}

    assert refusal_of_other_facts(here=document(**facts), **(facts | other)) == ""


def test_venue_is_known_by_its_own_name() -> None:
    here = document(venue="Mesnerhof-C, Tyrolean Alps", hosts=(("Gardener", ""),))
    there: dict[str, Any] = {"venue": "Mesnerhof C, Steinberg am Rofan, Österreich", "hosts": (("x-cellent", ""),)}

    assert refusal_of_other_facts(here=here, **there) == ""


def test_event_of_which_nothing_agrees_is_another_one() -> None:
    here = document(venue="The hut", hosts=(("SAP", ""),))

    assert refusal_of_other_facts(here=here, venue="The castle", hosts=(("STACKIT", ""),)).startswith(
        "Line 3: Hack the Garden 05/2019 (2019-05) was at The hut here, and The castle in the file."
    )


@pytest.mark.parametrize(
    ("names", "others"),
    [
        ([], ["SAP"]),
        (["SAP"], []),
        (["sap"], ["SAP"]),
        (["SAP"], ["SAP SE", "STACKIT"]),
        (["The hut, Schelklingen, Germany"], ["The Hut, Schelklingen"]),
    ],
)
def test_facts_that_say_more_or_less_are_the_same(names: list[str], others: list[str]) -> None:
    assert alike(names, others)


def test_fact_that_was_edited_here_does_not_stop_the_same_document() -> None:
    imported = document(venue="The hut", starts_on=MONDAY, ends_on=FRIDAY)
    here = replace(imported, venue="The castle", ends_on=date(2019, 5, 9))

    refused = refusal_of_other_facts(here=here, base=imported, venue="The hut", starts_on=MONDAY, ends_on=FRIDAY)

    assert refused == ""

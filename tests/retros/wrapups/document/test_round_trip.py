"""Any text, and any document. `make fuzz` tries them for longer."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from retros.wrapups.document import Document, DocumentTopic, LinkKind
from retros.wrapups.document.links import kind_and_name, name_link
from tests.retros.wrapups.document.promises import LINES, TEXTS, lost_words, read_again, reading_of

WORD = st.sampled_from(
    ["Grow", "seeds", "`code`", "faster", "Ünï", "[link](https://example.org)", "A/B", "(maybe)", "v1.2"]
)
TITLE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
SENTENCE = st.lists(WORD, min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
TEXT = st.lists(st.sampled_from(LINES) | SENTENCE, max_size=8).map("\n".join)
PROSE = st.lists(SENTENCE, max_size=3).map("\n\n".join)
URL = st.sampled_from(["pull/{}", "issues/{}", "tree/b{}", "commit/abcdef{}", "wiki/Page{}", ""]).flatmap(
    lambda path: st.integers(1, 99).map(lambda n: f"https://github.com/ada/seeds{n}/{path.format(n)}")
) | st.integers(1, 99).map(lambda n: f"https://example.org/{n}")
LINK = st.builds(
    lambda url, said, label: name_link(url, said=said, label=label),
    URL,
    st.just("") | PROSE.map(lambda text: text.replace("[link](https://example.org)", "link").replace("\n\n", " ")),
    st.none() | st.just(LinkKind.TRACKING),
)
TOPIC = st.builds(
    DocumentTopic,
    title=TITLE,
    emoji=st.sampled_from(["", "🌱", "👩🏽‍🌾", "🏗️"]),
    problem_statement=PROSE,
    motivation=PROSE,
    achievements=PROSE,
    outcome=PROSE,
    notes=PROSE,
    next_steps=st.lists(SENTENCE, max_size=4).map(tuple),
    links=st.lists(LINK, max_size=4, unique_by=lambda link: link.url).map(tuple),
).flatmap(
    lambda topic: st.sampled_from(["", "What is left:", "**Much** is left:"] if topic.next_steps else [""]).map(
        lambda introduction: replace(topic, steps_introduction=introduction)
    )
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31)).flatmap(
    lambda first: st.integers(0, 10).map(lambda days: (first, first + timedelta(days)))
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    first, last = draw(DAYS)
    return Document(
        slug=f"{first:%Y-%m}",
        name=draw(st.sampled_from(["Hack The Garden 05/2026", "Hut Edition"])),
        starts_on=first,
        ends_on=last,
        venue=draw(st.sampled_from(["", "The Hut, Hilltop"])),
        hosts=draw(st.sampled_from([(), (("SAP", ""),), (("A B", "https://example.org/a"), ("x-cellent", ""))])),
        topics_url=draw(st.sampled_from(["", "https://example.org/pad"])),
        review_url=draw(st.sampled_from(["", "https://example.org/review#_2026"])),
        introduction=draw(PROSE),
        conclusion=draw(PROSE),
        front_matter=draw(st.sampled_from(["", "outline: 2\nparams:\n  branch: main"])),
        topics=tuple(draw(st.lists(TOPIC, min_size=1, max_size=4))),
    )


@given(documents())
@settings(max_examples=200, deadline=None)
def test_a_document_that_was_written_out_reads_as_the_same(document: Document) -> None:
    assert read_again(document) == document


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_a_document_that_was_read_and_written_out_reads_as_the_same(text: str) -> None:
    reading = reading_of(text)

    assert reading is None or read_again(reading.document) == reading.document


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_no_word_of_a_document_is_lost(text: str) -> None:
    reading = reading_of(text)

    assert reading is None or lost_words(text, reading) == []


@given(st.text(), st.text())
@settings(max_examples=200, deadline=None)
def test_links_keep_what_their_address_tells(said: str, path: str) -> None:
    url = f"https://github.com/ada/seeds/{path}"

    assert name_link(url, said=said).kind is kind_and_name(url)[0]

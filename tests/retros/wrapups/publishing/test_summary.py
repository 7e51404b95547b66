from datetime import date
from textwrap import dedent

import pytest

from retros.wrapups.document import Document, DocumentTopic
from retros.wrapups.publishing.summary import Numbers, days_in_words, first_sentence, summarize

DOCUMENT = Document(
    slug="2026-12",
    name="Hack the Garden 12/2026",
    starts_on=date(2026, 11, 30),
    ends_on=date(2026, 12, 4),
    venue="The Hut",
    venue_url="https://example.org",
    hosts=(("SAP", ""), ("STACKIT", "https://www.stackit.de/")),
    introduction="To be left out.",
    topics=(
        DocumentTopic(emoji="🌱", title="Grow `seeds`", outcome="partly", achievements="They grow. A little."),
        DocumentTopic(emoji="❄️", title="Winter", outcome="not started: no snow. Sorry."),
        DocumentTopic(title="Bare"),
    ),
)
NUMBERS = Numbers(
    people=23,
    organizations=("SAP", "STACKIT", "x-cellent"),
    outcomes=(("achieved", 0), ("partly", 1), ("not started", 1)),
    open_steps=2,
)


def test_summary_tells_the_week_in_short() -> None:
    assert summarize(DOCUMENT, NUMBERS) == dedent(
        """\
        # Hack the Garden 12/2026: what came of it

        23 people from 3 organizations (SAP, STACKIT and x-cellent) met at [The Hut](https://example.org) \
from 30 November to 4 December 2026, hosted by SAP and [STACKIT](https://www.stackit.de/).

        They worked on 3 topics: 1 partly, 1 not started.

        ## Topic by topic

        * **🌱 Grow `seeds`**: They grow.
        * **❄️ Winter**: not started: no snow.
        * **Bare**

        ## What comes next

        2 next steps are open.

        ## Thanks

        Thanks to SAP and STACKIT for hosting, and to everyone who was there and everyone who carries on.
        """
    )


def test_summary_leaves_out_what_is_not_known() -> None:
    assert summarize(Document(slug="2022-09", name="The second one"), Numbers()) == dedent(
        """\
        # The second one: what came of it

        People met.

        ## What comes next

        Nothing was left open.

        ## Thanks

        Thanks to everyone who was there and everyone who carries on.
        """
    )


def test_summary_speaks_of_one_in_the_singular() -> None:
    document = Document(slug="2022-09", name="The second one", topics=(DocumentTopic(title="Bare"),))

    text = summarize(document, Numbers(people=1, organizations=("SAP",), open_steps=1))

    assert "1 person from 1 organization (SAP) met.\n\nThey worked on 1 topic.\n" in text
    assert "1 next step is open." in text


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2023, 5, 22), date(2023, 5, 26), "from 22 to 26 May 2023"),
        (date(2026, 11, 30), date(2026, 12, 4), "from 30 November to 4 December 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "from 30 December 2026 to 2 January 2027"),
        (date(2023, 5, 22), date(2023, 5, 22), "on 22 May 2023"),
    ],
)
def test_days_in_words(first: date, last: date, words: str) -> None:
    assert days_in_words(first, last) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("It works", "It works"),
        ("It works. Really.", "It works."),
        ("Does it? It does.", "Does it?"),
        ("It works! Really.", "It works!"),
        ("It works… Really.", "It works…"),
        ("We read\nREADME.md and v1.28.3. Then we left.", "We read README.md and v1.28.3."),
        ("It is  \nbroken\\\nin two. Yes.", "It is broken in two."),
        # abbreviations
        ("Tools, e.g. `etcd`, i.e. all. Then more.", "Tools, e.g. `etcd`, i.e. all."),
        ("Tools (e.g. etcd) work. More.", "Tools (e.g. etcd) work."),
        ("Many, approx. 20 of No. 5, etc. and so on. More.", "Many, approx. 20 of No. 5, etc. and so on."),
        ("We do seeds, shoots, etc. Then we left.", "We do seeds, shoots, etc."),
        ("The answer is no. We looked.", "The answer is no."),
        ("Thanks to J. Smith vs. Dr. Who. Bye.", "Thanks to J. Smith vs. Dr. Who."),
        ("Seeds vs.", "Seeds vs."),
        # what stays whole
        ("Call `a. b()` now. Then rest.", "Call `a. b()` now."),
        ("Call ``a. `b` c. d`` now. Then rest.", "Call ``a. `b` c. d`` now."),
        ("See [this. And that](https://example.org/a.b). Bye.", "See [this. And that](https://example.org/a.b)."),
        ("See [PR. 5](https://example.org/a_(b)) first. Bye.", "See [PR. 5](https://example.org/a_(b)) first."),
        ('See [it](https://example.org "No. Yes") first. Bye.', 'See [it](https://example.org "No. Yes") first.'),
        ("See https://example.org/a.b?c=d. Bye.", "See https://example.org/a.b?c=d."),
        ("See <https://example.org/?>. Bye.", "See <https://example.org/?>."),
        ("**It works. Really.** More.", "**It works. Really.**"),
        ("**Done.** More.", "**Done.**"),
        ("_It works. Really_ well. More.", "_It works. Really_ well."),
        ("Set foo_bar. Then baz_qux.", "Set foo_bar."),
        ("It works (it does. Really.) Bye.", "It works (it does. Really.)"),
        ("He said “Go. Now.” and left. Bye.", "He said “Go. Now.” and left."),
        # blocks
        ("* It works. Really.\n* More.", "It works."),
        ("1. It works\n2. More", "It works"),
        ("> It works. Really.", "It works."),
        ("# Done\n\nIt works. Really.", "It works."),
        ("![a. b](https://example.org/a.png)\n\nIt works.", "It works."),
        ("```\nNot. This.\n```\n\nIt works.", "It works."),
        ("We did this:\n\n* Seeds. Shoots.", "Seeds."),
        ("**We did this:**\n* Seeds. Shoots.", "Seeds."),
        ("We did this:", "We did this:"),
        ("# Done", ""),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_first_sentence_of_a_long_text_is_found_in_no_time() -> None:
    text = "**a [b (c “d " * 5_000

    assert first_sentence(text) == text.strip()

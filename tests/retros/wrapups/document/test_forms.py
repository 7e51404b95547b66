import pytest

from retros.wrapups.document import Form, read_document, write_document
from tests.retros.wrapups.document.promises import lost_words
from tests.retros.wrapups.document.samples import (
    AS_HEADINGS,
    COPIED_PAGE,
    HEADER,
    ON_LINES_OF_THEIR_OWN,
    ON_THE_LINE,
)

TITLE = "---\nweight: -202612\n---\n\n# Hack The Garden 12/2026 Wrap Up\n\n"


@pytest.mark.parametrize(
    ("topic", "form"),
    [(ON_THE_LINE, Form.LABELS), (ON_LINES_OF_THEIR_OWN, Form.LABELS_ABOVE), (AS_HEADINGS, Form.HEADINGS)],
)
def test_a_document_is_read_in_its_form_and_written_in_it(topic: str, form: Form) -> None:
    reading = read_document(TITLE + topic)

    assert reading.form is form
    assert write_document(reading.document, form).partition("\n## ")[2] == topic.replace(
        "> **Issue:** [garden/seeds#7](https://github.com/garden/seeds/issues/7)\n\n", ""
    ).replace("1. Water", "* Water").replace(
        "### Code & Pull Requests\n\n", "### Code & Pull Requests\n\n"
        + ("* [garden/seeds#7](https://github.com/garden/seeds/issues/7)\n" if form is Form.HEADINGS else ""),
    ).replace("**Issue:**\n* https", "**Issue:**\n* https").removeprefix("## ")  # fmt: skip


def test_a_page_that_was_copied_has_no_form() -> None:
    assert read_document(f"Hack The Garden 12/2026 Wrap Up\n\n{COPIED_PAGE}").form is None


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("topic", [ON_THE_LINE, ON_LINES_OF_THEIR_OWN, AS_HEADINGS])
def test_no_word_is_lost_from_one_form_to_another(topic: str, form: Form) -> None:
    text = f"{HEADER}\n{topic}"
    written = write_document(read_document(text).document, form)

    assert lost_words(text, read_document(written)) == []
    assert read_document(written).document.topics == read_document(text).document.topics


def test_prose_stays_prose_and_a_list_a_list() -> None:
    text = f"{TITLE}## Seeds\n\n### Next Steps\n\nGo on.\n\n## Shoots\n\n### Next Steps\n\n* Go on.\n"

    assert write_document(read_document(text).document).partition("\n## ")[2] == text.partition("\n## ")[2]


def test_the_front_matter_has_the_order_of_the_website() -> None:
    front = (
        "github_repo: 'https://github.com/garden/pages'\noutline: 2\nparams:\n  branch: main\n"
        'title: "December 2026"\nweight: -202612\nprev: false\nnext: false\nlocal: true\n'
    )
    text = f"---\n{front}---\n\n# Hack The Garden 12/2026 Wrap Up\n\n## Seeds\n\n### Next Steps\n\n* Go on.\n"

    assert write_document(read_document(text).document) == text


@pytest.mark.parametrize("line", ["`gardenadm` still lacks:", "**Much** is left:"])
def test_a_lead_may_begin_with_markup(line: str) -> None:
    text = f"{TITLE}## Seeds\n\n### Next Steps\n\n{line}\n\n* Go on.\n"

    [topic] = read_document(text).document.topics

    assert (topic.steps_introduction, topic.notes) == (line, "")

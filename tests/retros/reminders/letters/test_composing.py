from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from pytest_django import DjangoAssertNumQueries

from planning.people.models import User
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.deciding.contents import Contents, PhaseItem
from retros.reminders.deciding.reasons import Kind, Why
from retros.reminders.letters.composing import letter_of, post_of
from retros.reminders.loading.due import event_facts, load_steps
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizerFactory,
    StepLinkFactory,
    TopicFactory,
    UserFactory,
)
from tests.retros.reminders.mailing import DAY, digest_to, item, mailed_step, many_steps, read, squeezed

pytestmark = pytest.mark.django_db

State = StepLink.State


def vote(until: datetime) -> PhaseItem:
    return PhaseItem(Kind.VOTE, event_facts(EventFactory()), about="", until=until, path="/2026-12/ballot/")


def test_letter_says_what_is_due_why_and_what_to_do() -> None:
    step, ada, token = mailed_step(text="Water the beds.", due_on=DAY - timedelta(days=3))

    letter = letter_of(digest_to(ada, item(step)))

    assert letter.subject == "“Water the beds” was due 3 days ago"
    for said in (
        "Hello Ada,",
        "* Water the beds.",
        f"{step.topic.title} · {step.topic.event}",
        "Due 3 days ago. You're looking after it.",
        f"Done: http://testserver/r/{token}/done/",
        f"Later: http://testserver/r/{token}/later/",
        f"Hand over: http://testserver/r/{token}/hand-over/",
        f"Not relevant: http://testserver/r/{token}/dropped/",
        "Reminder settings: http://testserver/me/reminders/",
        "Unsubscribe: http://testserver/r/unsubscribe/",
    ):
        assert said in letter.text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Due today."),
        (1, "Due tomorrow."),
        (3, "Due in 3 days."),
        (-1, "Due yesterday."),
        (-13, "Due 13 days ago."),
        (-14, "Due 2 weeks ago."),
        (-70, "Due 2 months ago."),
    ],
)
def test_letter_says_when_as_people_do(days: int, said: str) -> None:
    step, ada, _ = mailed_step(due_on=DAY + timedelta(days=days))

    assert said in letter_of(digest_to(ada, item(step))).text


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why.OWNER, "You're looking after it."),
        (Why.UNOWNED, "No one is looking after it yet."),
        (Why.NO_ACCOUNT, "Bob is looking after it, but has no account here, so gets no reminders."),
        (Why.OWNER_LEFT, "Bob was looking after it, but is no longer here."),
        (Why.OWNER_BOUNCES, "Bob is looking after it, but mail to them bounces."),
        (Why.OWNER_UNSUBSCRIBED, "Bob is looking after it, but has turned reminders off."),
        (Why.UNANSWERED, "Bob is looking after it, but hasn't answered yet."),
        (Why.ORGANIZATION, "It belongs to Bob, but to no one there in particular."),
    ],
)
def test_letter_says_why_it_comes_to_this_person(why: Why, said: str) -> None:
    ada = OrganizerFactory()
    step = NextStepFactory(
        topic=TopicFactory(event=ada.event), owner=AttendeeFactory(event=ada.event, name="Bob"), due_on=DAY
    )

    assert said in letter_of(digest_to(ada.user, item(step, why=why))).text


def test_every_reason_and_kind_has_words() -> None:
    step, ada, _ = mailed_step()
    moment = datetime(2026, 12, 29, 12, tzinfo=UTC)
    nudges = tuple(PhaseItem(kind, event_facts(EventFactory()), kind, moment, "/", subject="Topic") for kind in Kind)

    for language in ("en", "de"):
        ada.language = language
        items = [item(step, why=why) for why in Why]
        letter = letter_of(digest_to(ada, *items, nudges=nudges))
        assert "%(" not in letter.text


def test_letter_says_which_reminder_it_is_and_what_the_organizers_know() -> None:
    step, ada, _ = mailed_step()
    FollowUp.objects.create(event=step.topic.event, escalate_after=2, end_after=4)

    first = letter_of(digest_to(ada, item(step)))
    third = letter_of(digest_to(ada, item(step, number=3, organizers_know=True)))
    last = letter_of(digest_to(ada, item(step, number=4, organizers_know=True, is_last=True)))

    assert "Reminder 1 of at most 4. The organizers are only asked if 2 go unanswered." in first.text
    assert "Reminder 3 of at most 4. The organizers are now being asked too." in third.text
    assert "This is the last one: no one will ask again" in last.text


@pytest.mark.usefixtures("in_berlin")
def test_letter_puts_what_phases_ask_first() -> None:
    step, ada, _ = mailed_step()

    letter = letter_of(digest_to(ada, item(step), nudges=(vote(datetime(2026, 12, 29, 12, tzinfo=UTC)),)))

    assert letter.subject == "Voting closes tomorrow, and you haven't voted yet – and 1 more"
    assert letter.text.index("Vote: http://testserver/2026-12/ballot/") < letter.text.index("Your next step")


def test_letter_puts_own_steps_before_those_an_organizer_is_asked_about() -> None:
    ada = OrganizerFactory()
    topic = TopicFactory(event=ada.event)
    asked = NextStepFactory(topic=topic, text="Asked.", due_on=DAY - timedelta(days=90))
    own = NextStepFactory(topic=topic, text="Own.", owner=ada, due_on=DAY)

    letter = letter_of(digest_to(ada.user, item(asked, why=Why.UNOWNED), item(own)))

    assert letter.subject == "“Own” is due today – and 1 more"
    assert letter.text.index("* Own.") < letter.text.index("No one is looking after") < letter.text.index("* Asked.")


def test_letter_asks_about_what_nobody_has_and_about_what_others_have_under_headings_of_their_own() -> None:
    organizer = OrganizerFactory()
    topic = TopicFactory(event=organizer.event)
    due = DAY - timedelta(days=90)
    theirs = NextStepFactory(topic=topic, text="Theirs.", owner=AttendeeFactory(event=topic.event), due_on=due)
    steps = [item(theirs, why=Why.UNANSWERED)]
    steps += [item(NextStepFactory(topic=topic, text=text, due_on=DAY), why=Why.UNOWNED) for text in ("One.", "Two.")]

    letter = letter_of(digest_to(organizer.user, *steps))

    ordered = (
        "You're being asked because no one else has answered",
        "Theirs.",
        "No one is looking after these yet",
        "One.",
        "Two.",
    )
    for form in (letter.text.partition("\n\n")[2], unescape(letter.html.partition("</head>")[2])):
        places = [form.index(said) for said in ordered]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "No one is looking after this one yet"), ("de", "Darum kümmert sich noch niemand")]
)
def test_letter_says_of_what_nobody_has_that_nobody_has_it_and_not_that_somebody_does_not_answer(
    language: str, heading: str
) -> None:
    organizer = OrganizerFactory(user__language=language)
    step = NextStepFactory(topic__event=organizer.event, due_on=DAY)

    letter = letter_of(digest_to(organizer.user, item(step, why=Why.UNOWNED)))

    for form in (letter.text, letter.html):
        assert heading in form
        assert "no one else has answered" not in form
        assert "sonst niemand geantwortet hat" not in form


def test_letter_has_ten_of_thirty_steps_in_full_and_the_others_in_a_line() -> None:
    ada, items = many_steps(30)

    letter = letter_of(digest_to(ada, *items))

    assert letter.subject == "“Water bed 29” was due 4 weeks ago – and 29 more"
    assert letter.text.count("/done/") == 10
    assert "And 20 more:" in letter.text
    assert all(f"* Water bed {n}." in letter.text for n in range(30))
    assert letter.text.index("Water bed 20.") < letter.text.index("And 20 more:") < letter.text.index("Water bed 19.")


def test_letter_takes_no_query_however_many_steps(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ada, items = many_steps(30)
    for reminder in items:
        StepLinkFactory.create_batch(2, step_id=reminder.step.pk, state=State.MERGED)
    steps = load_steps(NextStep.objects.all())
    digest = digest_to(ada, *[replace(reminder, step=step) for reminder, step in zip(items, steps, strict=True)])

    with django_assert_num_queries(0):
        letter = letter_of(digest)

    assert letter.text.count("was merged") == 2 * 10


def full_digest() -> Contents:
    ada, items = many_steps(12)
    nudges = (vote(datetime(2026, 12, 29, 12, tzinfo=UTC)),)
    return digest_to(ada, *items, nudges=nudges, opening="Thank you all!\n\nThe hut is booked <b>again</b>.")


@pytest.mark.parametrize("language", ["en", "de"])
def test_html_says_what_the_text_says(language: str) -> None:
    contents = full_digest()
    contents = replace(contents, to=replace(contents.to, language=language))

    letter = letter_of(contents)

    shown = read(letter.html)
    lines = Counter(squeezed(line.removeprefix("* ").removeprefix("--")) for line in letter.text.splitlines())
    assert {line: number for line, number in lines.items() if line and shown.count(line) < number} == {}


def test_html_has_no_pictures_scripts_or_strangers() -> None:
    html = letter_of(full_digest()).html

    for unwanted in ("<img", "<script", "<link", "@import", "url(", "<b>again"):
        assert unwanted not in html
    assert html.startswith('<!doctype html>\n<html lang="en">')


def test_letter_is_in_the_language_of_its_reader() -> None:
    step, ada, _ = mailed_step(text="Gieße die Beete.", due_on=DAY - timedelta(days=15))
    ada.language = "de"

    letter = letter_of(digest_to(ada, item(step)))

    assert letter.subject == "„Gieße die Beete“ ist seit 2 Wochen fällig"
    assert "Seit 2 Wochen fällig. Du kümmerst Dich darum." in letter.text
    assert '<html lang="de">' in letter.html


def test_letter_says_moments_in_the_time_zone_of_its_reader() -> None:
    ada = UserFactory(time_zone="Asia/Tokyo")
    moment = datetime(2026, 12, 28, 22, 30, tzinfo=UTC)

    letter = letter_of(digest_to(ada, nudges=(vote(moment),), day=date(2026, 12, 28)))

    assert "Voting closes tomorrow" in letter.subject
    assert "Voting closes on Tuesday, 29 December at 07:30." in letter.text


def test_letter_to_a_zone_that_is_none_is_written_in_the_sites_own() -> None:
    ada = UserFactory(time_zone="Mars/Olympus")

    assert "Hello Ada," in letter_of(digest_to(ada, nudges=(vote(datetime(2026, 12, 29, tzinfo=UTC)),))).text


def test_letter_to_somebody_without_a_name_greets_them_all_the_same() -> None:
    step, ada, _ = mailed_step()

    assert letter_of(digest_to(ada, item(step), name="")).text.startswith("Hello,\n")


def test_post_is_short_and_says_what_there_is_to_do() -> None:
    ada, items = many_steps(12)

    said = post_of(digest_to(ada, *items, opening="Thank you all!"))

    assert said.startswith("“Water bed 11” was due 11 days ago – and 11 more\n\nThank you all!\n\n* Water bed 11. (")
    assert "* And 2 more: http://testserver/r/" in said
    assert len(said.splitlines()) == 15


def test_digest_is_for_one_person_alone() -> None:
    step, ada, _ = mailed_step()
    other: User = UserFactory()

    assert letter_of(digest_to(ada, item(step))).text != letter_of(digest_to(other, item(step))).text

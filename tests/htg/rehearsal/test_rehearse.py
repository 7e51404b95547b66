"""What the story of a rehearsal promises, looked up in the database it was played on."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Count, F
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from htg.rehearsal.documents import documents_of
from htg.rehearsal.mailbag import collected_mail
from htg.rehearsal.moments import on
from htg.rehearsal.play import Play
from htg.rehearsal.rehearse import CHAPTERS, Rehearsal, Size, perform, rehearse, stage
from htg.rehearsal.scratch import scratch_database
from htg.rehearsal.story import Silence, Story
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.teams.models import CheckIn, Membership, Team
from planning.voting.models import Ballot
from retros.board.models import Note
from retros.board.notes.turning import SLUG as HOW_WE_MEET
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.reasons import Why
from retros.reminders.links import step_url
from retros.reminders.models import Digest, PhaseNudge, Reminder
from retros.wrapups.models import Report, ReportRequest

SIZE, SMALL = Size(attendees=30, topics=12), Size(attendees=10, topics=5)


@pytest.fixture(scope="module")
def play(django_db_blocker: DjangoDbBlocker) -> Iterator[Play]:
    """One rehearsal for all tests here, its scratch database still open."""
    with django_db_blocker.unblock(), scratch_database():
        with collected_mail() as mails:
            play = stage(SIZE, seed=1, planned=None, story=Story(Silence()), mails=mails)
            perform(play)
        yield play


def lines_of(play: Play) -> list[str]:
    return [happening.text for chapter in play.story.chapters for happening in chapter.happenings]


def test_story_has_a_chapter_for_each_stage_of_the_lifecycle(play: Play) -> None:
    assert [chapter.title for chapter in play.story.chapters] == list(CHAPTERS)
    assert all(chapter.happenings for chapter in play.story.chapters)


def test_story_goes_forward_in_time(play: Play) -> None:
    moments = [happening.at for chapter in play.story.chapters for happening in chapter.happenings]

    assert moments == sorted(moments)


def test_whoever_waited_got_the_seat_of_somebody_who_cancelled(play: Play) -> None:
    seats = Message.objects.filter(key__startswith="seat/")

    assert (Attendee.objects.admitted().count(), Attendee.objects.waiting().count()) == (30, 0)
    assert [message.to for message in seats] == [Attendee.objects.order_by("-pk")[0].email]


def test_late_vote_is_refused_and_part_of_the_story(play: Play) -> None:
    refusals = [text for text in lines_of(play) if "Voting is closed. Your ballot was not changed." in text]
    closes_at = play.deadline("voting_closes_at")

    assert len(refusals) == 1
    assert not Ballot.objects.filter(cast_at__gte=closes_at).exists()


def test_second_ballot_replaces_the_first(play: Play) -> None:
    again = [text for text in lines_of(play) if "votes again" in text]

    assert len(again) == 1
    assert Ballot.objects.values("attendee").distinct().count() == Ballot.objects.count()


def test_everyone_has_a_team_and_each_team_checked_in_every_day(play: Play) -> None:
    assert Membership.objects.present().count() == 30
    assert set(Team.objects.annotate(words=Count("check_ins")).values_list("words", flat=True)) == {5}
    assert CheckIn.objects.exclude(help_wanted="").exists()


def test_whoever_switched_is_in_the_new_team_everywhere(play: Play) -> None:
    left = Membership.objects.select_related("attendee", "team__topic").get(until__isnull=False)
    joined = Membership.objects.present().select_related("team__topic").get(attendee=left.attendee)

    entries = json.loads(documents_of(play)["teams.json"])["teams"]

    stays = {
        entry["topic"]: member["until"]
        for entry in entries
        for member in entry["members"]
        if member["name"] == left.attendee.name
    }
    tuesday = on(date(2027, 5, 25), hour=16, minute=30).isoformat(timespec="minutes")
    assert stays == {left.team.topic.slug: tuesday, joined.team.topic.slug: None}


def test_agenda_lists_every_team(play: Play) -> None:
    agenda = documents_of(play)["agenda.md"].decode()

    assert [str(team) for team in Team.objects.of(play.event) if f"/wrap-up/#{team.topic.slug})" not in agenda] == []


def test_wrap_up_holds_every_report_and_every_next_step(play: Play) -> None:
    wrap_up = documents_of(play)["wrap-up.md"].decode().splitlines()

    headings = [line for line in wrap_up if line.startswith("## ")]
    steps = [line.removeprefix("* ") for line in wrap_up if line.startswith("* ")]
    reports = Report.objects.select_related("topic__event").order_by("topic__position")
    assert headings == [*(f"## {report.topic}" for report in reports), "## Conclusion"]
    reported = NextStep.objects.exclude(topic__slug=HOW_WE_MEET)
    assert set(reported.values_list("text", flat=True)) <= set(steps)


def test_every_team_and_every_discussion_is_reported(play: Play) -> None:
    discussions = play.event.topics.filter(track="discussion").exclude(slug=HOW_WE_MEET)

    assert Report.objects.count() == Team.objects.count() + discussions.count()


def test_last_team_is_asked_for_its_report_and_writes_it(play: Play) -> None:
    [asking] = [text for text in lines_of(play) if text.endswith(" for the rest.")]
    asked = ReportRequest.objects.select_related("to")
    in_time = asked.filter(topic__report__updated_at__gt=F("message__written_at"))

    assert [request for request in asked if str(request.to) not in asking] == []
    assert in_time.exists()
    assert play.story.figures["asked_for_reports"] == asked.values("to").distinct().count()


def test_note_on_the_board_became_a_step_that_the_organizer_is_reminded_of(play: Play) -> None:
    note = Note.objects.select_related("step__topic").get(step__isnull=False)

    assert note.step is not None
    assert (note.author, note.step.topic.slug, note.step.owner) == (None, HOW_WE_MEET, play.organizer)
    assert note.step.reminders.exists()


def test_nobody_hears_of_a_step_twice_or_gets_two_mails_a_day(play: Play) -> None:
    reminded = list(Reminder.objects.values_list("step", "due_on", "number", "to"))
    mailed = list(Digest.objects.annotate(mails=Count("messages")).values_list("user", "day", "mails"))

    assert len(reminded) == len(set(reminded))
    assert len(mailed) == len({(user, day) for user, day, _ in mailed})
    assert {mails for *_, mails in mailed} == {1}
    assert play.story.figures["most_digests_per_person_and_day"] == 1


def test_open_step_is_asked_of_its_owner_six_times_and_of_the_organizer_from_the_fourth_on(play: Play) -> None:
    left_open = NextStep.objects.open().select_related("owner")
    to_owners = {tuple(numbers(step, to=step.owner)) for step in left_open}
    to_organizer = {tuple(numbers(step, to=play.organizer)) for step in left_open}

    assert (to_owners, to_organizer) == ({(1, 2, 3, 4, 5, 6)}, {(4, 5, 6)})


def numbers(step: NextStep, *, to: Attendee | None) -> list[int]:
    reminders = step.reminders.filter(to=to.user if to else None).order_by("number")
    return list(reminders.values_list("number", flat=True))


def test_step_put_off_by_the_link_in_the_mail_waits_over_the_quiet_weekend(play: Play) -> None:
    [clicked] = [text for text in lines_of(play) if "clicks “Later” in the mail" in text]
    reminders = Reminder.objects.filter(step__text=quoted_in(clicked)).select_related("step", "to", "digest")
    [first, again] = reminders.order_by("pk")

    assert first.due_on < again.due_on
    assert (again.due_on.isoweekday(), timezone.localtime(again.planned_at).isoweekday()) == (6, 1)
    assert [links_in(play, reminder, "later") for reminder in (first, again)] == [1, 1]


def test_step_handed_over_by_the_link_in_the_mail_is_closed_by_whoever_has_it_now(play: Play) -> None:
    [clicked] = [text for text in lines_of(play) if "clicks “Hand over” in the mail" in text]
    step = NextStep.objects.get(text=quoted_in(clicked))
    reminder = step.reminders.select_related("to", "digest").get(number=1)

    assert step.owner is not None
    assert clicked.startswith(f"{reminder.to} clicks")
    assert f"is {step.owner}'s now" in clicked
    assert (step.closed_by, step.closed_by == reminder.to) == (step.owner.user, False)
    assert links_in(play, reminder, "hand-over") == 1


def quoted_in(text: str) -> str:
    """The step's words, which are in quotes like the button's."""
    return text.split("“")[2].partition("”")[0]


def links_in(play: Play, reminder: Reminder, action: str) -> int:
    """How many mails hold the link that was clicked."""
    url = step_url(reminder.step, reminder.to, due_on=reminder.due_on, day=reminder.digest.day, action=action)
    return sum(url in mail.body for mail in play.mails)


def test_step_is_done_by_evidence_that_its_owner_confirmed(play: Play) -> None:
    [link] = StepLink.objects.filter(state=StepLink.State.MERGED).select_related("step__owner")

    assert link.step.owner is not None
    assert (link.step.state, link.step.closed_by) == (NextStep.State.DONE, link.step.owner.user)
    assert link.url in link.step.closing_note


def test_phases_nudge_whoever_has_something_to_do(play: Play) -> None:
    assert set(PhaseNudge.objects.values_list("kind", flat=True)) == {"vote", "present", "report"}
    assert not Ballot.objects.filter(
        attendee__user__phase_nudges__kind="vote", cast_at__lt=F("attendee__user__phase_nudges__planned_at")
    ).exists()


def test_digests_are_left_in_both_languages_as_text_and_html(play: Play) -> None:
    documents = documents_of(play)

    english, german = (documents[name].decode() for name in ("digest.txt", "digest-de.txt"))
    assert ("Hand over: http" in english, "Abgeben: http" in german) == (True, True)
    assert all(documents[name].startswith(b"<!doctype html>") for name in ("digest.html", "digest-de.html"))


def test_nobody_is_reminded_after_closing(play: Play) -> None:
    closed_after_a_reminder = NextStep.objects.filter(closed_on__isnull=False, reminders__isnull=False)

    assert closed_after_a_reminder.exists()
    assert not Reminder.objects.filter(planned_at__date__gt=F("step__closed_on")).exists()
    assert play.story.figures["reminders_after_closing"] == 0


def test_step_without_an_owner_is_reminded_of_to_the_organizer(play: Play) -> None:
    [reminder] = Reminder.objects.filter(why=Why.UNOWNED).select_related("to", "step")

    assert (reminder.to, reminder.step.is_open) == (play.organizer.user, False)
    assert any(
        f"Digest to {play.organizer}: " in text and "(reminder 1, it has no owner)" in text for text in lines_of(play)
    )


def test_every_message_was_delivered_to_a_made_up_address(play: Play) -> None:
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    assert len(play.mails) == Message.objects.count()
    assert {to.partition("@")[2] for mail in play.mails for to in mail.to} == {"example.org"}


def test_figures_are_those_of_the_database(play: Play) -> None:
    figures = play.story.figures

    assert figures["ballots"] == Ballot.objects.count()
    assert figures["reminders"] == Reminder.objects.count()
    assert figures["digests"] == Digest.objects.count()
    assert figures["share_closed"] == round(
        NextStep.objects.exclude(state="open").count() / NextStep.objects.count(), 2
    )
    assert figures["mails"] == Message.objects.count()
    assert figures["next_steps"] == NextStep.objects.count()
    assert figures["topics"] == play.event.topics.exclude(slug=HOW_WE_MEET).count() == 12


def rehearsed(size: Size, *, seed: int) -> Rehearsal:
    return rehearse(size, seed=seed, listener=Silence())


@pytest.mark.django_db
def test_same_seed_leaves_the_same_documents_and_another_seed_others() -> None:
    first, again, other = (rehearsed(SMALL, seed=seed) for seed in (7, 7, 8))

    assert first.documents == again.documents
    assert first.story.chapters == again.story.chapters
    assert first.story.figures == again.story.figures
    assert [name for name in first.documents if first.documents[name] == other.documents[name]] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("attendees", "topics"), [(1, 1), (12, 1), (5, 40)])
def test_rehearsal_of_any_size_comes_to_its_end(attendees: int, topics: int) -> None:
    rehearsal = rehearsed(Size(attendees, topics), seed=1)

    figures = rehearsal.story.figures
    assert (figures["attendees"], figures["topics"]) == (attendees, topics)
    assert figures["votes_refused"] == 1
    assert figures["reminders"] > 0

"""What needs the organizers after the week. Pure."""

from collections.abc import Iterator

from django.urls import reverse

from htg.pages.due import agenda_is_due, reports_are_due, wrap_up_is_due
from htg.pages.overview.figures import Figures
from htg.pages.overview.need import Need, Urgency, at, some
from htg.pages.overview.up_to_the_week import about_demos
from planning.texts.plurals import counted


def in_review(figures: Figures) -> Iterator[Need]:
    demos = figures.demos_to_show
    if figures.is_review_today and not figures.is_review_over:
        yield Need(
            Urgency.BLOCKS,
            demos,
            some(demos, "demo is shown today", "demos are shown today"),
            "The timer of the review meeting is ready.",
            "Run the meeting",
            at(figures, "meeting-presenter"),
        )
    teams = figures.teams
    if agenda_is_due(figures.phase, has_agenda=figures.has_agenda, are_formed=teams > 0):
        yield Need(
            Urgency.BLOCKS,
            teams,
            some(
                teams, "team is waiting for the agenda of the review", "teams are waiting for the agenda of the review"
            ),
            "One click draws it up from what the teams said. Every slot can be changed after that.",
            "Draw up the agenda",
            at(figures, "agenda"),
        )
    if figures.has_agenda and not figures.is_review_over:
        yield from about_the_call(figures)
        yield from about_demos(figures)
    yield from about_reports(figures)


def about_the_call(figures: Figures) -> Iterator[Need]:
    if not figures.has_call:
        yield Need(
            Urgency.DUE,
            1,
            "link is missing: the one to the call of the review meeting",
            "Without it nobody can join.",
            "Add the link",
            at(figures, "agenda-edit"),
        )


def about_reports(figures: Figures) -> Iterator[Need]:
    number = figures.reports_missing
    if number and not figures.is_published:
        is_due = reports_are_due(figures.phase, missing=number, is_published=figures.is_published)
        yield Need(
            Urgency.DUE if is_due else Urgency.OPEN,
            number,
            f"of {counted(figures.reports, 'report')} still {some(number, 'lacks', 'lack')} something",
            "The wrap-up is made from them. You can publish it without what is missing.",
            "Ask for reports",
            at(figures, "wrap-up-gate"),
        )


def about_publishing(figures: Figures) -> Iterator[Need]:
    number, missing = figures.reports, figures.reports_missing
    if wrap_up_is_due(figures.phase, reports=number, missing=missing, is_published=figures.is_published):
        yield Need(
            Urgency.DUE,
            number,
            some(number, "report is ready to publish", "reports are ready to publish"),
            "Nothing is missing from the wrap-up.",
            "Publish the wrap-up",
            at(figures, "wrap-up-publish"),
        )


def about_steps(figures: Figures) -> Iterator[Need]:
    if number := figures.unowned_steps:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "next step has no owner", "next steps have no owner"),
            "What nobody owns does not get done. Until somebody does, the organizers are reminded.",
            "Find owners",
            f"{reverse('next-steps')}?event={figures.event}&view=unowned",
        )


def in_wrap_up(figures: Figures) -> Iterator[Need]:
    yield from about_reports(figures)
    yield from about_publishing(figures)
    yield from about_steps(figures)
    if number := figures.unasked_by_survey:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "person has not been asked how it was", "people have not been asked how it was"),
            "The survey takes two minutes, and nobody gives a name.",
            "See the survey",
            at(figures, "survey"),
        )
    if number := figures.loose_notes:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "note on the board is in no group", "notes on the board are in no group"),
            "Grouped, they show what many said.",
            "Group them",
            at(figures, "board-groups"),
        )


def once_closed(figures: Figures) -> Iterator[Need]:
    yield from about_reports(figures)
    yield from about_publishing(figures)
    if number := figures.overdue_steps:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "next step is overdue", "next steps are overdue"),
            "Its owner is reminded." if number == 1 else "Their owners are reminded.",
            "See which",
            f"{reverse('next-steps')}?event={figures.event}&view=overdue",
        )
    yield from about_steps(figures)

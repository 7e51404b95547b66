from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.backoffice.spreadsheets.downloads import csv_of
from planning.paging import page_of
from planning.people.access import get_attendee, get_insider, get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from retros.board.models import FEWEST
from retros.board.questions import Question
from retros.board.survey.forms import CloseSurveyForm, SurveyForm
from retros.board.survey.results import survey_standing
from retros.board.survey.surveying import SurveyRejected, ask_everyone, close_on, readable_answers, record_answers


@sign_in_first
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug) if request.method == "POST" else get_insider(request, slug)
    form = SurveyForm(posted_or_kept(request))
    if is_sent(request, form):
        words = form.cleaned_data[Question.WORDS]
        try:
            record_answers(attendee, form.answers(), words=words, clock=timezone.now)
        except SurveyRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your answers are in. Thank you!")
            return redirect("survey", slug)
    return survey_page(request, attendee, form=form)


def survey_page(request: HttpRequest, attendee: Attendee, **context: Any) -> HttpResponse:
    event, now = attendee.event, timezone.now()
    standing = survey_standing(attendee, now=now)
    results = standing.results if standing else None
    shown = {
        "survey": standing,
        "page": page_of(request, results.words if results else ()),
        "fewest": FEWEST,
        "form": SurveyForm(),
        "close_form": CloseSurveyForm(initial={"closes_on": standing.last_day if standing else None}),
    }
    return event_page(request, "retros/board/survey/survey.html", event, attendee, shown | context, now=now)


@sign_in_first
@post_only("survey", "slug")
def survey_mail(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    try:
        written = ask_everyone(organizer.event, clock=timezone.now)
    except SurveyRejected as rejection:
        messages.error(request, str(rejection))
    else:
        nobody = "Everyone has already got the mail or answered."
        messages.success(request, f"{written} mail{pluralize(written)} on the way." if written else nobody)
    return redirect("survey", slug)


@sign_in_first
@post_only("survey", "slug")
def survey_close(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = CloseSurveyForm(request.POST)
    if form.is_valid():
        try:
            close_on(organizer.event, form.cleaned_data["closes_on"], clock=timezone.now)
        except SurveyRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The last day of the survey has been set.")
            return redirect("survey", slug)
    return survey_page(request, organizer, close_form=form)


@sign_in_first
def survey_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every single answer: whose they are, and whether two come from one person, is not known."""
    organizer = get_organizer(request, slug)
    answers = readable_answers(organizer.event, now=timezone.now())
    columns = ("question", "choice", "words")
    return csv_of(request, columns, answers.values_list(*columns).iterator(chunk_size=500), name=f"{slug}-survey")

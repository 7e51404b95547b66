"""The pages of the retros, in the order of the lifecycle."""

from django.urls import path

import planning.events.converters  # noqa: F401  # makes <event:slug> known
from retros.board.views import board
from retros.nextsteps.views import (
    next_step,
    next_step_assign,
    next_step_close,
    next_step_move,
    next_step_reopen,
    next_step_take,
    next_steps,
)
from retros.reviews.views import agenda, agenda_edit, agenda_markdown
from retros.wrapups.views import report, report_edit, wrap_up, wrap_up_markdown, wrap_up_publish

urlpatterns = [
    path("<event:slug>/topics/<slug:topic_slug>/report/", report, name="report"),
    path("<event:slug>/topics/<slug:topic_slug>/report/edit/", report_edit, name="report-edit"),
    path("<event:slug>/agenda/", agenda, name="agenda"),
    path("<event:slug>/agenda.md", agenda_markdown, name="agenda-markdown"),
    path("<event:slug>/agenda/edit/", agenda_edit, name="agenda-edit"),
    path("<event:slug>/wrap-up/", wrap_up, name="wrap-up"),
    path("<event:slug>/wrap-up.md", wrap_up_markdown, name="wrap-up-markdown"),
    path("<event:slug>/wrap-up/publish/", wrap_up_publish, name="wrap-up-publish"),
    path("<event:slug>/board/", board, name="board"),
    path("next-steps/", next_steps, name="next-steps"),
    path("next-steps/<int:pk>/", next_step, name="next-step"),
    path("next-steps/<int:pk>/close/", next_step_close, name="next-step-close"),
    path("next-steps/<int:pk>/reopen/", next_step_reopen, name="next-step-reopen"),
    path("next-steps/<int:pk>/take/", next_step_take, name="next-step-take"),
    path("next-steps/<int:pk>/assign/", next_step_assign, name="next-step-assign"),
    path("next-steps/<int:pk>/move/", next_step_move, name="next-step-move"),
]

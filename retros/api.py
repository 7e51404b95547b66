"""The API of the retros, in the order of the lifecycle."""

from planning.rest.routers import TOPIC, LifecycleRouter, below_event
from retros.board.notes.api import GroupViewSet, MarksViewSet, NoteViewSet
from retros.board.survey.api import AnswerViewSet, SurveyMailsViewSet, SurveyViewSet
from retros.nextsteps.api import NextStepViewSet
from retros.nextsteps.charts.api import BurnDownViewSet, ShareViewSet
from retros.nextsteps.evidence.api import StepLinkViewSet
from retros.nextsteps.feeds.api import FeedViewSet
from retros.nextsteps.followup.api import FollowUpViewSet
from retros.nextsteps.triage.api import BulkViewSet
from retros.reminders.api import ReminderViewSet
from retros.reminders.preferences.api import PreferenceViewSet
from retros.reminders.preview.api import PreviewViewSet
from retros.reviews.agenda.api import DemoViewSet, EventMeetingViewSet, ReviewMeetingViewSet
from retros.reviews.timer.api import TimerViewSet, TimesUsedViewSet
from retros.wrapups.archive.api import ArchiveViewSet
from retros.wrapups.gate.api import EventGateViewSet
from retros.wrapups.importing.api import ImportViewSet
from retros.wrapups.publishing.api import EventDocumentViewSet, EventSummaryViewSet, EventWrapUpViewSet, WrapUpViewSet
from retros.wrapups.reports.api import (
    LinkViewSet,
    ReportViewSet,
    TopicReportViewSet,
    TopicStepsViewSet,
)

router, of_event = LifecycleRouter(), LifecycleRouter()
router.register("review-meetings", ReviewMeetingViewSet, "review-meeting")
of_event.register("review-meeting", EventMeetingViewSet, "event-review-meeting")
of_event.register("review-meeting/timer", TimerViewSet, "review-meeting-timer")
of_event.register("demos", DemoViewSet, "demo")
of_event.register("demo-times", TimesUsedViewSet, "demo-time")
of_event.register("reports", ReportViewSet, "report")
of_event.register(f"{TOPIC}/report", TopicReportViewSet, "topic-report")
router.register("links", LinkViewSet, "link")
of_event.register(f"{TOPIC}/next-steps", TopicStepsViewSet, "topic-next-step")
router.register("next-steps", NextStepViewSet, "next-step")
router.register("next-steps/bulk", BulkViewSet, "bulk-change")
router.register("next-steps/burn-down", BurnDownViewSet, "burn-down")
router.register("next-steps/shares", ShareViewSet, "share")
router.register("next-steps/feed", FeedViewSet, "own-feed")
router.register(r"next-steps/(?P<step>[0-9]+)/links", StepLinkViewSet, "next-step-link")
router.register("wrap-ups", WrapUpViewSet, "wrap-up")
router.register("wrap-ups/import", ImportViewSet, "wrap-up-import")
router.register("wrap-ups/import-all", ArchiveViewSet, "wrap-up-import-all")
of_event.register("wrap-up", EventWrapUpViewSet, "event-wrap-up")
of_event.register("wrap-up/gate", EventGateViewSet, "event-wrap-up-gate")
of_event.register("wrap-up/document", EventDocumentViewSet, "event-wrap-up-document")
of_event.register("wrap-up/summary", EventSummaryViewSet, "event-wrap-up-summary")
of_event.register("follow-up", FollowUpViewSet, "follow-up")
router.register("reminders", ReminderViewSet, "reminder")
router.register("reminders/preview", PreviewViewSet, "reminder-preview")
router.register("me/reminders", PreferenceViewSet, "preference")
of_event.register("notes", NoteViewSet, "note")
of_event.register("groups", GroupViewSet, "group")
of_event.register("marks", MarksViewSet, "marks")
of_event.register("survey", SurveyViewSet, "survey")
of_event.register("survey/mails", SurveyMailsViewSet, "survey-mails")
of_event.register("survey/answers", AnswerViewSet, "survey-answer")

urlpatterns = [*router.urls, below_event(of_event)]

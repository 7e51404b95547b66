"""The API of the retros, in the order of the lifecycle."""

from planning.rest.routers import EVENT, TOPIC, LifecycleRouter
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
from retros.wrapups.gate.api import EventGateViewSet
from retros.wrapups.importing.api import ImportViewSet
from retros.wrapups.publishing.api import EventDocumentViewSet, EventSummaryViewSet, EventWrapUpViewSet, WrapUpViewSet
from retros.wrapups.reports.api import (
    LinkViewSet,
    ReportViewSet,
    TopicReportViewSet,
    TopicStepsViewSet,
)

router = LifecycleRouter()
router.register("review-meetings", ReviewMeetingViewSet, "review-meeting")
router.register(f"{EVENT}/review-meeting", EventMeetingViewSet, "event-review-meeting")
router.register(f"{EVENT}/review-meeting/timer", TimerViewSet, "review-meeting-timer")
router.register(f"{EVENT}/demos", DemoViewSet, "demo")
router.register(f"{EVENT}/demo-times", TimesUsedViewSet, "demo-time")
router.register(f"{EVENT}/reports", ReportViewSet, "report")
router.register(f"{TOPIC}/report", TopicReportViewSet, "topic-report")
router.register("links", LinkViewSet, "link")
router.register(f"{TOPIC}/next-steps", TopicStepsViewSet, "topic-next-step")
router.register("next-steps", NextStepViewSet, "next-step")
router.register("next-steps/bulk", BulkViewSet, "bulk-change")
router.register("next-steps/burn-down", BurnDownViewSet, "burn-down")
router.register("next-steps/shares", ShareViewSet, "share")
router.register("next-steps/feed", FeedViewSet, "own-feed")
router.register(r"next-steps/(?P<step>[0-9]+)/links", StepLinkViewSet, "next-step-link")
router.register("wrap-ups", WrapUpViewSet, "wrap-up")
router.register("wrap-ups/import", ImportViewSet, "wrap-up-import")
router.register(f"{EVENT}/wrap-up", EventWrapUpViewSet, "event-wrap-up")
router.register(f"{EVENT}/wrap-up/gate", EventGateViewSet, "event-wrap-up-gate")
router.register(f"{EVENT}/wrap-up/document", EventDocumentViewSet, "event-wrap-up-document")
router.register(f"{EVENT}/wrap-up/summary", EventSummaryViewSet, "event-wrap-up-summary")
router.register(f"{EVENT}/follow-up", FollowUpViewSet, "follow-up")
router.register("reminders", ReminderViewSet, "reminder")
router.register("reminders/preview", PreviewViewSet, "reminder-preview")
router.register("me/reminders", PreferenceViewSet, "preference")
router.register(f"{EVENT}/notes", NoteViewSet, "note")
router.register(f"{EVENT}/groups", GroupViewSet, "group")
router.register(f"{EVENT}/marks", MarksViewSet, "marks")
router.register(f"{EVENT}/survey", SurveyViewSet, "survey")
router.register(f"{EVENT}/survey/mails", SurveyMailsViewSet, "survey-mails")
router.register(f"{EVENT}/survey/answers", AnswerViewSet, "survey-answer")

urlpatterns = router.urls

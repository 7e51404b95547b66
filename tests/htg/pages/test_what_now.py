import pytest

from htg.pages.standing import Standing
from htg.pages.what_now import what_now
from planning.events.phases import Phase
from tests.factories import AttendeeFactory, OrganizerFactory, TopicFactory

ADA = AttendeeFactory.build()
OLGA = OrganizerFactory.build()
TEAM = TopicFactory.build(slug="etcd", emoji="🌱", title="Use `etcd`")


@pytest.mark.parametrize(
    ("standing", "page"),
    [
        (Standing(Phase.BRAINSTORM), "register"),
        (Standing(Phase.HACKING), "register"),
        (Standing(Phase.REVIEW), "agenda"),
        (Standing(Phase.WRAP_UP), "wrap-up"),
        (Standing(Phase.CLOSED), "wrap-up"),
        (Standing(Phase.VOTING, attendee=ADA, place_in_line=2), "topics"),
        (Standing(Phase.BRAINSTORM, attendee=ADA), "topic-new"),
        (Standing(Phase.BRAINSTORM, attendee=ADA, has_proposed=True), "topics"),
        (Standing(Phase.VOTING, attendee=ADA), "ballot"),
        (Standing(Phase.VOTING, attendee=ADA, has_voted=True), "wishes"),
        (Standing(Phase.VOTING, attendee=ADA, has_voted=True, has_wishes=True), "ballot"),
        (Standing(Phase.TEAM_FORMATION, attendee=ADA), "wishes"),
        (Standing(Phase.TEAM_FORMATION, attendee=ADA, has_wishes=True), "wishes"),
        (Standing(Phase.TEAM_FORMATION, attendee=ADA, event_has_teams=True), "teams"),
        (Standing(Phase.TEAM_FORMATION, attendee=ADA, event_has_teams=True, team=TEAM), "team"),
        (Standing(Phase.TEAM_FORMATION, attendee=OLGA), "teams-form"),
        (Standing(Phase.HACKING, attendee=ADA), "teams"),
        (Standing(Phase.HACKING, attendee=ADA, team=TEAM), "check-in-new"),
        (Standing(Phase.REVIEW, attendee=ADA), "agenda"),
        (Standing(Phase.REVIEW, attendee=ADA, team=TEAM), "report-edit"),
        (Standing(Phase.REVIEW, attendee=ADA, team=TEAM, has_reported=True), "agenda"),
        (Standing(Phase.REVIEW, attendee=ADA, team=TEAM, has_reported=True, report_lacks="links"), "report-edit"),
        (Standing(Phase.WRAP_UP, attendee=ADA, team=TEAM, has_reported=True, report_lacks="links"), "report-edit"),
        (Standing(Phase.WRAP_UP, attendee=OLGA, reports=3, reports_ready=2), "wrap-up-gate"),
        (Standing(Phase.WRAP_UP, attendee=OLGA, reports=3, reports_ready=3), "wrap-up-publish"),
        (Standing(Phase.CLOSED, attendee=OLGA, reports=3, reports_ready=2), "wrap-up-gate"),
        (Standing(Phase.HACKING, attendee=ADA, team=TEAM, has_demo_to_announce=True), "demo-edit"),
        (Standing(Phase.REVIEW, attendee=ADA, team=TEAM, has_demo_to_announce=True), "demo-edit"),
        (Standing(Phase.REVIEW, attendee=OLGA, has_agenda_to_draw_up=True), "agenda"),
        (Standing(Phase.REVIEW, attendee=OLGA, team=TEAM, has_agenda_to_draw_up=True), "agenda"),
        (Standing(Phase.REVIEW, attendee=OLGA, team=TEAM, event_has_review_today=True), "meeting-presenter"),
        (Standing(Phase.REVIEW, attendee=ADA, team=TEAM, event_has_review_today=True), "report-edit"),
        (Standing(Phase.REVIEW, attendee=ADA, event_has_review_today=True), "agenda"),
        (Standing(Phase.WRAP_UP, attendee=ADA, team=TEAM), "report-edit"),
        (Standing(Phase.WRAP_UP, attendee=ADA), "wrap-up"),
        (Standing(Phase.WRAP_UP, attendee=OLGA), "wrap-up-publish"),
        (Standing(Phase.WRAP_UP, attendee=OLGA, event_has_wrap_up=True), "wrap-up"),
        (Standing(Phase.CLOSED, attendee=ADA), "wrap-up"),
        (Standing(Phase.REVIEW, attendee=ADA, has_survey_to_answer=True), "survey"),
        (Standing(Phase.REVIEW, attendee=ADA, team=TEAM, has_survey_to_answer=True), "report-edit"),
        (Standing(Phase.WRAP_UP, attendee=ADA, has_survey_to_answer=True), "survey"),
        (Standing(Phase.WRAP_UP, attendee=OLGA, has_survey_to_answer=True), "wrap-up-publish"),
        (Standing(Phase.CLOSED, attendee=ADA, has_survey_to_answer=True), "survey"),
    ],
)
def test_what_now_is_one_thing_for_each_standing(standing: Standing, page: str) -> None:
    assert what_now(standing).page == page


def test_what_now_names_the_team_in_plain_words() -> None:
    action = what_now(Standing(Phase.HACKING, attendee=ADA, team=TEAM))

    assert action.topic == "etcd"
    assert "“🌱 Use etcd”" in action.text


def test_what_now_tells_newcomers_that_they_need_no_password() -> None:
    assert "no password" in what_now(Standing(Phase.VOTING)).text
    assert "no password" not in what_now(Standing(Phase.VOTING, is_signed_in=True)).text


def test_what_now_tells_the_place_on_the_waiting_list() -> None:
    assert "number 2" in what_now(Standing(Phase.VOTING, attendee=ADA, place_in_line=2)).text


def test_what_now_tells_what_the_report_lacks() -> None:
    lacking = Standing(Phase.REVIEW, attendee=ADA, team=TEAM, has_reported=True, report_lacks="the outcome")

    assert what_now(lacking).text == "The report on “🌱 Use etcd” still lacks the outcome."


def test_what_now_tells_organizers_how_many_reports_are_ready() -> None:
    text = what_now(Standing(Phase.WRAP_UP, attendee=OLGA, reports=12, reports_ready=9)).text

    assert text == "9 of 12 reports are ready. Ask for the others, or publish without them."

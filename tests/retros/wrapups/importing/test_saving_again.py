from datetime import date

import pytest

from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.document import read_document
from retros.wrapups.importing import Change, ChangedMeanwhile, ImportedChange, plan_import
from retros.wrapups.importing.saving import save_row
from retros.wrapups.models import ImportedWrapUp, Link, Report, WrapUp
from tests.clock import CLOSED, REVIEW
from tests.factories import AttendeeFactory, NextStepFactory, OrganizationFactory, UserFactory
from tests.retros.wrapups.importing.documents import TEXT
from tests.retros.wrapups.importing.imported import everything, import_text, recorded, seeds

pytestmark = pytest.mark.django_db


def test_importing_the_same_document_twice_changes_nothing() -> None:
    import_text()
    before = everything()

    plan = import_text(by=UserFactory(), now=REVIEW)

    assert plan.changes == ()
    assert everything() == before


def test_edited_document_brings_in_its_edits_and_keeps_those_made_here() -> None:
    import_text()
    Report.objects.filter(topic=seeds()).update(achievements="They grow well.")
    WrapUp.objects.update(conclusion="We come again in spring.")
    edited = TEXT.replace("They do not grow.", "They hardly grow.").replace("We met in a hut.", "We met in the hut.")

    plan = import_text(edited)

    assert recorded(plan) == [
        (Change.CHANGED, "", "introduction"),
        (Change.CHANGED, "🌱 Grow Seeds", "problem_statement"),
    ]
    topic, wrap_up = seeds(), WrapUp.objects.get()
    assert (topic.problem, topic.report.achievements) == ("They hardly grow.", "They grow well.")
    assert (wrap_up.introduction, wrap_up.conclusion) == ("We met in the hut.", "We come again in spring.")
    assert ImportedWrapUp.objects.get().text == edited


def test_what_was_edited_on_both_sides_is_reported_once() -> None:
    import_text()
    Report.objects.filter(topic=seeds()).update(achievements="They grow well.")
    edited = TEXT.replace("They grow a little.", "They grow a lot.")

    first, second = import_text(edited), import_text(edited)

    assert first.changes == (
        ImportedChange(
            Change.KEPT, "🌱 Grow Seeds", "achievements", "They grow well.", "They grow a lot.", first.changes[0].line
        ),
    )
    assert second.changes == ()
    assert seeds().report.achievements == "They grow well."


def test_outcome_that_was_set_here_stays() -> None:
    import_text()
    Report.objects.filter(topic__slug="cut-shoots").update(outcome=Report.Outcome.ACHIEVED)

    import_text(TEXT.replace("They are short now.", "They are very short now."))

    report = Report.objects.get(topic__slug="cut-shoots")
    assert (report.outcome, report.achievements) == (Report.Outcome.ACHIEVED, "They are very short now.")


def test_step_keeps_owner_date_and_state_when_its_text_is_mended() -> None:
    import_text()
    owner = AttendeeFactory(event__slug="2020-01")
    NextStep.objects.filter(number=1).update(owner=owner, due_on=date(2027, 1, 1))
    NextStep.objects.filter(number=2).update(state=NextStep.State.DONE, closed_on=date(2026, 12, 1))

    import_text(TEXT.replace("Water them.", "Water them!").replace("Wait for rain.", "Wait for rain!"))

    steps = seeds().next_steps.values_list("number", "text", "owner", "due_on", "state")
    assert list(steps) == [
        (1, "Water them!", owner.pk, date(2027, 1, 1), "open"),
        (2, "Wait for rain!", None, None, "done"),
    ]


def test_step_that_is_gone_from_the_document_is_reported_only_while_it_is_open_and_nobodys() -> None:
    import_text()
    NextStep.objects.filter(number=1).update(state=NextStep.State.DROPPED, closed_on=date(2026, 12, 1))

    plan = import_text(TEXT.replace("* Water them.\n* Wait for rain.\n", "None.\n"))

    assert [(change.what, change.here) for change in plan.changes] == [(Change.GONE, "Wait for rain.")]
    assert seeds().next_steps.count() == 2


def test_step_of_an_organization_is_not_reported_as_gone() -> None:
    import_text()
    NextStep.objects.update(owner_organization=OrganizationFactory())

    plan = import_text(TEXT.replace("* Wait for rain.\n", ""))

    assert plan.changes == ()


def test_links_follow_the_document_and_keep_those_added_here() -> None:
    import_text()
    seeds().report.links.create(position=3, kind=Link.Kind.OTHER, url="https://example.org/here")

    import_text(TEXT.replace("https://github.com/garden/seeds/pull/1", "https://github.com/garden/seeds/pull/3"))

    assert list(seeds().report.links.values_list("position", "url")) == [
        (1, "https://github.com/garden/seeds/issues/2"),
        (2, "https://example.org/here"),
        (3, "https://github.com/garden/seeds/pull/3"),
    ]


def test_motivation_of_the_document_takes_the_place_of_the_benefits_it_was_made_of() -> None:
    import_text(TEXT.replace("People are hungry.", "People are hungry.\n\n* 💰 cheaper"))
    Topic.objects.filter(slug="grow-seeds").update(motivation="People are hungry.", benefits="💰 cheaper")

    import_text(TEXT.replace("People are hungry.", "People are hungry.\n\n* 💰 much cheaper"))

    assert (seeds().motivation, seeds().benefits) == ("People are hungry.\n\n* 💰 much cheaper", "")


def test_moved_topic_moves_here() -> None:
    import_text()
    head, grow, cut = TEXT.partition("## 🌱")[0], "## 🌱" + TEXT.partition("## 🌱")[2].partition("## ✂️")[0], "## ✂️"
    rest = cut + TEXT.partition("## ✂️")[2]
    cut_shoots, conclusion = rest.partition("## Conclusion")[0], "## Conclusion" + rest.partition("## Conclusion")[2]

    plan = import_text(head + cut_shoots + grow + conclusion)

    assert recorded(plan) == [(Change.CHANGED, "", "order of the topics")]
    assert list(Topic.objects.order_by("position").values_list("slug", flat=True)) == ["cut-shoots", "grow-seeds"]


def test_report_that_was_deleted_here_stays_away() -> None:
    import_text()
    Report.objects.filter(topic__slug="cut-shoots").delete()

    plan = import_text()

    assert plan.changes == ()
    assert not Report.objects.filter(topic__slug="cut-shoots").exists()


def test_what_changed_since_it_was_looked_at_is_refused() -> None:
    import_text()
    edited = TEXT.replace("They grow a little.", "They grow a lot.")
    seen = plan_import(read_document(edited), now=CLOSED).fingerprint
    Report.objects.filter(topic=seeds()).update(achievements="They grow well.")

    with pytest.raises(ChangedMeanwhile, match="edited meanwhile"):
        import_text(edited, seen=seen)

    assert seeds().report.achievements == "They grow well."


def test_only_what_the_document_changed_is_written() -> None:
    step = NextStepFactory()
    NextStep.objects.update(state=NextStep.State.DONE, closed_on=date(2026, 12, 1))

    save_row(step, {"text": "Water them."})

    assert list(NextStep.objects.values_list("text", "state")) == [("Water them.", "done")]


def test_text_that_can_no_longer_be_read_is_no_base() -> None:
    import_text()
    ImportedWrapUp.objects.update(text="Lost.")

    plan = import_text()

    assert plan.changes == ()
    assert ImportedWrapUp.objects.get().text == TEXT

"""The whole site: what spans both halves here, the rest in the order of the lifecycle."""

from django.contrib import admin
from django.urls import include, path

import planning.events.converters  # noqa: F401  # makes <event:slug> known, here and in what is included
from htg.funnel.views import funnel
from htg.likeness.views import lineage, lineage_proposals, topic_alike, topic_continue
from htg.pages.agenda import agenda_markdown
from htg.pages.event import event
from htg.pages.home import home
from htg.pages.mails import mail, mail_html, mails
from htg.pages.me import me
from htg.pages.organize import organize
from htg.pages.overview.views import act
from htg.search.views import search_page
from htg.unfinished.views import unfinished, unfinished_propose
from planning.people.pages import panels

panels["planning/topics/form.html"] += ["likeness/_form_panel.html"]
panels["planning/topics/topic.html"] += ["likeness/_topic_panel.html"]
panels["planning/topics/topics.html"] += ["unfinished/_board_panel.html"]

urlpatterns = [
    path("", home, name="home"),
    path("<event:slug>/", event, name="event"),
    path("<event:slug>/organize/", organize, name="organize"),
    path("<event:slug>/needs/<slug:action>/", act, name="act"),
    path("<event:slug>/agenda.md", agenda_markdown, name="agenda-markdown"),
    path("funnel/", funnel, name="funnel"),
    path("lineage/", lineage, name="lineage"),
    path("<event:slug>/lineage/", lineage_proposals, name="lineage-proposals"),
    path("<event:slug>/unfinished/", unfinished, name="unfinished"),
    path("<event:slug>/unfinished/<int:pk>/propose/", unfinished_propose, name="unfinished-propose"),
    path("<event:slug>/topics/alike/", topic_alike, name="topic-alike"),
    path("<event:slug>/topics/<slug:topic_slug>/continue/", topic_continue, name="topic-continue"),
    path("", include("planning.urls")),
    path("", include("retros.urls")),
    path("search/", search_page, name="search"),
    path("me/", me, name="me"),
    path("mails/", mails, name="mails"),
    path("mails/<int:pk>/", mail, name="mail"),
    path("mails/<int:pk>/html/", mail_html, name="mail-html"),
    path("api/", include("htg.api")),
    path("accounts/", include("htg.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "htg.errors.server_error"

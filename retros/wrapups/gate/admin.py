from django.contrib import admin

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.wrapups.models import ReportRequest


class ReportRequestTable(Table):
    class Meta:
        model = ReportRequest
        fields = ("topic__event__slug", "topic__slug", "to__name", "asked_by__name", "asked_on", "message__state")


@admin.register(ReportRequest)
class ReportRequestAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (ReportRequestTable,)
    list_display = ("topic", "to", "asked_by", "asked_on", "sent")
    list_filter = ("topic__event", "message__state")
    list_select_related = ("topic__event", "to", "asked_by", "message")
    date_hierarchy = "asked_on"
    search_fields = ("topic__folded_title", "topic__event__slug", "to__folded_name", "message__folded")

    @admin.display(ordering="message__state")
    def sent(self, request: ReportRequest) -> str:
        return request.message.get_state_display()

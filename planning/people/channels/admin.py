"""Channels in the admin. Their addresses can be replaced there, but no one can read them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import EmptyFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.outbox.chat.addresses import LONGEST, AddressRejected, check_address
from planning.outbox.models import Channel
from planning.people.channels.changing import remove_channel, service_of
from planning.texts.fields import LineField


class ChannelAdminForm(forms.ModelForm):
    address = LineField(
        max_length=LONGEST,
        help_text="As the service hands it out, or in Apprise's form. Empty: it stays as it is.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 80}),
    )

    class Meta:
        model = Channel
        fields = ("name", "user", "event")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = self.instance.pk is None

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        if address:
            try:
                check_address(address)
            except AddressRejected as rejection:
                raise forms.ValidationError(str(rejection)) from None
        return address

    def _post_clean(self) -> None:
        """Before the model checks whether the channel has one."""
        self.instance.url = self.cleaned_data.get("address") or self.instance.url
        super()._post_clean()  # type: ignore[misc]  # Django's own, which its stubs leave out


class ChannelTable(Table):
    class Meta:
        model = Channel
        # Without the address: anyone who has it can post there.
        fields = ("name", "user__email", "event__slug", "made_at", "removed_at")


class FailingFilter(admin.SimpleListFilter):
    title = "last post"
    parameter_name = "last_post"

    def lookups(self, _request: HttpRequest, _admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("failed", "given up on")]

    def queryset(self, _request: HttpRequest, channels: Any) -> Any:
        """Takes and returns a ChannelQuerySet, which Django's stubs do not know about."""
        return channels.failing() if self.value() == "failed" else channels


@admin.register(Channel)
class ChannelAdmin(Exported):
    resource_classes = (ChannelTable,)
    form = ChannelAdminForm
    list_display = ("name", "service", "user", "event__slug", "made_at", "removed_at")
    list_filter = (FailingFilter, ("removed_at", EmptyFieldListFilter), ("event", EmptyFieldListFilter))
    list_select_related = ("user", "event")
    date_hierarchy = "made_at"
    search_fields = ("folded_name", "user__email", "event__slug")
    autocomplete_fields = ("user", "event")
    fields = ("name", "user", "event", "address", "service", "made_at", "removed_at")
    readonly_fields = ("service", "made_at", "removed_at")
    actions = ("remove",)

    @admin.display(description="service")
    def service(self, channel: Channel) -> str:
        return service_of(channel) if channel.url else "–"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this a filter in the address of the page would spell out that of the channel."""
        return not lookup.startswith("url") and super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request: HttpRequest, channel: Channel | None = None) -> bool:
        """A removed one stays removed."""
        is_removed = channel is not None and channel.removed_at is not None
        return not is_removed and super().has_change_permission(request, channel)

    def save_model(
        self,
        request: HttpRequest,
        channel: Channel,
        form: "forms.ModelForm[Channel]",
        change: bool,  # noqa: FBT001  # as Django calls it
    ) -> None:
        if not change:
            channel.made_at = timezone.now()
        super().save_model(request, channel, form, change)

    @admin.action(description="Remove, and forget the address", permissions=["change"])
    def remove(self, request: HttpRequest, chosen: QuerySet[Channel]) -> None:
        channels = list(chosen.filter(removed_at=None))
        for channel in channels:
            remove_channel(channel, now=timezone.now())
        messages.success(request, f"{len(channels)} removed." if channels else "All of these had already been removed.")

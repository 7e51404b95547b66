from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter

from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.reminders.models import Preference
from retros.reminders.preferences.forms import weekdays_field


class PreferenceTable(Table):
    class Meta:
        model = Preference
        fields = ("user__email", "hour", "quiet_weekdays", "away_until", "by_mail", "unsubscribed_at")


class PreferenceAdminForm(forms.ModelForm):
    quiet_weekdays = weekdays_field()

    class Meta:
        model = Preference
        fields = ("user", "hour", "quiet_weekdays", "away_until", "by_mail", "unsubscribed_at")


@admin.register(Preference)
class PreferenceAdmin(Exported):
    """How people want to be reminded. Language and time zone are the account's."""

    resource_classes = (PreferenceTable,)
    form = PreferenceAdminForm
    list_display = ("user", "hour", "away_until", "by_mail", "unsubscribed_at")
    list_filter = ("by_mail", ("unsubscribed_at", EmptyFieldListFilter), ("away_until", EmptyFieldListFilter))
    list_select_related = ("user",)
    date_hierarchy = "unsubscribed_at"
    search_fields = ("user__email", "user__folded_name")
    autocomplete_fields = ("user",)

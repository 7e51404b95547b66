from zoneinfo import available_timezones

import allauth.account.admin  # noqa: F401  # registers what is taken back below
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.people.models import User
from planning.people.sign_in.notices import NEW_ADDRESS, NEW_PASSWORD, send_notice

# Anyone who may edit these could take over an admin's address, and with it the account.
admin.site.unregister(EmailAddress)
admin.site.unregister(Group)  # registered again below, with its rights out of reach

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class UserAddForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"

    def clean_time_zone(self) -> str:
        time_zone = str(self.cleaned_data["time_zone"])
        if time_zone and time_zone not in available_timezones():
            raise ValidationError("There is no time zone with this name. They look like Europe/Berlin.")
        return time_zone


class NewPasswordForm(AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002  # as Django calls it
        """Lock out anyone who made tokens with the old password, and inform the owner."""
        user: User = super().save(commit)
        user.api_tokens.all().delete()
        send_notice(user, NEW_PASSWORD, now=timezone.now())
        return user


class UserTable(Table):
    class Meta:
        model = User
        fields = (
            "email",
            "first_name",
            "last_name",
            "language",
            "time_zone",
            "is_active",
            "is_staff",
            "date_joined",
            "last_login",
        )


@admin.register(User)
class UserAdmin(Exported, DjangoUserAdmin):
    resource_classes = (UserTable,)
    form = UserForm
    add_form = UserAddForm
    change_password_form = NewPasswordForm
    list_display = ("email", "first_name", "last_name", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active", "language", "groups")
    date_hierarchy = "date_joined"
    search_fields = ("email", "folded_name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Name", {"fields": ("first_name", "last_name")}),
        ("Mail", {"fields": ("language", "time_zone")}),
        ("Rights", {"fields": ("is_active", *RIGHTS)}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "first_name", "last_name")}),
        (
            "Password",
            {
                "fields": ("usable_password", "password1", "password2"),
                "description": "Not needed: people sign in with a code by mail.",
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, _user: User | None = None) -> tuple[str, ...]:
        """Only superusers give rights: no one can promote themselves."""
        return self.readonly_fields if request.user.is_superuser else (*self.readonly_fields, *RIGHTS)

    def save_model(self, request: HttpRequest, user: User, form: "forms.ModelForm[User]", change: bool) -> None:  # noqa: FBT001  # as Django calls it
        """Anyone who reads mail at the account's old address no longer gets codes for it."""
        super().save_model(request, user, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
            if change:
                send_notice(user, NEW_ADDRESS, to=form.initial["email"], now=timezone.now())

    def has_change_permission(self, request: HttpRequest, user: User | None = None) -> bool:
        return super().has_change_permission(request, user) and may_touch(request, user)

    def has_delete_permission(self, request: HttpRequest, user: User | None = None) -> bool:
        return super().has_delete_permission(request, user) and may_touch(request, user)


def may_touch(request: HttpRequest, user: User | None) -> bool:
    """Changing the address or password of someone with more rights would hand over those rights."""
    return user is None or request.user.is_superuser or not user.has_rights


class AccountGroupTable(Table):
    class Meta:
        model = Group
        fields = ("name",)


@admin.register(Group)
class AccountGroupAdmin(Exported, DjangoGroupAdmin):
    resource_classes = (AccountGroupTable,)

    def get_readonly_fields(self, request: HttpRequest, _group: Group | None = None) -> tuple[str, ...]:
        """As with a user's rights: someone in a group could promote themselves through it."""
        return () if request.user.is_superuser else ("permissions",)

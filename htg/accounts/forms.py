"""What is typed to sign in, in our words; allauth reads it."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import SetPasswordForm as AllauthSetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.utils import timezone

from htg.accounts.codes import without_spacing
from htg.accounts.visitors import visitor_of
from planning.people.sign_in.limits import APP_CODES, SECOND_FACTORS, TooOften, Visitor, count_try
from planning.texts.cleaning import address
from planning.texts.fields import LineField

RECENTLY = 15 * 60  # seconds


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="We’ll mail you a code. If you’re new here, it also creates your account.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """In the form that it is kept in, so that one mailbox has one count."""
        return address(str(self.cleaned_data["email"]))


class CodeForm(forms.Form):
    code = LineField(max_length=20, error_messages={"required": "Type the code from the mail."})


class NewPassword:
    """One field: anyone who mistypes it signs in with a code and sets another."""

    fields: dict[str, forms.Field]

    def name_fields(self) -> None:
        self.fields.pop("password2")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = "At least 10 characters, and not a common password."


class SetPasswordForm(NewPassword, AllauthSetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields()


class ChangePasswordForm(NewPassword, AllauthChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields()
        self.fields["oldpassword"].label = "Your current password"
        self.fields[
            "oldpassword"
        ].help_text = "Forgotten it? Sign out, then sign in with a code: you won’t be asked for it then."
        if came_by_code():
            del self.fields["oldpassword"]

    def clean_oldpassword(self) -> str:
        """Counted like any other guess."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return str(self.cleaned_data["oldpassword"])


def came_by_code() -> bool:
    """Whether the person has just shown that they read the mails of this account."""
    records = get_authentication_records(context.request, context.request.user)
    oldest = timezone.now().timestamp() - RECENTLY
    return any(record["method"] == "code" and record["at"] > oldest for record in records)


class CountedCode:
    """A code from an app, or a recovery code. A wrong one counts, in the database like all others."""

    user: Any

    def name_field(self) -> None:
        code: forms.Field = self.fields["code"]  # type: ignore[attr-defined]  # goes before a form
        code.label = "Code"
        code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}
        code.widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        visitor = visitor_of(context.request, self.user.email)
        guess = count_try(SECOND_FACTORS, self.user.email, visitor, now=timezone.now())
        code = str(super().clean_code())  # type: ignore[misc]  # goes before a form
        guess.was_right()
        return code


class CodeOnce(CountedCode):
    """allauth remembers in the cache that a code was used, and not for as long as it works."""

    def clean_code(self) -> str:
        code = super().clean_code()
        try:
            count_try(APP_CODES, f"{self.user.pk} {without_spacing(code)}", Visitor(""), now=timezone.now())
        except TooOften as refusal:
            raise forms.ValidationError("This code has already been used. Wait for the next one.") from refusal
        return code


class AuthenticateForm(CodeOnce, AllauthAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_field()


class ReauthenticateForm(CodeOnce, AllauthReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_field()


class ActivateTOTPForm(CountedCode, AllauthActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_field()

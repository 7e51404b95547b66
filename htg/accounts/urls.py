"""The pages of an account. Of allauth's, those that anyone gets to see; it looks for them by these names."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from htg.accounts import door, sessions

urlpatterns = [
    path("login/", door.sign_in, name="account_login"),
    path("login/code/", door.sign_in, name="account_request_login_code"),
    path("login/code/confirm/", door.enter_code, name="account_confirm_login_code"),
    # Mails and pages once linked here to create an account.
    path("signup/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="account_signup"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("email/", views.email, name="account_email"),
    path("confirm-email/", views.email_verification_sent, name="account_email_verification_sent"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("sessions/", sessions.sessions, name="sessions"),
    path(
        "2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), name="passkeys"
    ),  # in place of allauth's list
    path("2fa/", include("allauth.mfa.urls")),
]

"""How people sign in: allauth's part of the settings."""

from typing import Any


def sign_in_settings(*, local: bool, proxies: int) -> dict[str, Any]:
    return {
        "AUTH_USER_MODEL": "planning.User",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": PASSWORD_VALIDATORS,
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "me",
        "LOGOUT_REDIRECT_URL": "home",
        "ACCOUNT_ADAPTER": "htg.accounts.adapter.OutboxAccountAdapter",
        "ACCOUNT_FORMS": {
            "change_password": "htg.accounts.forms.ChangePasswordForm",
            "set_password": "htg.accounts.forms.SetPasswordForm",
        },
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "http" if local else "https",
        "ALLAUTH_TRUSTED_PROXY_COUNT": proxies,
        **ACCOUNTS,
        **SECOND_FACTOR,
        **({} if local else IN_PRODUCTION),
    }


PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNTS = {
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1"],  # anyone who wants a password can have one
    "ACCOUNT_SESSION_REMEMBER": True,
    "ACCOUNT_CHANGE_EMAIL": True,  # an account has one address
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    # Eight digits: a phone types them with its number keys, and there are only three guesses at a code.
    "ACCOUNT_LOGIN_BY_CODE_FORMAT": {"numeric": True, "length": 8},
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT": {"numeric": True, "length": 8},
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    # What a guess could open is counted in the database (planning.people.sign_in.limits), so not here as well.
    # Thirty people may sign in at once from one hut, which has one address.
    "ACCOUNT_RATE_LIMITS": {"login": "", "login_failed": "", "reauthenticate": "30/m/user"},
}
SECOND_FACTOR = {
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_ADAPTER": "htg.accounts.second_factor.SecondFactorAdapter",
    "MFA_FORMS": {
        "authenticate": "htg.accounts.forms.AuthenticateForm",
        "reauthenticate": "htg.accounts.forms.ReauthenticateForm",
        "activate_totp": "htg.accounts.forms.ActivateTOTPForm",
    },
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": "Hack the Garden",
    "MFA_TOTP_TOLERANCE": 1,  # clocks of phones differ, and people type slowly
    "MFA_RATE_LIMITS": {"webauthn_login": "120/m/ip"},
}
# No page of another host of the same domain, and none without TLS, can set these.
IN_PRODUCTION = {
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "CSRF_COOKIE_SECURE": True,
}

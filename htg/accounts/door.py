"""The one door: an address and a code, whether or not there is an account. A passkey or a password opens it too.

Nothing on the way to the code asks whether an address is known: known and unknown ones get the same words, in the
same time.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url, perform_login
from allauth.account.views import LoginView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from htg.accounts.codes import MailedCode, is_right, mail_again, mail_code, valid_code
from htg.accounts.forms import AddressForm, CodeForm
from planning.people.sign_in.addresses import account_of
from planning.people.sign_in.limits import TooOften, wait_in_words


class SignInView(LoginView):
    """The password is allauth's; the address for a code is ours."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "email" not in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        form = AddressForm(request.POST)
        if form.is_valid():
            way_on = get_next_redirect_url(request) or ""
            try:
                mail_code(request, form.cleaned_data["email"], way_on=way_on, now=timezone.now())
            except TooOften as refusal:
                form.add_error(None, refusal)
            else:
                return redirect("account_confirm_login_code")
        return self.show(form)

    def show(self, address_form: AddressForm) -> HttpResponse:
        untouched = self.get_form_class()(request=self.request)
        context = self.get_context_data(address_form=address_form, form=untouched)
        answer: HttpResponse = self.render_to_response(context)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for field in context["form"].fields.values():
            field.widget.attrs.pop("placeholder", None)
        context["form"].fields["login"].label = "E-mail address"
        return {"address_form": AddressForm(auto_id="code-%s")} | context


sign_in = SignInView.as_view()


@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    mailed = valid_code(request.session, now=now)
    if mailed is None:
        messages.info(request, "That code no longer works. Ask for a new one.")
        return redirect("account_login")
    if request.POST.get("action") == "resend":
        return send_code_again(request, mailed)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            if is_right(request, mailed, form.cleaned_data["code"], now=now):
                return sign_in_by_code(request, mailed)
        except TooOften as refusal:
            form.add_error("code", refusal)
        else:
            left = mailed.tries_left - 1
            if not left:
                messages.error(request, "That was the third wrong try, so the code no longer works. Ask for a new one.")
                return redirect(sign_in_address(mailed))
            form.add_error("code", f"Incorrect code. {left} {pluralize(left, 'try,tries')} left.")
    context = {"verify_form": form, "email": mailed.address, "can_resend": True, "cancel_url": sign_in_address(mailed)}
    return render(request, "account/confirm_login_code.html", context)


def send_code_again(request: HttpRequest, mailed: MailedCode) -> HttpResponse:
    now = timezone.now()
    wait = mailed.wait(now=now)
    if wait.total_seconds() > 0:
        messages.info(
            request, f"The code was mailed a moment ago. You can have it sent again in {wait_in_words(wait)}."
        )
        return redirect("account_confirm_login_code")
    try:
        mail_again(request, mailed, now=now)
    except TooOften as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, "We’ve mailed the code again.")
    return redirect("account_confirm_login_code")


def sign_in_by_code(request: HttpRequest, mailed: MailedCode) -> HttpResponse:
    user = account_of(mailed.address)
    # Someone who has only just signed in is not asked straight away to confirm it.
    record_authentication(request, user, method="code", email=mailed.address, reauthenticated=True)
    answer: HttpResponse = perform_login(request, user, email=mailed.address, redirect_url=mailed.way_on or None)
    return answer


def sign_in_address(mailed: MailedCode) -> str:
    """Where to start again, on the way to the same page."""
    way_on = f"?{urlencode({'next': mailed.way_on})}" if mailed.way_on else ""
    return reverse("account_login") + way_on

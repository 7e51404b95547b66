from django import forms
from django.utils.translation import gettext_lazy

from planning.outbox.chat.addresses import LONGEST
from planning.texts.fields import LineField


class ChannelForm(forms.Form):
    name = LineField(
        max_length=100,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("What to call it here, like Slack or #hack-the-garden."),
    )
    address = LineField(
        max_length=LONGEST,
        label=gettext_lazy("Address"),
        help_text=gettext_lazy(
            "The webhook address from your chat service, or one in Apprise’s form, like "
            "matrixs://user:password@matrix.org/#room. It won’t be shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

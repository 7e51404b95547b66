from django import forms

from planning.teams.models import CheckIn


class CheckInForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    class Meta:
        model = CheckIn
        fields = ("mood", "progress", "help_wanted", "details")
        widgets = {
            "mood": forms.RadioSelect,
            "details": forms.Textarea({"rows": 4}),
        }

from django import forms

from planning.teams.models import CheckIn


class CheckInForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    mood = forms.ChoiceField(choices=CheckIn.Mood.choices, widget=forms.RadioSelect)  # without a blank one

    class Meta:
        model = CheckIn
        fields = ("mood", "progress", "help_wanted", "details")
        widgets = {"details": forms.Textarea({"rows": 4})}

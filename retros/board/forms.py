from django import forms

from retros.board.models import Note


class NoteForm(forms.Form):
    column = forms.ChoiceField(choices=Note.Column.choices, widget=forms.RadioSelect, label="Where it belongs")
    text = forms.CharField(max_length=2000, label="Your note", widget=forms.Textarea(attrs={"rows": 3}))
    anonymous = forms.BooleanField(
        required=False, label="Without my name", help_text="Nobody can find out later: who wrote it is not kept."
    )

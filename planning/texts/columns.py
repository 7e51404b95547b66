"""Columns that keep the rules for texts, whatever writes them: forms, tables, commands, `bulk_create` and `update`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Contains
from django.db.models.query_utils import DeferredAttribute

from planning.texts import cleaning
from planning.texts.fields import AddressField, LineField, LinesField

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
    TextField = models.TextField[str, str]
    EmailField = models.EmailField[str, str]
else:  # Django's own cannot be given types at run time
    CharField, TextField, EmailField = models.CharField, models.TextField, models.EmailField


class Cleaned:
    """Goes before a column of texts. To the database it is an ordinary one."""

    form_class: ClassVar[type[forms.CharField]]

    @staticmethod
    def clean_text(text: str) -> str:
        raise NotImplementedError

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]  # goes before a column
        plain = next(base for base in type(self).__mro__ if base.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{plain.__name__}", args, kwargs

    def to_python(self, value: Any) -> Any:
        return self.cleaned(super().to_python(value))  # type: ignore[misc]  # as above

    def pre_save(self, row: models.Model, add: bool) -> Any:  # noqa: FBT001  # as Django calls it
        """What is written into a mail straight after saving is what was saved."""
        value = self.cleaned(super().pre_save(row, add))  # type: ignore[misc]  # as above
        setattr(row, self.attname, value)  # type: ignore[attr-defined]  # as above
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return super().get_db_prep_save(self.cleaned(value), connection)  # type: ignore[misc]  # as above

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class} | kwargs)  # type: ignore[misc]  # as above

    def cleaned(self, value: Any) -> Any:
        return self.clean_text(value) if isinstance(value, str) else value


class Line(Cleaned, CharField):
    """A name, a title: one line, and something to be seen in it."""

    clean_text = staticmethod(cleaning.line)
    form_class = LineField


class Lines(Cleaned, TextField):
    """A text of any number of lines."""

    clean_text = staticmethod(cleaning.lines)
    form_class = LinesField


class Address(Cleaned, EmailField):
    """Where mail goes: the same address is always written the same way, so it is compared as it is."""

    clean_text = staticmethod(cleaning.address)
    form_class = AddressField


class MadeTexts(DeferredAttribute):
    """Always made from the row's texts as they are now; what was stored matters only to the database."""

    field: "Made"

    def __get__(self, row: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        return self if row is None else self.field.make(row)

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class Made(TextField):
    """What is made of other columns' texts. It is written whenever they are."""

    descriptor_class = MadeTexts
    empty: ClassVar[str] = ""

    def __init__(self, *sources: str) -> None:
        super().__init__(editable=False, blank=True, default=self.empty, db_default=self.empty)
        self.sources = sources

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, _options = super().deconstruct()
        return name, path, list(self.sources), {}

    def make(self, row: models.Model) -> str:
        raise NotImplementedError

    def pre_save(self, row: models.Model, add: bool) -> Any:  # noqa: FBT001  # as Django calls it
        """Overridden for `update_or_create`, which writes columns that are set on saving together with the others."""
        return super().pre_save(row, add)


class Folded(Made):
    """Other columns' texts, folded, to compare and search by. Anything looked up in it is folded too."""

    def make(self, row: models.Model) -> str:
        return cleaning.folded(" ".join(getattr(row, source) or "" for source in self.sources))

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return cleaning.folded(value) if isinstance(value, str) else value


def with_folded(row: models.Model, columns: Iterable[str]) -> list[str]:
    """For `update_fields`: these columns, and what is made of them."""
    written = set(columns)
    made = (field for field in row._meta.concrete_fields if isinstance(field, Made))
    return [*columns, *(field.name for field in made if written & set(field.sources))]


@Folded.register_lookup
class FoldedContains(Contains):
    def get_prep_lookup(self) -> Any:
        return cleaning.folded(self.rhs) if isinstance(self.rhs, str) else super().get_prep_lookup()


Folded.register_lookup(FoldedContains, "icontains")  # what the admin's search asks for


class Distinct(models.UniqueConstraint):
    """No two rows with the same folded texts. A form that asks for such a text checks it, and says so beside it."""

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = "default",
    ) -> None:
        folded = {name: field.sources for name in self.fields if isinstance(field := column(model, name), Folded)}
        asked = {name for name, sources in folded.items() if not set(sources) & set(exclude or ())}
        try:
            super().validate(model, instance, set(exclude or ()) - asked, using)
        except ValidationError as error:
            first = next(source for sources in folded.values() for source in sources)
            raise ValidationError({first: error.messages}) from None


def compared_by(model: type[models.Model], path: str) -> tuple[str, Any]:
    """What to look up a text by, `organization__name`: the folded column if it has one, and the column itself."""
    head, _, rest = path.partition("__")
    own = model._meta.get_field(head)
    if rest:
        found, target = compared_by(own.related_model, rest)  # type: ignore[arg-type]  # a path leads through relations
        return f"{head}__{found}", target
    folds = (f.name for f in model._meta.concrete_fields if isinstance(f, Folded) and f.sources == (head,))
    return next(folds, head), own


def column(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None

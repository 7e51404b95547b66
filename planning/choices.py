"""What a column with choices may hold is a rule of the database, too: scripts and fixtures ask no form."""

from django.db.models import CheckConstraint, Q


def one_of(name: str, column: str, *values: str) -> CheckConstraint:
    """Literal, since the `Meta` of a model does not see the choices beside it."""
    return CheckConstraint(
        name=name,
        condition=Q((f"{column}__in", list(values))),
        violation_error_message=f"Choose one of: {', '.join(value or 'none' for value in values)}.",
    )

"""What somebody typed into a form, with a sentence beside each field that can't stay so."""

from collections.abc import Iterable, Mapping
from typing import Self

from flask import request

from threadside.errors import Refusal
from threadside.words import say

LONGEST = 8_000


class Form:
    """The fields of one form by name; `name` keeps the ids of several forms on a page apart.

    `errors` are sentences by field, `problem` is one about the form as a whole.
    """

    def __init__(
        self,
        name: str,
        values: Mapping[str, object] | None = None,
        *,
        errors: Mapping[str, str] | None = None,
        problem: str = "",
    ) -> None:
        self.name = name
        self.values = {key: _plain(value) for key, value in (values or {}).items()}
        self.errors = dict(errors or {})
        self.problem = problem

    @classmethod
    def sent(cls, name: str) -> Self:
        """The form that was submitted, as it was typed."""
        return cls(name, {key: value[:LONGEST] for key, value in request.form.items()})

    def text(self, field: str) -> str:
        """What a field holds, trimmed; empty when the form lacks it."""
        return self.values.get(field, "").strip()

    def number(self, field: str) -> float:
        """A number as people write it.

        Raises:
            Refusal: `not_a_number` (422), shown beside the field.
        """
        try:
            return float(self.text(field).replace(",", ""))
        except ValueError as error:
            raise FieldRefused("not_a_number", field) from error

    def whole(self, field: str) -> int:
        """A whole number. Raises as `number` does."""
        value = self.number(field)
        if not value.is_integer():
            raise FieldRefused("not_a_number", field)
        return int(value)

    def required(self, field: str) -> str:
        """What a field holds.

        Raises:
            Refusal: `empty_field` (422), shown beside it, when that is nothing.
        """
        if not (value := self.text(field)):
            raise FieldRefused("empty_field", field)
        return value

    def choice(self, field: str, values: Iterable[str]) -> str:
        """Which of `values` was chosen.

        Raises:
            Refusal: `bad_choice` (422), shown beside the field.
        """
        if (value := self.text(field)) not in values:
            raise FieldRefused("bad_choice", field)
        return value

    @property
    def version(self) -> int:
        """The version of the thing that the form was made for; 0 fits none."""
        text = self.text("version")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def checked(self, field: str) -> bool:
        """Whether a box was ticked."""
        return field in self.values

    def refused(self, refusal: Refusal, fields: Mapping[str, str] | None = None) -> "Form":
        """The same form once more, with the refusal's sentence beside the field that its code
        belongs to by `fields`, or above the form."""
        verdict = refusal.extra.get("verdict")
        sentence = (
            verdict["detail"] if verdict else say(f"error.{refusal.code}.detail", **refusal.params)
        )
        field = refusal.field if isinstance(refusal, FieldRefused) else None
        field = field or (fields or {}).get(refusal.code)
        if field is None:
            return Form(self.name, self.values, problem=sentence)
        return Form(self.name, self.values, errors={field: sentence})


def choices(words: str, values: Iterable[str], none: str = "") -> list[tuple[str, str]]:
    """The options of a select: each value with its sentence `<words>.<value>`, before them `none`
    for no value, where there is one."""
    found = [(value, say(f"{words}.{value}")) for value in values]
    return [("", none), *found] if none else found


class FieldRefused(Refusal):
    """A value that can't be what its field asks for."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code, status=422)
        self.field = field


def _plain(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)

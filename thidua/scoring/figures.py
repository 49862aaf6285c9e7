"""Numbers as people type them in either language: 4.000 and 97,2, or 4,000 and 97.2."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

LONGEST = 20


def read_figure(text: str) -> Decimal | None:
    """The number that `text` is in the language of the page; None where it is none.

    Groups are of three digits; a group's sign before any other number of digits is taken for the
    decimal sign, since nobody groups so.
    """
    if len(text) > LONGEST:
        return None
    point = re.escape(formats.get_format("DECIMAL_SEPARATOR"))
    group = re.escape(formats.get_format("THOUSAND_SEPARATOR"))
    digits = "[0-9]"
    whole = rf"{digits}+|{digits}{{1,3}}(?:{group}{digits}{{3}})+"
    match = re.fullmatch(rf"({whole})(?:{point}({digits}+))?", text)
    if match:
        return Decimal(f"{re.sub('[^0-9]', '', match[1])}.{match[2] or 0}")
    match = re.fullmatch(rf"({digits}+){group}({digits}{{1,2}}|{digits}{{4,}})", text)
    return Decimal(f"{match[1]}.{match[2]}") if match else None


def shown_figure(value: object) -> str:
    """A stored number as the page's language writes it."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return ""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    return str(formats.number_format(exact))


class FigureField(forms.CharField):
    """A number from nought up, at most `most` where one is given."""

    def __init__(self, *, most: Decimal | None = None, is_whole: bool = False, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
        self.most = most
        self.is_whole = is_whole

    def clean(self, value: object) -> Decimal | int | None:
        """The number, or None where nothing is typed."""
        text = super().clean(value)
        if not text:
            return None
        figure = read_figure(text)
        if figure is None:
            raise ValidationError(_("This is not a number from 0 up."))
        if self.most is not None and figure > self.most:
            raise ValidationError(
                _("At most %(most)s points are given.") % {"most": shown_figure(self.most)}
            )
        if self.is_whole or figure == figure.to_integral_value():
            if figure != figure.to_integral_value():
                raise ValidationError(_("This is a whole number of cases."))
            return int(figure)
        return figure

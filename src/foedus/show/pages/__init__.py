"""A filled record enters; one self-contained page leaves, in which text of the articles stays text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from foedus.show.plainness import unmarked, visible

if TYPE_CHECKING:
    from foedus.show.brief import Brief


_CODES = re.compile(r" \((?:(?:CT|PR|PS)[+-]|UU)\)")
_ID = re.compile(r"\b([0-9a-f]{8})\b")


def page_of(brief: Brief, kind: str) -> str:
    """The brief as one self-contained page: "html" or "md"."""
    return environment().get_template(f"brief.{kind}").render(brief=brief)


@cache
def environment() -> Environment:
    """What fills the templates: everything is escaped, and what steers a page is shown as a mark."""
    made = Environment(
        loader=PackageLoader("foedus.show", "pages"),
        autoescape=select_autoescape(["html"]),
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        text=unmarked, drawing=_drawing, counted=_counted, noun=_noun, figure=_figure, plainly=_plainly, linked=_linked
    )
    return made


def _shown(value: object) -> object:
    """What is printed, with no character that steers; markup of ours passes."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _drawing(svg: str) -> Markup:
    """An SVG of ours, which escapes what it quotes, as part of a page."""
    return Markup(visible(svg))  # noqa: S704 - drawn by lineage_svg, which escapes every text


def _counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> _counted(1, "root"), _counted(2000, "root")
    ('1 root', '2,000 roots')
    """
    return f"{_figure(number)} {_noun(number, noun)}"


def _noun(number: int, noun: str) -> str:
    """The noun as it stands beside the number.

    >>> _noun(1, "copy"), _noun(2, "copy")
    ('copy', 'copies')
    """
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _figure(number: int) -> str:
    """A whole number as people read it.

    >>> _figure(1234567)
    '1,234,567'
    """
    return f"{number:,}"


def _plainly(certainty: str) -> str:
    """How certain, without FactBank's code.

    >>> _plainly("certain (CT+); to the publisher probable (PR+)")
    'certain; to the publisher probable'
    """
    return _CODES.sub("", certainty)


def _linked(told: str) -> Markup:
    """A sentence of ours in which the first letters of an id lead to the words behind it."""
    return Markup(_ID.sub(r'<a class="id" href="/why/\1">\1</a>', str(escape(visible(told)))))  # noqa: S704 - escaped

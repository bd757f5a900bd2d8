"""A filled record enters; one self-contained page leaves, in which text of the articles stays text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from foedus.show.plainness import unmarked, visible

if TYPE_CHECKING:
    from foedus.show.brief import Brief


def page_of(brief: Brief, kind: str) -> str:
    """The brief as one self-contained page: "html" or "md"."""
    return _pages().get_template(f"brief.{kind}").render(brief=brief)


@cache
def _pages() -> Environment:
    made = Environment(
        loader=PackageLoader("foedus.show", "pages"),
        autoescape=select_autoescape(["html"]),
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(text=unmarked, drawing=_drawing, counted=_counted)
    return made


def _shown(value: object) -> object:
    """What is printed, with no character that steers; markup of ours passes."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _drawing(svg: str) -> Markup:
    """An SVG of ours, which escapes what it quotes, as part of a page."""
    return Markup(visible(svg))  # noqa: S704 - drawn by lineage_svg, which escapes every text


def _counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> _counted(1, "root"), _counted(2, "root")
    ('1 root', '2 roots')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"

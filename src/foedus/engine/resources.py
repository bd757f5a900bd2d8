"""A way to make something enters; the thing leaves, made once in this process and shared by all steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")

_made: dict[Hashable, Any] = {}


def once(make: Callable[..., T], *arguments: Hashable) -> T:
    """What `make` returns for these arguments, from the first call on the same object.

    >>> once(list) is once(list)
    True
    """
    key = (make, *arguments)
    if key not in _made:
        _made[key] = make(*arguments)
    thing: T = _made[key]
    return thing

"""Reads reporting on relations between states: who claims what, on whose word, and who else says so independently."""

from __future__ import annotations

from importlib import import_module

__all__ = ["Dossier", "export"]  # noqa: F822 - found below; __init__.pyi tells type checkers where


def __getattr__(name: str) -> object:
    """The public name, found when it is first asked for.

    Every process that needs a part of the package imports this file, among them those that parse one hostile file and
    end: they would each load the model's runtime and three stores for nothing.
    """
    if name == "Dossier":
        return import_module("foedus.dossier").Dossier
    if name == "export":
        return import_module("foedus.show.exports").export
    raise AttributeError(f"module 'foedus' has no attribute '{name}'")

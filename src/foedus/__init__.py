"""Reads reporting on relations between states: who claims what, on whose word, and who else says so independently."""

"""Figures of a text: raw text enters, quantities with bounds, unit and what they count leave."""

from __future__ import annotations

from foedus.read.quantities.casualties import Casualty, casualties, toll
from foedus.read.quantities.reading import quantities

__all__ = ["Casualty", "casualties", "quantities", "toll"]

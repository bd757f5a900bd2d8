"""Assess: propositions, checks and roots enter; how far each relation has come, with bounds and grounds, leaves.

A framework says what is looked for; the stage model of strategic alignment is the one that Foedus brings. A relation
over time is a `Series`: the acts told as done, by month or year.
"""

from __future__ import annotations

from foedus.assess.acts import Act, acts_of, states_of
from foedus.assess.evidence import reach
from foedus.assess.framework import Framework, alignment, load_framework
from foedus.assess.rounds import assess, dyads
from foedus.assess.scales import SCALES, scale
from foedus.assess.sensitivity import Sensitivity, sensitivity
from foedus.assess.series import Asked, By, Dating, Point, Series, once, series
from foedus.assess.timeline import timeline_svg

__all__ = [
    "SCALES",
    "Act",
    "Asked",
    "By",
    "Dating",
    "Framework",
    "Point",
    "Sensitivity",
    "Series",
    "acts_of",
    "alignment",
    "assess",
    "dyads",
    "load_framework",
    "once",
    "reach",
    "scale",
    "sensitivity",
    "series",
    "states_of",
    "timeline_svg",
]

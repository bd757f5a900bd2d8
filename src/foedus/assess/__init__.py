"""Assess: propositions, checks and roots enter; how far each relation has come, with bounds and grounds, leaves.

A framework says what is looked for; the stage model of strategic alignment is the one that Foedus brings. A relation
over time is a `Series`: the acts told as done, by month or year.
"""

from __future__ import annotations

from foedus.assess.acts import QUADS, Act, acts_of, states_of
from foedus.assess.coded import Coded, coded_over_time, is_between, same_act
from foedus.assess.evidence import Side, reach
from foedus.assess.framework import Framework, alignment, load_framework
from foedus.assess.receipts import Receipt, receipts
from foedus.assess.rounds import Footing, assess, dyads, footing
from foedus.assess.scales import SCALES, scale
from foedus.assess.sensitivity import Sensitivity, sensitivity
from foedus.assess.series import Asked, By, Dating, Point, Series, once, series
from foedus.assess.timeline import timeline_svg, with_style
from foedus.assess.told import Told, told
from foedus.assess.world import country_of as acts_for

__all__ = [
    "QUADS",
    "SCALES",
    "Act",
    "Asked",
    "By",
    "Coded",
    "Dating",
    "Footing",
    "Framework",
    "Point",
    "Receipt",
    "Sensitivity",
    "Series",
    "Side",
    "Told",
    "acts_for",
    "acts_of",
    "alignment",
    "assess",
    "coded_over_time",
    "dyads",
    "footing",
    "is_between",
    "load_framework",
    "once",
    "reach",
    "receipts",
    "same_act",
    "scale",
    "sensitivity",
    "series",
    "states_of",
    "timeline_svg",
    "told",
    "with_style",
]

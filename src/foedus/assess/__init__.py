"""Assess: propositions, checks and roots enter; how far each relation has come, with bounds and grounds, leaves.

A framework says what is looked for; the stage model of strategic alignment is the one that Foedus brings.
"""

from __future__ import annotations

from foedus.assess.evidence import reach
from foedus.assess.framework import Framework, alignment, load_framework
from foedus.assess.rounds import assess, dyads
from foedus.assess.sensitivity import Sensitivity, sensitivity

__all__ = ["Framework", "Sensitivity", "alignment", "assess", "dyads", "load_framework", "reach", "sensitivity"]

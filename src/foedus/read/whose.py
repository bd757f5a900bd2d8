"""On whose word a claim stands: what the rules say, unless another source in earshot is clearly likelier.

A finding enters; its chain of voices leaves, with how the words are told. Speech runs on without a verb of saying ("The
ministry denied it. No ship had left port."), and beside it stands what the outlet tells by itself. A small network
weighs what speaks for each source; its weights stand in `whose.npz`, and `python -m training.weighing` fits them to
claims of which readers told the root.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from foedus.read.earshot import around, in_earshot
from foedus.read.layers import Layers
from foedus.terms import Manner

if TYPE_CHECKING:
    from foedus.read.scene import Finding, Scene
    from foedus.records import Voice

MARGIN = 0.1  # by which another has to be likelier than whom the rules hear


def voices_of(scene: Scene, finding: Finding) -> tuple[tuple[Voice, ...], Manner]:
    """The chain of a finding, the publisher first, and whether it is quoted, reported, or the outlet's own."""
    position = finding.predicate.start
    ruled, manner = scene.chains.chain(position), scene.chains.manner(position)
    told = in_earshot(scene, finding) if finding.probability is not None else ()
    if len(told) < 2:
        return ruled, manner
    scores = weights().each(around(scene, finding), [each.traits for each in told])
    shares = np.exp(scores - scores.max())
    shares = shares / shares.sum()
    best = int(shares.argmax())
    if best == 0 or float(shares[best] - shares[0]) < MARGIN:
        return ruled, manner
    chain = told[best].chain
    if len(chain) == 1:
        return chain, Manner.OWN
    return chain, Manner.INDIRECT if manner is Manner.OWN else manner


@cache
def weights() -> Layers:
    """The weights that come with Foedus."""
    return Layers.of("foedus.read", "whose.npz")

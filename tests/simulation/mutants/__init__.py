"""Engines that are wrong on purpose: the simulation has to tell each from the real one.

A mutant is a name, why it would be wrong, and text of the engine with what stands in its place.
Each text has to be in its file exactly once; once the engine changes, mend it here.
"""

from __future__ import annotations

from simulation.mutants.recording import RECORDING
from simulation.mutants.sharing import SHARING
from simulation.mutants.taking import TAKING

MUTANTS = (*RECORDING, *TAKING, *SHARING)

"""What a graph computes, to the last bit, in numpy integers (docs/arithmetic.md).

No float takes part: f32 occurs only as 32-bit patterns that are taken apart.
"""

from descent.arithmetic.evaluation import Model, Output
from descent.arithmetic.f32 import f32_bits, quantise, to_f32_bits
from descent.arithmetic.loss import LOSS_MAX, Loss, Losses, Score, judge
from descent.arithmetic.merging import candidate, full_step, merge, merge_weights, merged
from descent.arithmetic.operators import argmax
from descent.arithmetic.rows import Rows, normalise, samples

__all__ = [
    "LOSS_MAX",
    "Loss",
    "Losses",
    "Model",
    "Output",
    "Rows",
    "Score",
    "argmax",
    "candidate",
    "f32_bits",
    "full_step",
    "judge",
    "merge",
    "merge_weights",
    "merged",
    "normalise",
    "quantise",
    "samples",
    "to_f32_bits",
]

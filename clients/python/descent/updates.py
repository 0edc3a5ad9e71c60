"""Making an update from the weights of a locally trained model (docs/graph.md, "Updates").

Floats are the participant's own here: nothing that the chain computes passes through this module.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from descent.errors import Error, Refused
from descent.graph import Graph, Tensor, TensorUpdate, Update, check, content_hash
from descent.graph.limits import COARSER_MAX, FINER_MAX

_GREATEST = {8: 127, 16: 32767}
_DTYPES = {8: np.int8, 16: np.int16}


def floats(tensor: Tensor) -> npt.NDArray[np.float64]:
    """A tensor's values in its shape; exact."""
    return np.ldexp(tensor.values.astype(np.float64), tensor.exponent).reshape(tensor.shape)


def weights(graph: Graph) -> list[npt.NDArray[np.float64]]:
    """The values of all tensors, to start training from."""
    return [floats(t) for t in graph.tensors]


def _exponent(greatest: float, bits: int, own: int) -> int:
    """The finest exponent that holds a change of `greatest`, within what the tensor's own allows."""
    mantissa, power = np.frexp(greatest / _GREATEST[bits])
    finest = int(power) - (mantissa == 0.5)
    return min(max(finest, own - FINER_MAX), own + COARSER_MAX)


def _largest(values: npt.NDArray, count: int) -> npt.NDArray[np.uint32]:
    """Ascending positions of the `count` greatest absolute values that are not 0, ties to the lower."""
    order = np.argsort(-np.abs(values.astype(np.int64)), kind="stable")[:count]
    return np.sort(order[values[order] != 0]).astype(np.uint32)


def quantised(
    change: npt.NDArray, place: int, tensor: Tensor, bits: int, keep: float | None
) -> TensorUpdate | None:
    """One tensor's float change; None if all of it rounds to 0.

    A change beyond what the tensor's exponent allows is cut to the greatest the format holds.
    """
    flat = np.asarray(change, np.float64).reshape(-1)
    if not flat.any():
        return None
    exponent = _exponent(float(np.abs(flat).max()), bits, tensor.exponent)
    rounded = np.clip(np.rint(np.ldexp(flat, -exponent)), -_GREATEST[bits], _GREATEST[bits])
    values = rounded.astype(_DTYPES[bits])
    if not values.any():
        return None
    if keep is None:
        return TensorUpdate(place, exponent, values)
    positions = _largest(values, max(1, round(keep * values.size)))
    return TensorUpdate(place, exponent, values[positions], positions)


def make_update(
    base: Graph, trained: Sequence[npt.ArrayLike], *, bits: int = 16, keep: float | None = None
) -> Update:
    """The update that takes base to the trained weights, one array for each tensor in its shape.

    bits: 8 or 16, of each value. keep: the share of each tensor's elements to send, the greatest changes
    (top-k, sparse); None sends all of them (dense).
    Raises ValueError, or Refused: NotFinite, EmptyUpdate.
    """
    if bits not in _GREATEST or (keep is not None and not 0 < keep <= 1):
        raise ValueError(f"bits is 8 or 16 and keep a share up to 1, not {bits} and {keep}")
    if [np.shape(w) for w in trained] != [t.shape for t in base.tensors]:
        raise ValueError("the trained weights do not have the shapes of the graph's tensors")
    changes = []
    for place, (new, tensor) in enumerate(zip(trained, base.tensors, strict=True)):
        difference = np.asarray(new, np.float64) - floats(tensor)
        if not np.isfinite(difference).all():
            raise Refused(Error.NotFinite, place, "a trained weight is NaN or infinite")
        changes.append(quantised(difference, place, tensor, bits, keep))
    update = Update(content_hash(base), tuple(c for c in changes if c is not None))
    check(update, base)
    return update

"""ONNX tensors: what their data is, and how they become tensors of a graph (docs/onnx.md, "Tensors")."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from onnx import TensorProto

from descent.arithmetic import quantise
from descent.errors import Refused
from descent.graph import Shape, Tensor, elements
from descent.onnx_io.errors import OnnxError, OnnxRefused


def refuse_external(tensor: TensorProto, where: str) -> None:
    """Refuse data outside the file."""
    if tensor.data_location == TensorProto.EXTERNAL or tensor.external_data:
        raise OnnxRefused(OnnxError.ExternalData, f"{where}: save the model with its weights inside the file")


def _data(tensor: TensorProto, entries, dtype: str, count: int, where: str) -> npt.NDArray:
    """Either raw bytes or typed entries, exactly `count` of them."""
    raw, size = tensor.raw_data, np.dtype(dtype).itemsize * count
    whole = len(raw) == size and not len(entries) if raw else len(entries) == count
    if tensor.HasField("segment") or not whole:
        raise OnnxRefused(OnnxError.Malformed, f"{where}: {count} elements expected by its dims")
    return np.frombuffer(raw, dtype) if raw else np.array(entries, dtype)


def integers(tensor: TensorProto, where: str) -> list[int]:
    """The entries of a Reshape's shape."""
    if tensor.data_type != TensorProto.INT64 or len(tensor.dims) != 1 or not 2 <= tensor.dims[0] <= 5:
        raise OnnxRefused(OnnxError.UnsupportedForm, f"{where}: the shape must be 2 to 5 INT64 entries")
    return [int(v) for v in _data(tensor, tensor.int64_data, "<i8", tensor.dims[0], where)]


def _type_name(number: int) -> str:
    """ONNX's name for a type of elements; what a file holds may have none."""
    types = TensorProto.DataType
    return types.Name(number) if number in types.values() else f"type {number}, which ONNX does not have"


def float_bits(tensor: TensorProto, where: str) -> npt.NDArray[np.uint32]:
    """f32 patterns in the shape of a weight, bias or addend."""
    if tensor.data_type != TensorProto.FLOAT:
        kind = _type_name(tensor.data_type)
        raise OnnxRefused(OnnxError.UnsupportedForm, f"{where}: {kind}, only FLOAT weights are supported")
    shape = tuple(tensor.dims)
    try:
        count = elements(shape, 0)
    except Refused as e:
        raise OnnxRefused(OnnxError.InvalidGraph, f"{where}: {e.error}, shape {shape}") from e
    return _data(tensor, tensor.float_data, "<f4", count, where).view(np.uint32).reshape(shape)


@dataclass
class Tensors:
    """Tensors of a graph in order of first use."""

    made: list[Tensor] = field(default_factory=list)
    _numbers: dict[tuple, int] = field(default_factory=dict)

    def number(self, constant: TensorProto, shape: Shape, where: str, transposed: bool = False) -> int:
        """The number of the tensor that a constant is in this form. Raises OnnxRefused."""
        form = (id(constant), transposed, shape)
        if form not in self._numbers:
            self._numbers[form] = len(self.made)
            self.made.append(_tensor(constant, shape, where, transposed))
        return self._numbers[form]


def _tensor(constant: TensorProto, shape: Shape, where: str, transposed: bool) -> Tensor:
    named = f"{where}, tensor {constant.name!r}"
    bits = float_bits(constant, named)
    try:
        exponent, values = quantise(bits.T if transposed else bits)
    except Refused as e:
        message = f"{named}, element {e.place} is NaN or infinite"
        raise OnnxRefused(OnnxError.NotFinite, message) from e
    return Tensor(shape, exponent, values)

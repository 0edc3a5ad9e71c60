"""What a graph and an update may be at most (docs/graph.md, "Limits")."""

ENCODED_BYTES_MAX = 65 << 20
OPERATORS_MAX = 1024
TENSORS_MAX = 1024
RANK_MAX = 4
DIMENSION_MAX = 65536
ELEMENTS_MAX = 1 << 24
"""Of a value, of a tensor, and of all tensors together."""
VALUE_MAX = (1 << 31) - 1
EXPONENT_MIN = -64
EXPONENT_MAX = 101
MACS_MAX = 1 << 32
MEMORY_BYTES_MAX = 1 << 26
FINER_MAX = 24
"""An update's exponent is at least its tensor's less this."""
COARSER_MAX = 24
"""An update's exponent is at most its tensor's plus this."""

"""The example of docs/graph.md."""

import numpy as np

from descent.graph import Gemm, Graph, Softmax, Tensor

GRAPH_HEX = (
    "01040300000008080300000002000000e6ff1800000002000000ff000000040000800000000003250601000402000000e5ff08cdcc"
    "cc00666666fe08000000000000000000010000000601000000"
)
UPDATE_HEX = (
    "016ddb6fa461c47c7c14827cdbeb246028403f61cd55036a3cadc7c50a177c67280800000000ecff001801fe03007f8001000000e5"
    "ff0304010000000448f4"
)


def tensor(shape, exponent, values):
    return Tensor(tuple(shape), exponent, np.array(values, np.int64).astype(np.int32))


def example():
    return Graph(
        (3,),
        (
            tensor([3, 2], -26, [33554432, -16777216, 67108864, 8388608, 50331648, 67109]),
            tensor([2], -27, [13421773, -26843546]),
        ),
        (Gemm(0, 0, 1), Softmax(1)),
    )

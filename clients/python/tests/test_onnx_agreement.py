"""descent.onnx_io against the C++ conversion: the same graph of a file, the same file of a graph.

DESCENT_ONNX_TOOL is the path of descent_onnx_tool (tests/node/onnx); without it there is nothing to compare.
"""

import random
import subprocess
from collections import Counter
from dataclasses import replace

from built import tool
from examples import GRAPH_HEX, example, tensor
from onnx import ModelProto
from onnx_models import model

from descent.errors import Refused
from descent.graph import decode, encode
from descent.onnx_io import OnnxRefused, export_onnx, import_onnx

TOOL = tool("DESCENT_ONNX_TOOL", "tests/node/onnx/descent_onnx_tool")

SEEDS = 300
DAMAGED = 120


def tool(command: str, data: bytes) -> tuple[str, bytes]:
    """What C++ made of it: ("", bytes), or (the error's name, nothing)."""
    done = subprocess.run([TOOL, command], input=data, capture_output=True, check=False, timeout=60)
    if done.returncode == 0:
        return "", done.stdout
    message = done.stderr.decode(errors="replace")
    assert done.returncode == 1, f"{TOOL} {command} stopped with {done.returncode}: {message}"
    return message.split(":")[0], b""


def imported(data: bytes) -> tuple[str, bytes]:
    """What Python made of it, in the same form."""
    try:
        return "", encode(import_onnx(data))
    except OnnxRefused as e:
        return str(e.error), b""


def exported(graph: bytes) -> tuple[str, bytes]:
    try:
        return "", export_onnx(decode(graph))
    except Refused as e:
        return str(e.error), b""


def test_the_tool_works_at_all():
    graph = bytes.fromhex(GRAPH_HEX)
    name, file = tool("export", graph)
    assert not name
    assert len(file) == 259
    assert tool("import", file) == ("", graph)


def test_both_import_the_same_or_refuse_for_the_same_reason():
    seen = Counter()
    for seed in range(SEEDS):
        data = model(seed)
        expected = imported(data)
        assert tool("import", data) == expected, f"seed {seed}"
        seen[expected[0]] += 1
    assert seen[""] > SEEDS / 3, seen
    assert len(seen) > 9, seen


def test_both_export_the_same_file_and_read_it_back():
    accepted = (graph for name, graph in map(imported, map(model, range(SEEDS))) if not name)
    for number, graph in zip(range(60), accepted, strict=False):
        expected = exported(graph)
        assert tool("export", graph) == expected, f"accepted graph {number}"
        assert tool("import", expected[1]) == ("", graph), f"accepted graph {number}"


def test_both_refuse_to_export_what_no_f32_holds():
    weight, bias = example().tensors
    beyond = tensor(bias.shape, 101, [2**31 - 1, 0])
    graph = encode(replace(example(), tensors=(weight, beyond)))
    assert exported(graph) == ("ResultOutOfRange", b"")
    assert tool("export", graph) == exported(graph)


def test_both_agree_on_damaged_files():
    for seed in range(DAMAGED):
        choice = random.Random(seed)
        data = bytearray(model(seed))
        for _ in range(choice.randint(1, 3)):
            data[choice.randrange(len(data))] = choice.randrange(256)
        expected = imported(bytes(data))
        assert tool("import", bytes(data)) == expected, f"seed {seed}"


def test_both_refuse_a_type_that_onnx_does_not_have():
    proto = ModelProto.FromString(export_onnx(decode(bytes.fromhex(GRAPH_HEX))))
    proto.graph.initializer[0].data_type = 99
    data = proto.SerializeToString()
    assert imported(data) == ("UnsupportedForm", b"")
    assert tool("import", data) == imported(data)


def test_both_refuse_every_cut_of_a_file():
    data = model(1)
    for size in range(0, len(data), 97):
        name, _ = imported(data[:size])
        assert name
        assert tool("import", data[:size]) == (name, b""), f"first {size} bytes"

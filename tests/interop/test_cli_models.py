"""`descent model ...` against nodes of its own, and beside the Python client."""

import json
import time

import numpy as np
import onnxruntime
import pytest
from descent.arithmetic import Model, f32_bits, to_f32_bits
from descent.client import Client
from descent.commitments import CHUNK_BYTES, blob_root
from descent.federation import network
from descent.graph import blake2b_256, encode
from descent.onnx_io import import_onnx

from command_line import CommandLine
from node_process import NodeProcess

ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
INPUTS, HIDDEN, CLASSES = 64, 4600, 10
PROBABILITY_EXPONENT = -30


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """An ONNX file whose graph takes three chunks."""
    weights = network.initial(INPUTS, HIDDEN, CLASSES, np.random.default_rng(5))
    path = tmp_path_factory.mktemp("model") / "large.onnx"
    path.write_bytes(network.to_onnx(weights))
    assert 2 * CHUNK_BYTES < len(graph_in(path)) <= 3 * CHUNK_BYTES
    return path


def graph_in(path):
    return encode(import_onnx(path.read_bytes()))


@pytest.fixture(scope="module")
def model(cli, file):
    """The number of the large model, registered by the program at a terminal."""
    assert cli("model", "list") == "no models yet; `descent model register` adds one\n"
    words = ("--name", "large", "--task", "read digits", "--licence", "CC0-1.0", "--key", "//Alice")
    screen = cli.terminal("model", "register", file, *words)
    screen.read_until(f"Register 'large' ({len(graph_in(file))} bytes) as {ALICE}? [y/N] ")
    screen.type("y\n")
    status, printed = screen.end()
    assert status == 0, screen.screen
    assert "Models.Registered" in printed
    for percent in ("  0 %", " 33 %", " 66 %", "100 %"):
        assert f"] {percent}" in screen.screen
    return cli.json("model", "list")[0]["id"]


def stores(client, since=0):
    """The chunks that extrinsics stored in blocks after `since`."""
    numbers = range(since + 1, client.height() + 1)
    events = [e for n in numbers for e in client.block(n).events]
    return [e.fields["index"] for e in events if str(e) == "Blobs.ChunkStored"]


def test_a_large_model_is_stored_chunk_by_chunk(model, client, file):
    assert stores(client) == [0, 1, 2]
    assert client.blob(blob_root(graph_in(file))) == graph_in(file)


def test_a_model_that_is_stored_is_not_uploaded_again(model, cli, client, file):
    before = client.height()
    receipt = cli.json("model", "register", file, "--name", "again", "--key", "//Bob")
    assert stores(client, before) == []
    events = [f"{e['module']}.{e['event']}" for e in receipt["events"]]
    assert "Models.Registered" in events
    assert {m["name"] for m in cli.json("model", "list")} >= {"large", "again"}
    table = cli("model", "list")
    assert table.splitlines()[0].split() == ["model", "name", "head", "versions", "owner", "task"]
    assert "read digits" in table


def test_it_shows_what_was_registered(model, cli, file):
    shown = cli.json("model", "show", model)
    head = shown["head"]["architecture"]
    assert (shown["id"], shown["model"]["name"], shown["model"]["task"]) == (model, "large", "read digits")
    assert shown["model"]["licence"] == "0x" + blake2b_256(b"CC0-1.0").hex()
    assert head["input"] == [INPUTS]
    assert head["parameters"] == INPUTS * HIDDEN + HIDDEN + HIDDEN * CLASSES + CLASSES
    assert [entry["version"] for entry in shown["lineage"]] == [shown["model"]["head"]]
    people = cli("model", "show", model)
    assert str(len(graph_in(file))) in people
    assert ALICE in people
    assert "registered or forked" in people


def test_the_exported_file_is_what_the_python_client_exports(model, cli, client, file, tmp_path):
    out = tmp_path / "exported.onnx"
    told = cli.json("model", "export", model, "--out", out)
    assert told == {"version": client.head(model), "file": str(out), "bytes": out.stat().st_size}
    assert out.read_bytes() == client.export_onnx(client.head(model))
    x = np.random.default_rng(1).normal(size=(50, INPUTS)).astype(np.float32)
    given, original = answer(out, x), answer(file, x)
    assert given.shape == (50, CLASSES)
    assert np.abs(given - original).max() < 1e-5


def answer(path, x):
    """What ONNX Runtime makes of a file."""
    session = onnxruntime.InferenceSession(path.read_bytes())
    return session.run(None, {session.get_inputs()[0].name: x})[0]


def test_what_it_infers_is_the_references_to_the_bit(model, cli, client, tmp_path):
    x = np.random.default_rng(2).normal(size=(7, INPUTS)).astype(np.float32)
    ours = Model(client.graph(client.head(model))).outputs(f32_bits(x))
    expected = to_f32_bits(ours.values.reshape(-1), PROBABILITY_EXPONENT).reshape(7, CLASSES)
    table, samples = tmp_path / "samples.csv", tmp_path / "samples.json"
    table.write_text("\n".join([",".join(f"x{i}" for i in range(INPUTS)), *map(line, x)]))
    samples.write_text(json.dumps(x.tolist()))
    for path in (table, samples):
        told = cli.json("model", "infer", model, path)
        assert told["version"] == client.head(model)
        outputs = np.array([row["output"] for row in told["rows"]], np.float32)
        assert np.array_equal(outputs.view(np.uint32), expected)
        assert [row["class"] for row in told["rows"]] == ours.values.argmax(axis=1).tolist()
    people = cli("model", "infer", model, table, "--version", client.head(model))
    assert len(people.splitlines()) >= 7 + 2


def line(values):
    return ",".join(repr(float(v)) for v in values)


def test_refusals_say_what_to_do(model, cli, client, tmp_path):
    narrow, broken, nan = (tmp_path / n for n in ("narrow.csv", "broken.csv", "nan.csv"))
    narrow.write_text("1,2,3\n")
    broken.write_text("1,2\n3,x\n")
    nan.write_text("0\nnan\n")
    no_model = tmp_path / "no.onnx"
    no_model.write_bytes(b"\x08\x07 this is no model")
    missing = tmp_path / "missing.onnx"
    for words, status, remedy in [
        (("show", 4_000_000), 1, "`descent model list`"),
        (("export", 4_000_000, "--out", narrow), 1, "`descent model list`"),
        (("export", model, "--out", tmp_path / "no" / "folder.onnx"), 1, "may you write there"),
        (("export", model), 2, "`descent model export --help`"),
        (("infer", model, narrow), 1, "`descent model show`"),
        (("infer", model, broken), 2, "correct or remove"),
        (("infer", model, nan), 2, "correct or remove"),
        (("infer", model, missing), 2, "cannot read"),
        (("infer", model, narrow, "--version", 4_000_000), 1, "`descent model show`"),
        (("register", no_model, "--name", "no", "--key", "//Alice"), 1, "is refused"),
        (("register", missing, "--name", "no", "--key", "//Alice"), 2, "cannot read"),
        (("register", no_model, "--name", "no"), 2, "--key"),
    ]:
        assert remedy in cli("model", *words, expect=status), words


def test_nothing_is_sent_without_a_yes(model, cli, client, file):
    before = client.height()
    screen = cli.terminal("model", "register", file, "--name", "never", "--key", "//Alice")
    screen.read_until("[y/N] ")
    screen.type("n\n")
    status, _ = screen.end()
    assert status == 1
    assert "nothing was sent" in screen.screen
    assert client.height() == before


# ---- An interrupted upload --------------------------------------------------------------------------


@pytest.fixture
def manual(tmp_path):
    """A node that makes a block when it is told to."""
    process = NodeProcess(tmp_path / "manual", "--sealing", "manual").start()
    yield process
    process.kill()


def until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def pending(node):
    return len(node.call("author_pendingExtrinsics"))


def seal(node):
    """A block of what the program has just sent."""
    until(lambda: pending(node) == 1)
    node.call("engine_createBlock")


def seal_to_the_end(node, screen):
    while screen.process.poll() is None:
        if pending(node):
            node.call("engine_createBlock")
        time.sleep(0.01)
    return screen.end()


def test_an_interrupted_upload_goes_on_where_it_ended(manual, file):
    cli, client = CommandLine(manual), Client(manual.ws_url)
    words = ("model", "register", file, "--name", "large", "--key", "//Alice", "--yes")
    first = cli.terminal(*words)
    seal(manual)  # begin
    first.read_until("   0 %")
    seal(manual)  # the first chunk
    first.read_until("  33 %")
    until(lambda: pending(manual) == 1)
    first.kill()  # with the second chunk in the pool
    root = "0x" + blob_root(graph_in(file)).hex()
    assert client.api("BlobsApi", "missing", root=root) == [1, 2]

    again = cli.terminal(*words)
    until(lambda: pending(manual) == 2)  # the same chunk twice
    status, printed = seal_to_the_end(manual, again)
    assert status == 0, again.screen
    assert "Models.Registered" in printed
    assert "   0 %" not in again.screen
    assert "] 100 %" in again.screen
    assert stores(client) == [0, 1, 2]
    client.close()

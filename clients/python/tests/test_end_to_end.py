"""Two rounds of a tiny federation on a real node, with every proof of the demonstration."""

import subprocess
import sys
import time

import pytest
from clouds import three_clouds

from descent.client import Call, CallFailed, ChainError, Client, hexed
from descent.demo import checks
from descent.demo.case import set_up
from descent.demo.node import Node
from descent.federation.rounds import run
from descent.wallet import Keypair

ALICE = Keypair.from_uri("//Alice")


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    node = Node(tmp_path_factory.mktemp("node"))
    yield node
    node.stop()


@pytest.fixture(scope="module")
def client(node):
    return node.start()


@pytest.fixture(scope="module")
def case(client, node):
    (case,) = set_up(client, [three_clouds(epochs=6)], node.folder, seed=0, rounds=2)
    run(client, [case.federation])
    return case


def test_the_model_learns_and_honest_parties_earn(client, case):
    assert [r.round for r in case.federation.results] == [0, 1]
    assert case.federation.results[-1].accuracy > case.federation.results[0].base_correct / 32
    purses = checks.purses(client, case)
    assert sum(p.earned for p in purses) == sum(r.paid for r in case.federation.results) > 0
    *honest, attacker = purses
    assert max(p.net for p in honest) > 0
    assert attacker.net < max(p.net for p in honest)


def test_the_reference_recomputes_the_round(client, case):
    found = checks.receipts(client, case)
    assert found.held, found.evidence


def test_the_model_is_the_references_and_onnx_runtimes(client, case):
    found = [*checks.models(client, case), *checks.learning(case, checks.accuracies(client, case))]
    assert all(c.held for c in found), found


def test_every_unit_is_accounted_for(client, case, node, tmp_path):
    out = tmp_path / "sums.jsonl"
    command = [sys.executable, "-m", "descent.demo.watch_issuance", node.url, "--out", str(out)]
    watcher = subprocess.Popen(command)
    height = client.height()
    while watcher.poll() is None and (not out.exists() or out.read_text().count("\n") <= height):
        time.sleep(0.05)
    watcher.terminate()
    assert watcher.wait(20) == 0
    found = checks.issuance(out)
    assert found.held, found.evidence


def test_an_interrupted_upload_goes_on(client):
    blob = bytes(600_000)
    begin, first, _ = client.upload_calls(blob)
    client.submit_all([(begin, ALICE), (first, ALICE)])
    with pytest.raises(ChainError, match="does not have all of the blob"):
        client.blob(bytes.fromhex(begin.arguments["root"][2:]))
    assert client.blob(client.upload(blob, ALICE)) == blob


def test_a_failing_call_says_what_to_do(client, case):
    closing = Call("Training", "close_task", {"task": case.federation.task})
    with pytest.raises(CallFailed, match="Only the sponsor of the task") as raised:
        client.submit(closing, ALICE)
    assert raised.value.name == "Training.NotSponsor"
    with pytest.raises(ChainError, match="no model has the number 77"):
        client.head(77)


def test_no_node_is_a_clear_error():
    with pytest.raises(ChainError, match=r"no node answers at ws://127\.0\.0\.1:9"):
        Client("ws://127.0.0.1:9")


def test_a_killed_node_comes_back_as_it_was(client, case, node):
    before = checks.Snapshot.of(client, [case])
    node.kill()
    again = node.start()
    found = checks.restarted(before, checks.Snapshot.of(again, [case]))
    assert found.held, found.evidence
    transfer = Call(
        "Balances", "transfer_keep_alive", {"dest": {"Id": hexed(bytes([7]) * 32)}, "value": 10**12}
    )
    assert again.submit(transfer, ALICE).fee > 0

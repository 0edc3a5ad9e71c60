"""`descent training open|commit|reveal`: a federation whose people have no Python, beside what Python does."""

import json

import pytest
from descent.client import hexed
from descent.commitments import blob_root, commitment
from descent.demo.case import set_up
from descent.demo.settings import Windows

from clouds import three_clouds

SEED = 3
WINDOWS = Windows(commit=8, reveal=10)


@pytest.fixture(scope="module")
def federation(client, tmp_path_factory):
    """Its one round has begun."""
    folder = tmp_path_factory.mktemp("parties")
    (case,) = set_up(client, [three_clouds(epochs=8)], folder, seed=SEED, rounds=1, windows=WINDOWS)
    return case.federation


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A keystore without keys: sealed updates are kept beside it."""
    return tmp_path_factory.mktemp("home") / "keys"


def uri(name):
    return f"//clouds//{SEED}//{name}"


def advance_to(cli, client, federation, phase):
    """A block for each transfer."""
    for _ in range(40):
        if client.api("TrainingApi", "task", id=federation.task)["phase"] == phase:
            return
        cli("account", "transfer", "--key", "//Eve", "--to", "//Bob", "--amount", 1)
    pytest.fail(f"the task does not come to {phase}")


def entries(client, federation):
    return client.api("TrainingApi", "scores", task=federation.task, round=0)


def test_a_party_takes_part_by_the_command_line_alone(cli, client, federation, keys, tmp_path):
    first, second, *_ = federation.parties
    base = federation.base(client, 0)
    files = {p.name: tmp_path / p.name for p in (first, second)}
    for party in (first, second):
        files[party.name].write_bytes(party.update(base))
    training = ("--keystore-path", keys, "training")

    too_early = cli(*training, "reveal", federation.task, "--key", uri(first.name), expect=1)
    task = client.api("TrainingApi", "task", id=federation.task)
    assert f"from block {task['phase_ends']} on" in too_early

    for party in (first, second):
        cli(*training, "commit", federation.task, files[party.name], "--key", uri(party.name), "--yes")
    assert [e["status"] for e in entries(client, federation)] == ["Committed", "Committed"]
    for party, entry in zip((first, second), entries(client, federation), strict=True):
        (sealed,) = (keys.parent / "keys-sealed").glob(f"*{party.key.ss58_address}-task-*-round-0.json")
        kept = json.loads(sealed.read_text())
        update = files[party.name].read_bytes()
        assert bytes.fromhex(kept["update"]) == update
        salt = bytes.fromhex(kept["salt"])
        by_python = commitment(blob_root(update), salt, party.key.public_key, federation.task, 0)
        assert entry["commitment"] == hexed(by_python)

    advance_to(cli, client, federation, "Reveal")
    late = cli(*training, "commit", federation.task, files[first.name], "--key", uri(first.name), expect=1)
    assert "are closed, and it is the last one" in late
    cli(*training, "reveal", federation.task, "--key", uri(first.name), "--yes")
    shown, hidden = entries(client, federation)
    assert (shown["status"], hidden["status"]) == ("Revealed", "Committed")
    assert shown["update"] == hexed(blob_root(files[first.name].read_bytes()))

    advance_to(cli, client, federation, "OpenSlice")
    too_late = cli(*training, "reveal", federation.task, "--key", uri(second.name), expect=1)
    assert "the time to reveal round 0 is over" in too_late
    sponsor = federation.sponsor
    client.submit(sponsor.open_slice(federation.set_root, federation.task, 0), sponsor.key)
    advance_to(cli, client, federation, "OpenLast")
    scored, missing = entries(client, federation)
    assert (scored["status"], missing["status"]) == ("Scored", "Missing")
    assert scored["payout"] > 0
    assert missing["forfeit"] > 0


def test_a_sponsor_opens_a_task_by_terms_in_a_file(cli, client, federation, tmp_path):
    advance_to(cli, client, federation, "Closed")  # a model has one task at a time
    terms = cli.json("training", "show", federation.task)["task"]["terms"]
    file = tmp_path / "terms.json"
    file.write_text(json.dumps({**terms, "reward": "7 GRAD", "bond": 9 * 10**12}))
    sponsor = f"//clouds//{SEED}//sponsor"
    receipt = cli.json("training", "open", federation.model, "--terms", file, "--key", sponsor)
    (opened,) = [e for e in receipt["events"] if e["event"] == "TaskOpened"]
    shown = cli.json("training", "show", opened["fields"]["task"])["task"]["terms"]
    assert shown == {**terms, "reward": str(7 * 10**12), "bond": str(9 * 10**12)}


def test_terms_that_the_chain_does_not_take_are_refused_in_its_words(cli, federation, tmp_path):
    terms = cli.json("training", "show", federation.task)["task"]["terms"]
    file = tmp_path / "terms.json"
    file.write_text(json.dumps({**terms, "rounds": 0}))
    words = ("training", "open", federation.model, "--terms", file, "--key")
    assert "1 to 1,000 rounds" in cli(*words, f"//clouds//{SEED}//sponsor", expect=1)
    file.write_text(json.dumps(terms))
    assert "Only the owner" in cli(*words, "//Alice", expect=1)

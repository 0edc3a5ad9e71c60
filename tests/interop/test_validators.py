"""Four validators, each a process: they agree, one dies and comes back, a full node follows."""

import subprocess
import sys
import time

import pytest
from descent.client import Call, Client, hexed
from descent.localnet.member import Member, metric
from descent.localnet.network import Localnet
from descent.netbench import scrape
from descent.wallet import Keypair

PATIENCE_SECONDS = 60.0
GRAD = 10**12


@pytest.fixture
def network(tmp_path):
    """Four validators that run; stopped when the test ends."""
    found = Localnet(4, tmp_path)
    try:
        found.start()
        yield found
    finally:
        found.stop()


def wait_for(condition, what):
    """Until it holds; a limit of a test that hangs, not a measure."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"no {what} within {PATIENCE_SECONDS:.0f} s"
        time.sleep(0.05)


def clients(members):
    """A connection to each."""
    return [Client(m.url) for m in members]


def same_block(connections, height):
    """Whether all have that block, the same one."""
    found = {c.block_hash(height) for c in connections}
    return len(found) == 1 and None not in found


def transfer(client, value):
    """A transfer of //Alice to //Bob; waits until it is in a block."""
    to = {"Id": hexed(Keypair.from_uri("//Bob").public_key)}
    call = Call("Balances", "transfer_keep_alive", {"dest": to, "value": value})
    return client.submit(call, Keypair.from_uri("//Alice"))


def test_a_transaction_given_to_one_is_final_on_all_with_a_proof(network):
    connections = clients(network.members)
    sent = transfer(connections[3], 5 * GRAD)
    wait_for(lambda: same_block(connections, sent.block.number), "block on all four")
    for client in connections:
        proof = client.rpc("chain_getBlock", sent.block.hash)["justifications"]
        assert bytes(proof[0][0]) == b"DSC1"
        assert len(proof[0][1]) > 3 * 64, "three signatures of four at least"
        assert client.rpc("system_health")["peers"] == 3
        assert client.rpc("system_nodeRoles") == ["Authority"]
        assert {p["roles"] for p in client.rpc("system_peers")} == {"AUTHORITY"}


def test_what_validators_send_is_counted_by_kind(network):
    transfer(Client(network.members[0].url), GRAD)
    member = network.members[1]

    def counted(kind):
        return metric(member.scrape(), "descent_network_bytes_total", f'direction="out",kind="{kind}"')

    wait_for(lambda: counted("consensus") and counted("blocks"), "bytes of votes and of proposals")
    wait_for(
        lambda: sum(scrape.sent(text := member.scrape()).values())
        == metric(text, "substrate_sub_libp2p_network_bytes_total", 'direction="out"'),
        "moment at which the kinds add up to the whole",
    )


def test_a_validator_that_was_killed_comes_back_to_the_same_chain(network):
    first, victim = network.members[0], network.members[3]
    client = Client(first.url)
    transfer(client, GRAD)
    victim.kill()
    for _ in range(3):
        transfer(client, GRAD)
    network.start_one(victim)
    again = Client(victim.url)
    height = client.height()
    wait_for(lambda: same_block([client, again], height), "catching up")
    before = again.height()
    wait_for(lambda: again.height() > before + 4, "progress with it")
    assert same_block(clients(network.members), before)


def test_a_node_that_does_not_vote_catches_up_and_follows(network, tmp_path):
    client = Client(network.members[0].url)
    for _ in range(3):
        transfer(client, GRAD)
    follower = Member("follower", tmp_path / "follower", ["--chain", "local"])
    try:
        follower.start([network.members[1].address])
        own = Client(follower.url)
        sent = transfer(own, GRAD)
        wait_for(lambda: same_block([client, own], sent.block.number), "block on the follower")
        assert own.rpc("system_nodeRoles") == ["Full"]
        state = own.rpc("system_syncState")
        assert state["currentBlock"] >= sent.block.number
    finally:
        follower.stop()


def test_two_of_four_decide_nothing_and_three_go_on(network):
    client = Client(network.members[0].url)
    transfer(client, GRAD)
    network.members[2].kill()
    network.members[3].kill()
    time.sleep(0.5)
    stuck = client.height()
    time.sleep(3.0)
    assert client.height() <= stuck + 1, "two of four are not more than two thirds"
    network.start_one(network.members[2])
    wait_for(lambda: client.height() > stuck + 3, "progress of three")


def test_a_validator_without_its_signing_state_does_not_vote(network):
    victim = network.members[3]
    victim.stop()
    states = list(victim.folder.glob("chain/chains/local/signing/sign-state-*"))
    assert states, "it has voted"
    for state in states:
        state.unlink()
    victim.arguments = [a if a != "--dave" else "--validator" for a in victim.arguments]
    network.start_one(victim)
    wait_for(lambda: "--new-session-key" in victim.log_end(), "explanation in the log")
    wait_for(lambda: (status := victim.status()) is not None and status.peers > 0, "peers all the same")


def test_the_command_shows_a_table_and_stops_cleanly():
    command = [sys.executable, "-m", "descent.localnet", "4", "--seconds", "12"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "4 validators run" in done.stdout
    assert "All have stopped." in done.stdout
    last = done.stdout.strip().splitlines()[-5:-1]
    assert [line.split()[0] for line in last] == ["Alice", "Bob", "Charlie", "Dave"]
    assert all(int(line.split()[2]) >= 1 for line in last), "blocks were made"
    assert all(line.split()[-1] == "3" for line in last), "each has the others as peers"

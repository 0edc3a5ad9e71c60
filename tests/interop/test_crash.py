"""What a subscriber has seen as finalised outlives kill -9.

`DESCENT_KILLS` says how often the node is killed, under a load of transfers; half of the kills come
right behind a block, the others at any time.
"""

import json
import os
import random
import threading
import time

from descent.headers import header_hash
from descent.scale import integer
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from node_process import NodeProcess
from transactions import GRAD, Rules, Transaction, key, transfer

KILLS = int(os.environ.get("DESCENT_KILLS", "200"))
SEED = int(os.environ.get("DESCENT_SEED", "1"))
SENDERS = [key("//" + name) for name in ("Alice", "Bob", "Charlie", "Dave", "Eve")]
AT_ONCE = 8  # transfers of each sender that wait in the pool
LIFE_SECONDS = 0.5  # of a node, at most, once the load is on
BLOCK_MILLISECONDS = 50


class Load:
    """Transfers by several accounts, and a note of every block that is told of as finalised."""

    def __init__(self, node: NodeProcess, seen: dict[int, str]) -> None:
        self.rules, self.seen = Rules.asked(node.call), seen
        self.blocks = threading.Semaphore(0)
        self.changed: list[int] = []
        self.sent = 0
        addresses = [pair.ss58_address for pair in SENDERS]
        self.nonces = {who: node.call("system_accountNextIndex", who) for who in addresses}
        self.socket = connect(node.ws_url).__enter__()
        self.socket.send(request("chain_subscribeFinalizedHeads", []))
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self._submit()
            for text in self.socket:
                message = json.loads(text)
                if message.get("method") == "chain_finalizedHead":
                    self._note(message["params"]["result"])
                    self._submit()
        except ConnectionClosed:
            pass

    def _note(self, header: dict) -> None:
        number, block = int(header["number"], 16), header_hash(header)
        if self.seen.setdefault(number, block) != block:
            self.changed.append(number)
        self.blocks.release()

    def _submit(self) -> None:
        for sender, receiver in zip(SENDERS, SENDERS[1:] + SENDERS[:1], strict=True):
            for _ in range(AT_ONCE):
                nonce = self.nonces[sender.ss58_address]
                self.nonces[sender.ss58_address] += 1
                call = transfer(receiver.public_key, GRAD // 1000 + nonce)
                signed = Transaction(self.rules, call, nonce).signed(sender)
                self.socket.send(request("author_submitExtrinsic", ["0x" + signed.hex()]))
                self.sent += 1

    def end(self) -> int:
        """After the node is dead: reads what it had told us to the end. Returns what was sent."""
        self.thread.join(timeout=30)
        assert not self.thread.is_alive()
        assert not self.changed, f"blocks that changed after they were final: {self.changed}"
        self.socket.close()
        return self.sent


def request(method: str, params: list) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})


def assert_all_there(node: NodeProcess, seen: dict[int, str], fresh: list[int]) -> None:
    """Every block ever seen has its hash; the fresh ones their bodies and states, too."""
    numbers = sorted(seen)
    for start in range(0, len(numbers), 1000):
        page = numbers[start : start + 1000]
        assert node.call("chain_getBlockHash", page) == [seen[number] for number in page]
    for number in fresh:
        block = node.call("chain_getBlock", seen[number])["block"]
        assert header_hash(block["header"]) == seen[number]
        assert len(block["extrinsics"]) > 0 or number == 0
        assert node.call("state_getStorage", "0x3a636f6465", seen[number])


def hasten(node: NodeProcess) -> None:
    """Lets blocks follow each other as fast as the rules allow, so that more kills hit one."""
    alice = SENDERS[0]
    shortest = bytes([5, 0, 1, 0]) + integer(BLOCK_MILLISECONDS, 16)  # Timestamp.MinBlockInterval
    signed = Transaction(Rules.asked(node.start().call), bytes([6, 0]) + shortest, 0).signed(alice)
    node.call("author_submitExtrinsic", "0x" + signed.hex())
    while node.call("system_accountNextIndex", alice.ss58_address) == 0 or node.height() == 0:
        time.sleep(0.01)
    node.stop()


def live_and_die(node: NodeProcess, seen: dict[int, str], chance: random.Random) -> int:
    """Puts the load on, kills the node, and returns how many transfers were sent."""
    load = Load(node, seen)
    if chance.random() < 0.5:
        for _ in range(1 + chance.randint(1, 4)):  # the first is the head it began with
            load.blocks.acquire(timeout=30)
        time.sleep(chance.random() * 0.01)
    else:
        time.sleep(chance.random() * LIFE_SECONDS)
    node.kill()
    return load.end()


def test_every_finalised_block_outlives_kill_9(tmp_path, capsys):
    chance = random.Random(SEED)
    node = NodeProcess(tmp_path / "base")
    seen: dict[int, str] = {}
    fresh: list[int] = []
    hasten(node)
    starts, sent, begun = [], 0, time.monotonic()
    for _ in range(KILLS):
        starts.append(node.start().start_seconds)
        assert_all_there(node, seen, fresh)
        known = set(seen)
        sent += live_and_die(node, seen, chance)
        fresh = sorted(set(seen) - known)
    node.start()
    assert_all_there(node, seen, fresh)
    bodies = [node.call("chain_getBlock", block)["block"]["extrinsics"] for block in seen.values()]
    transfers = sum(len(body) - 1 for body in bodies if body)
    node.stop()
    seconds, start = time.monotonic() - begun, sorted(starts)[KILLS // 2]
    with capsys.disabled():
        print(f"\n{KILLS} kills under load in {seconds:.0f} s; the node starts in {start:.2f} s (median)")
        print(f"{len(seen)} blocks seen as finalised with {transfers} of {sent} transfers, all there")
    assert len(seen) > KILLS // 2

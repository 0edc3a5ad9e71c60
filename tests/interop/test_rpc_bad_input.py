"""What a node answers to input that is wrong, by accident or on purpose."""

import json
import socket
import subprocess
import threading

import pytest
from descent.scale import compact
from websockets.sync.client import connect

from node_process import NodeProcess
from transactions import ECDSA, ED25519, GRAD, SR25519, Rules, Transaction, key, remark, transfer

# ed25519: a public key of order 8, and the order of the base point.
SMALL_ORDER = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
DEEP = 10_000


@pytest.fixture(scope="module")
def rules(node):
    return Rules.asked(node.call)


@pytest.fixture(autouse=True)
def lives(node):
    """Whatever was sent, the node goes on."""
    yield
    assert node.running
    assert node.call("system_chain") == "Development"


def error(node, method, *params):
    response = node.send(method, *params)
    assert "error" in response, response
    return response["error"]


def submit(node, extrinsic):
    return node.send("author_submitExtrinsic", "0x" + extrinsic.hex())


def refusal(node, extrinsic):
    """Why it is refused, in the words wallets know."""
    response = submit(node, extrinsic)
    assert response.get("error", {}).get("code") == 1010, response
    assert response["error"]["message"] == "Invalid Transaction"
    return response["error"]["data"]


def nonce(node, pair):
    return node.call("system_accountNextIndex", pair.ss58_address)


class Watch:
    """A transaction's statuses until its last."""

    def __init__(self, node):
        self.socket = connect(node.ws_url).__enter__()

    def send(self, extrinsic):
        params = ["0x" + extrinsic.hex()]
        message = {"jsonrpc": "2.0", "id": 1, "method": "author_submitAndWatchExtrinsic", "params": params}
        self.socket.send(json.dumps(message))
        assert "result" in json.loads(self.socket.recv(timeout=30))
        return self

    def next(self):
        return json.loads(self.socket.recv(timeout=30))["params"]["result"]

    def to_finality(self):
        while "finalized" not in (status := self.next()):
            assert status not in ("invalid", "dropped"), status
        return status["finalized"]


def included(node, extrinsic):
    return Watch(node).send(extrinsic).to_finality()


def test_it_starts_in_less_than_a_second(node, capsys):
    with capsys.disabled():
        print(f"\nthe node answered {node.start_seconds:.3f} s after its start (aim: below 1 s)")


# ---- Messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "params", "named"),
    [
        ("chain_getBlockHash", ["seven"], "number"),
        ("chain_getBlockHash", [-1], "number"),
        ("chain_getBlockHash", [1.5], "number"),
        ("chain_getBlockHash", [[0, "one"]], "number"),
        ("chain_getBlockHash", [{"number": 1}], "number"),
        ("chain_getHeader", [7], "hash"),
        ("chain_getHeader", ["0x1234"], "hash"),
        ("chain_getBlock", ["0x" + "zz" * 32], "hash"),
        ("state_getStorage", [], "key"),
        ("state_getStorage", [True], "key"),
        ("state_getStorage", ["0x123"], "key"),
        ("state_getKeysPaged", ["0x", "many"], "count"),
        ("state_queryStorageAt", ["0x00"], "keys"),
        ("state_call", [1, "0x"], "parameter 1"),
        ("state_call", ["Core_version", {}], "parameter 2"),
        ("system_accountNextIndex", ["no address"], "SS58"),
        ("system_accountNextIndex", [[]], "account"),
        ("author_submitExtrinsic", [{"call": "transfer"}], "extrinsic"),
        ("author_submitExtrinsic", [], "extrinsic"),
    ],
)
def test_wrong_types_are_named(node, method, params, named):
    answer = error(node, method, *params)
    assert answer["code"] == -32602
    assert named in answer["message"]


def test_an_unknown_method_has_the_words_that_wallets_compare(node):
    assert error(node, "chain_doWhatIMean") == {"code": -32601, "message": "Method not found"}


def test_an_unknown_runtime_call_has_the_words_that_clients_compare(node):
    answer = error(node, "state_call", "ModelsApi_train", "0x")
    assert answer["code"] == 4003
    assert answer["message"] == (
        "Client error: Execution failed: Other: Exported method ModelsApi_train is not found"
    )


def test_a_runtime_call_with_too_few_or_too_many_bytes(node):
    for data in ("0x", "0x0102", "0x" + "00" * 100):
        assert error(node, "state_call", "ModelsApi_model", data)["code"] == 4003


def test_an_unknown_block(node):
    nowhere = "0x" + "11" * 32
    assert node.call("chain_getHeader", nowhere) is None
    assert node.call("chain_getBlock", nowhere) is None
    assert node.call("chain_getBlockHash", 4_000_000_000) is None
    assert error(node, "state_getStorage", "0x00", nowhere)["code"] == 4003


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_json_10_000_deep(node, opening):
    answer = json.loads(node.post(opening * DEEP))
    assert answer["error"]["code"] == -32700
    assert "nested" in answer["error"]["message"]


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_10_000_deep_on_a_websocket(node, opening):
    with connect(node.ws_url) as line:
        line.send(opening * DEEP)
        assert json.loads(line.recv(timeout=60))["error"]["code"] == -32700
        line.send('{"jsonrpc":"2.0","id":5,"method":"system_health","params":[]}')
        assert json.loads(line.recv(timeout=60))["id"] == 5


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"\xff\xfe", b'{"jsonrpc":"2.0"}', b"[]", b'{"id":1,"method":7}']
)
def test_what_is_no_request(node, body):
    assert json.loads(node.post(body))["error"]["code"] in (-32700, -32600)


def test_an_oversize_body_is_refused_before_it_is_read(node):
    with socket.create_connection(("127.0.0.1", node.rpc_port), timeout=60) as line:
        head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {1 << 40}\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 413 ")


def test_an_oversize_websocket_message_ends_the_connection(node):
    from websockets.exceptions import ConnectionClosed

    with connect(node.ws_url) as line, pytest.raises(ConnectionClosed) as closed:
        line.send("[" + " " * (17 << 20) + "]")
        line.recv(timeout=60)
    assert closed.value.rcvd is None or closed.value.rcvd.code == 1009


def test_a_slow_client_is_dropped_and_delays_nobody(node):
    with socket.create_connection(("127.0.0.1", node.rpc_port), timeout=60) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: loc")
        for _ in range(20):
            assert node.call("system_health")["isSyncing"] is False
        # A timeout of this test's would raise; the node's own answer or close ends the wait.
        while slow.recv(4096):
            pass


def test_a_subscriber_that_does_not_read_delays_nobody(node, rules):
    with socket.create_connection(("127.0.0.1", node.rpc_port), timeout=60) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        key_line = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        deaf.sendall(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + key_line.encode()
        )
        ask = json.dumps(
            {"jsonrpc": "2.0", "id": 1, "method": "chain_subscribeNewHeads", "params": []}
        ).encode()
        # A masked text frame, the mask all zero.
        for _ in range(100):
            deaf.sendall(b"\x81" + bytes([0x80 | len(ask)]) + bytes(4) + ask)
        eve = key("//Eve")
        included(node, Transaction(rules, remark(b"past the deaf"), nonce(node, eve)).signed(eve))


# ---- Extrinsics -----------------------------------------------------------------------------------


def test_a_truncated_extrinsic(node, rules):
    whole = Transaction(rules, remark(b"whole"), 0).signed(key("//Alice"))
    for cut in (0, 1, 2, 10, 60, 100, len(whole) - 1):
        response = submit(node, whole[:cut])
        assert response["error"]["code"] == 1001, (cut, response)


def test_an_over_long_extrinsic_and_one_that_promises_too_much(node, rules):
    whole = Transaction(rules, remark(b"whole"), 0).signed(key("//Alice"))
    assert submit(node, whole + b"\0")["error"]["code"] == 1001
    assert submit(node, compact(1 << 40) + whole)["error"]["code"] == 1001
    inner = compact(len(whole) + 1) + whole + b"\0"
    assert submit(node, inner)["error"]["code"] in (1001, 1010)


def test_bytes_that_are_no_extrinsic(node):
    for body in (b"\x04", b"\x84", b"\x85" + bytes(120), b"\x05" + bytes(4), bytes(200), b"\xff" * 200):
        assert submit(node, compact(len(body)) + body)["error"]["code"] in (1001, 1010, 1011), body


def test_a_call_beyond_the_depth_limit(node, rules):
    alice = key("//Alice")
    call = remark(b"")
    for _ in range(1_000):
        call = bytes([4, 2]) + compact(1) + call  # Utility.batch_all
    response = submit(node, Transaction(rules, call, nonce(node, alice)).signed(alice))
    assert response["error"]["code"] in (1001, 1010)


@pytest.mark.parametrize("kind", [ED25519, SR25519], ids=["ed25519", "sr25519"])
def test_a_wrong_signature(node, rules, kind):
    pair = key("//Alice", kind)
    transaction = Transaction(rules, remark(b"mine"), nonce(node, pair))
    right = pair.sign(transaction.payload())
    for place in (0, 31, 32, 63):
        wrong = bytearray(right)
        wrong[place] ^= 1
        signed = transaction.with_signature(pair.public_key, kind, bytes(wrong))
        assert refusal(node, signed) == "Transaction has a bad signature"
    other = pair.sign(transaction.but(call=remark(b"yours")).payload())
    assert "bad signature" in refusal(node, transaction.with_signature(pair.public_key, kind, other))
    stranger = key("//Bob", kind).sign(transaction.payload())
    assert "bad signature" in refusal(node, transaction.with_signature(pair.public_key, kind, stranger))
    swapped = ED25519 if kind == SR25519 else SR25519
    assert "bad signature" in refusal(node, transaction.with_signature(pair.public_key, swapped, right))


def test_a_wrong_ecdsa_signature(node, rules):
    transaction = Transaction(rules, remark(b"mine"), 0)
    for signature in (bytes(65), b"\xff" * 65, bytes(range(64)) + b"\0", bytes(range(64)) + b"\x05"):
        signed = transaction.with_signature(key("//Alice").public_key, ECDSA, signature)
        assert refusal(node, signed) == "Transaction has a bad signature"


def test_ed25519_with_s_beyond_the_order(node, rules):
    pair = key("//Bob", ED25519)
    transaction = Transaction(rules, remark(b"malleable"), nonce(node, pair))
    right = pair.sign(transaction.payload())
    beyond = int.from_bytes(right[32:], "little") + GROUP_ORDER
    signed = transaction.with_signature(pair.public_key, ED25519, right[:32] + beyond.to_bytes(32, "little"))
    assert "bad signature" in refusal(node, signed)


def test_ed25519_with_a_key_of_small_order(node, rules):
    # The neutral element as R and s = 0 satisfy the bare equation for some messages, whoever signs.
    for r in (b"\x01" + bytes(31), SMALL_ORDER):
        signed = Transaction(rules, remark(b""), 0).with_signature(SMALL_ORDER, ED25519, r + bytes(32))
        assert "bad signature" in refusal(node, signed)


def test_a_signature_for_another_chain_or_version(node, rules):
    pair = key("//Alice")
    base = Transaction(rules, remark(b"elsewhere"), nonce(node, pair))
    others = [
        Rules(rules.spec_version + 1, rules.transaction_version, rules.genesis),
        Rules(rules.spec_version, rules.transaction_version + 1, rules.genesis),
        Rules(rules.spec_version, rules.transaction_version, bytes(32)),
    ]
    for other in others:
        assert "bad signature" in refusal(node, base.but(rules=other).signed(pair))


def test_a_replayed_extrinsic(node, rules):
    pair = key("//Charlie")
    signed = Transaction(rules, remark(b"once"), nonce(node, pair)).signed(pair)
    included(node, signed)
    assert refusal(node, signed) == "Transaction is outdated"


def test_an_extrinsic_that_is_in_the_pool_already(node, rules):
    pair = key("//Charlie", ED25519)
    waits = Transaction(rules, remark(b"twice"), nonce(node, pair) + 1).signed(pair)
    assert "result" in submit(node, waits)
    assert submit(node, waits)["error"]["code"] == 1013
    cheaper = Transaction(rules, remark(b"other"), nonce(node, pair) + 1).signed(pair)
    assert submit(node, cheaper)["error"]["code"] == 1014


def test_a_gap_of_nonces_waits_in_the_future_until_it_is_filled(node, rules):
    pair = key("//Dave")
    at = nonce(node, pair)
    second = Watch(node).send(Transaction(rules, remark(b"second"), at + 1).signed(pair))
    assert second.next() == "future"
    assert nonce(node, pair) == at
    included(node, Transaction(rules, remark(b"first"), at).signed(pair))
    assert second.next() == "ready"
    second.to_finality()
    assert nonce(node, pair) == at + 2


def test_a_nonce_too_far_ahead(node, rules):
    pair = key("//Dave")
    far = Transaction(rules, remark(b"far"), nonce(node, pair) + 100_000).signed(pair)
    assert submit(node, far)["error"]["code"] == 1021


def test_an_era_that_is_over(node, rules):
    pair = key("//Ferdie")
    for _ in range(6):
        included(node, Transaction(rules, remark(b"time passes"), nonce(node, pair)).signed(pair))
    birth = bytes.fromhex(node.call("chain_getBlockHash", 1)[2:])
    old = Transaction(rules, remark(b"late"), nonce(node, pair), era=bytes.fromhex("1100"), birth=birth)
    # A period of 4 from block 1 is read as the running period, whose first block is another.
    assert node.height() >= 5
    assert refusal(node, old.signed(pair)) == "Transaction has a bad signature"


def test_an_era_whose_first_block_is_unknown(node, rules):
    pair = key("//Ferdie")
    # Period 65,536 from block 60,000 on.
    era = (15 | (60_000 // 16) << 4).to_bytes(2, "little")
    ahead = Transaction(rules, remark(b"early"), nonce(node, pair), era=era, birth=bytes(32))
    assert refusal(node, ahead.signed(pair)) == "Transaction has an ancient birth block"


def test_a_fee_beyond_the_balance(node, rules):
    nobody = key("//nobody at all")
    words = "Inability to pay some fees (e.g. account balance too low)"
    assert refusal(node, Transaction(rules, remark(b"free"), 0).signed(nobody)) == words
    poor, alice = key("//poor"), key("//Alice", ED25519)
    gift = transfer(poor.public_key, GRAD // 1000)
    included(node, Transaction(rules, gift, nonce(node, alice)).signed(alice))
    assert refusal(node, Transaction(rules, remark(b"free"), 0).signed(poor)) == words
    bob = key("//Bob")
    tip = Transaction(rules, remark(b"rich"), nonce(node, bob), tip=2_000_000 * GRAD)
    assert refusal(node, tip.signed(bob)) == words


def test_an_inherent_sent_as_a_transaction(node, rules):
    pair = key("//Alice")
    now = bytes([1, 0]) + compact(1)  # Timestamp.set
    signed = Transaction(rules, now, nonce(node, pair)).signed(pair)
    assert refusal(node, signed) == "Transaction dispatch is mandatory; transactions must not be validated."
    assert submit(node, compact(len(now) + 1) + b"\x04" + now)["error"]["code"] == 1011


def test_a_call_too_long_for_a_block(node, rules):
    pair = key("//Alice")
    long = Transaction(rules, remark(bytes(7 << 20)), nonce(node, pair)).signed(pair)
    assert "error" in submit(node, long)


# ---- The process ----------------------------------------------------------------------------------


def test_a_port_that_is_taken(node, tmp_path):
    second = NodeProcess(tmp_path / "other")
    second.rpc_port = node.rpc_port
    done = subprocess.run(second.command(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert str(node.rpc_port) in done.stderr


def test_random_bytes_from_many_at_once(node):
    import random

    chance = random.Random(7)

    def babble(data):
        with socket.create_connection(("127.0.0.1", node.rpc_port), timeout=60) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass

    threads = [
        threading.Thread(target=babble, args=(chance.randbytes(1 << chance.randrange(14)),))
        for _ in range(32)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()

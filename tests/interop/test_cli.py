"""The program `descent` against a node of its own, as a person types it.

DESCENT_BIN names the program. Needs nothing but the standard library.
"""

import json
import os
import re
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request

BIN = os.environ.get("DESCENT_BIN", "build/dev/node/descent")
ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
UNIT = 10**12


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words, expect=0):
    done = subprocess.run([BIN, *words], capture_output=True, text=True, timeout=120)
    assert done.returncode == expect, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout if expect == 0 else done.stderr


class WithoutNode(unittest.TestCase):
    def test_key_inspect_gives_the_known_accounts(self):
        known = {
            "sr25519": "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
            "ed25519": "0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee",
        }
        for scheme, account in known.items():
            made = json.loads(run("key", "inspect", "//Alice", "--scheme", scheme, "--json"))
            self.assertEqual(made["accountId"], account)
        self.assertIn(ALICE, run("key", "inspect", "//Alice"))

    def test_a_generated_key_can_be_inspected(self):
        for scheme in ("sr25519", "ed25519", "ecdsa"):
            made = json.loads(run("key", "generate", "--scheme", scheme, "--json"))
            seen = json.loads(
                run("key", "inspect", made["secretSeed"], "--scheme", scheme, "--json"))
            self.assertEqual(seen["address"], made["address"])

    def test_exit_codes(self):
        self.assertIn("--help", run("fly", expect=2))
        self.assertIn("GRAD", run("account", "transfer", "--from", "//Alice", "--to", "//Bob",
                                  "--amount", "1,5", expect=2))
        refused = run("--url", f"http://127.0.0.1:{free_port()}", "account", "balance", "//Alice",
                      expect=3)
        self.assertIn("descent node --dev", refused)
        self.assertIn("Exit codes", run("--help"))

    def test_chain_spec_is_substrate_s_raw_form(self):
        spec = json.loads(run("chain-spec", "export", "--chain", "dev", "--raw"))
        self.assertEqual(spec["id"], "dev")
        top = spec["genesis"]["raw"]["top"]
        self.assertIn("0x3a636f6465", top)
        self.assertTrue(all(re.fullmatch("0x([0-9a-f]{2})*", v) for v in top.values()))


class WithNode(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        cls.url = f"http://127.0.0.1:{cls.port}"
        cls.log = tempfile.TemporaryFile()
        cls.node = subprocess.Popen(
            [BIN, "node", "--dev", "--rpc-port", str(cls.port), "--prometheus-port",
             str(free_port())], stdout=cls.log, stderr=cls.log)
        for _ in range(600):
            try:
                cls.rpc("system_chain")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the node does not answer")

    @classmethod
    def tearDownClass(cls):
        cls.node.terminate()
        cls.node.wait(timeout=60)
        cls.log.close()

    @classmethod
    def rpc(cls, method, *params):
        question = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        request = urllib.request.Request(cls.url, json.dumps(question).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)["result"]

    def cli(self, *words, expect=0):
        return run("--url", self.url, *words, expect=expect)

    def free(self, who):
        return int(json.loads(self.cli("account", "balance", who, "--json"))["data"]["free"])

    def test_a_transfer_moves_exactly_the_amount_and_the_fee(self):
        for scheme in ("sr25519", "ed25519", "ecdsa"):
            sender = json.loads(
                self.cli("key", "inspect", "//Alice", "--scheme", scheme, "--json"))["address"]
            before, target = self.free(sender), self.free("//Charlie")
            receipt = json.loads(self.cli("account", "transfer", "--from", "//Alice", "--scheme",
                                          scheme, "--to", "//Charlie", "--amount",
                                          "1.000000000001", "--json"))
            self.assertEqual(self.free("//Charlie") - target, UNIT + 1)
            self.assertEqual(before - self.free(sender), UNIT + 1 + int(receipt["fee"]))
            names = [event["event"] for event in receipt["events"]]
            self.assertIn("Transfer", names)
            self.assertEqual(names[-1], "ExtrinsicSuccess")

    def test_a_refused_call_is_exit_code_1_with_the_chain_s_reason(self):
        words = self.cli("account", "transfer", "--from", "//Alice", "--to", "//Bob", "--amount",
                         "99999999999", expect=1)
        self.assertRegex(words, r"Token\.|Balances\.")

    def test_not_waiting_and_waiting_for_a_block(self):
        for wait in ("none", "included"):
            self.cli("account", "transfer", "--from", "//Dave", "--to", "//Bob", "--amount", "1",
                     "--wait", wait, "--yes")

    def test_queries(self):
        self.cli("account", "transfer", "--from", "//Eve", "--to", "//Bob", "--amount", "2")
        head = json.loads(self.cli("query", "block", "head", "--json"))
        self.assertEqual(head["extrinsics"][0]["call"]["module"], "Timestamp")
        self.assertIn("ExtrinsicSuccess", self.cli("query", "events", "head"))
        self.assertEqual(
            json.loads(self.cli("query", "block", head["hash"], "--json"))["hash"], head["hash"])
        issued = int(json.loads(self.cli("query", "storage", "Balances.TotalIssuance", "--json")))
        accounts = json.loads(
            self.cli("query", "storage", "System.Account", "--limit", "1000", "--json"))
        data = [entry["value"]["data"] for entry in accounts]
        self.assertEqual(issued, sum(int(d["free"]) + int(d["reserved"]) for d in data))
        self.cli("query", "block", "1000000", expect=1)
        self.cli("query", "storage", "System.Nothing", expect=2)

    def test_lists_are_empty_at_first(self):
        self.assertEqual(json.loads(self.cli("training", "list", "--json")), [])
        self.assertIn("no model 4000000", self.cli("model", "show", "4000000", expect=1))


if __name__ == "__main__":
    unittest.main()

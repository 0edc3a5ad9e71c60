"""Transfers, sent all the time to nodes that may be anything but well."""

import random
import threading

from descent.client import Call, ChainError, Client, hexed
from descent.extrinsic import Rules, Transaction, transfer
from descent.localnet.member import Member
from descent.rpc import NoAnswer, Rpc
from descent.wallet import Keypair

GRAD = 10**12
SENDERS = 24
PURSE = 100 * GRAD
PAUSE_SECONDS = (0.02, 0.2)
"""Between two transfers to one node."""
PATIENCE_SECONDS = 1.0


def senders(seed: int, count: int = SENDERS) -> list[Keypair]:
    """Accounts of our own."""
    return [Keypair.from_uri(f"//soak//{seed}//{i}") for i in range(count)]


def fund(client: Client, keys: list[Keypair], amount: int = PURSE) -> None:
    """Give each so many base units from //Alice. Raises ChainError."""
    alice = Keypair.from_uri("//Alice")
    client.submit_all(
        (
            Call("Balances", "transfer_keep_alive", {"dest": {"Id": hexed(k.public_key)}, "value": amount}),
            alice,
        )
        for k in keys
    )


class Load:
    """A thread for each node: it has a random account pay another one, until it is told to stop."""

    def __init__(self, members: list[Member], keys: list[Keypair], rules: Rules, seed: int) -> None:
        self.keys, self.rules = keys, rules
        self.accepted = self.refused = self.unanswered = 0
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._threads = [
            threading.Thread(target=self._send, args=(m, random.Random(f"{seed} {m.name}")), daemon=True)
            for m in members
        ]
        for thread in self._threads:
            thread.start()

    def _send(self, member: Member, chance: random.Random) -> None:
        rpc = Rpc(member.rpc_port, PATIENCE_SECONDS)
        while not self._stop.wait(chance.uniform(*PAUSE_SECONDS)):
            payer, payee = chance.sample(self.keys, 2)
            try:
                self._pay(rpc, payer, payee, chance.randint(1, GRAD // 1000))
            except NoAnswer:
                self._count("unanswered")
            except ChainError:  # another node's pool has it, or its nonce is taken by now
                self._count("refused")
        rpc.close()

    def _pay(self, rpc: Rpc, payer: Keypair, payee: Keypair, amount: int) -> None:
        nonce = rpc.call("system_accountNextIndex", payer.ss58_address)
        signed = Transaction(self.rules, transfer(payee.public_key, amount), nonce).signed(payer)
        rpc.call("author_submitExtrinsic", hexed(signed))
        self._count("accepted")

    def _count(self, what: str) -> None:
        with self._lock:
            setattr(self, what, getattr(self, what) + 1)

    def stop(self) -> None:
        """Send no more."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

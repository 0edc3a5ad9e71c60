"""Soaks: what follows from a seed, what the record finds, how links are held up, what is left behind."""

import json
import os
import socket
import threading
from collections import Counter
from itertools import islice
from types import SimpleNamespace

import pytest

from descent.client import Event
from descent.soak import auditor, folder, sandbox
from descent.soak.__main__ import chosen, main
from descent.soak.crew import Crew
from descent.soak.ledger import Ledger
from descent.soak.proxies import Proxies
from descent.soak.relay import Relays, to
from descent.soak.report import Report
from descent.soak.schedule import BETWEEN, OF_ONE, SHORT_SECONDS, Fault, Kind, schedule

ALL = tuple(Kind)


# ---- The schedule ---------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_faults():
    one, same, other = (list(islice(schedule(seed, ALL), 50)) for seed in (7, 7, 8))
    assert one == same != other


def test_every_fault_comes_once_and_shortly_before_any_comes_again():
    for seed in range(20):
        first = [turn.faults for turn in islice(schedule(seed, ALL), len(ALL))]
        assert Counter(f.kind for (f,) in first) == Counter(ALL)
        assert all(f.seconds <= SHORT_SECONDS[1] for (f,) in first)


def test_now_and_then_nodes_lose_each_other_for_longer_than_connections_last():
    faults = [f for t in islice(schedule(1, ALL), 500) for f in t.faults]
    longest = [f for f in faults if f.seconds > 60]
    assert 3 < len(longest) < 20
    assert {f.kind for f in longest} == set(BETWEEN)


def test_two_faults_at_once_befall_different_nodes():
    doubles = [t.faults for t in islice(schedule(1, ALL), 300) if len(t.faults) == 2]
    assert len(doubles) > 30
    assert all(a.targets != b.targets and {a.kind, b.kind} <= set(OF_ONE) for a, b in doubles)


def test_a_fault_that_cannot_be_made_is_not_drawn():
    kinds = (Kind.CUT, Kind.SPLIT)
    drawn = {f.kind for t in islice(schedule(2, kinds), 40) if len(t.faults) == 1 for f in t.faults}
    assert drawn == set(kinds)


# ---- The record -----------------------------------------------------------------------------------


def ledger(*numbers):
    out = Ledger(0.0)
    for number in numbers:
        out.note("Alice", number, f"block {number}", f"root {number}", float(number))
    return out


def test_a_fork_is_found():
    record = ledger(1, 2)
    record.note("Bob", 2, "another block", "root 2", 2.5)
    assert ["two blocks are final at 2" in p and "Bob" in p for p in record.problems] == [True]


def test_another_state_root_is_found():
    record = ledger(1)
    record.note("Bob", 1, "block 1", "another root", 1.5)
    assert "two state roots" in record.problems[0]


def test_a_block_that_was_seen_and_is_gone_is_found():
    record = ledger(1, 2, 3)
    record.compare("Bob", [1, 2], ["block 1", "block 2"])
    assert record.problems == []
    record.compare("Carol", [2, 3], ["a third block", None])
    assert ["has a third block" in record.problems[0], "lost block 3" in record.problems[1]] == [True, True]


def test_the_longest_time_without_a_new_block_is_kept():
    record = ledger(1, 2, 9)
    record.note("Bob", 3, "block 3", "root 3", 100.0)  # late, and nothing new
    assert (record.top, record.longest_gap, record.grew_at) == (9, 7.0, 9.0)


# ---- Money ----------------------------------------------------------------------------------------


@pytest.fixture
def audit(monkeypatch):
    """An auditor who has counted 100 before, without a thread; what is found at the next block."""

    def found(there, said, *events):
        monkeypatch.setattr(auditor, "total", lambda *_: there)
        monkeypatch.setattr(auditor, "issuance", lambda *_: said)
        monkeypatch.setattr(auditor.Auditor, "_run", lambda _: None)
        one = auditor.Auditor(list, lambda: 0)
        one.next, one._before = 1, 100
        one._audit(SimpleNamespace(events=lambda _: list(events)), "0x")
        return one

    return found


def event(module, name, **fields):
    return Event(module, name, fields, None)


def test_burned_fees_are_explained(audit):
    fee = event("TransactionPayment", "TransactionFeePaid", actual_fee=3)
    seen = audit(97, 97, fee, event("Balances", "Transfer"))
    assert (seen.problems, seen.transfers) == ([], 1)


def test_money_from_nowhere_is_found(audit):
    assert "-1 were lost" in audit(101, 101).problems[0]


def test_accounts_that_do_not_add_up_are_found(audit):
    assert "total issuance is 100" in audit(99, 100, event("Balances", "Burned", amount=1)).problems[0]


@pytest.mark.parametrize("name", ["Staking.Slashed", "Offences.Offence", "Session.ValidatorDisabled"])
def test_punishment_is_found(audit, name):
    assert name in audit(100, 100, event(*name.split("."))).problems[0]


# ---- Links ----------------------------------------------------------------------------------------


@pytest.fixture
def relays():
    made = Relays()
    yield made
    made.close()


@pytest.fixture
def wire(relays):
    """Both ends of a relayed connection, and its gates."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        there, back = relays.gate(), relays.gate()
        port = relays.add(to(server.getsockname()[1]), there=there, back=back)
        near = socket.create_connection(("127.0.0.1", port))
        far, _ = server.accept()
        near.settimeout(5)
        far.settimeout(5)
        with near, far:
            yield near, far, there, back


def heard(end, seconds):
    end.settimeout(seconds)
    try:
        return end.recv(100)
    except TimeoutError:
        return None


def test_a_relay_passes_bytes_on_both_ways(wire):
    near, far, _, _ = wire
    near.send(b"question")
    assert heard(far, 5) == b"question"
    far.send(b"answer")
    assert heard(near, 5) == b"answer"


def test_a_closed_gate_holds_up_one_way_until_it_opens(wire):
    near, far, there, _ = wire
    there.close()
    near.send(b"question")
    far.send(b"answer")
    assert heard(near, 5) == b"answer"
    assert heard(far, 0.2) is None
    there.open()
    assert heard(far, 5) == b"question"


def test_the_end_of_one_side_is_the_end_of_the_other(wire):
    near, far, _, _ = wire
    near.close()
    assert heard(far, 5) == b""


def test_a_link_that_two_faults_cut_is_whole_when_both_are_over():
    ground = Proxies()
    try:
        for source in range(3):
            for number in range(3):
                if source != number:
                    ground.reach(source, SimpleNamespace(peer_port=9), number)
        ground.unplug(0)
        ground.unplug(1)
        ground.plug(0)
        assert {pair for pair, cuts in ground.cuts.items() if cuts} == {(0, 1), (1, 0), (1, 2), (2, 1)}
        ground.plug(1)
        assert not any(ground.cuts.values())
    finally:
        ground.close()


# ---- Nodes ----------------------------------------------------------------------------------------


def crew(**faults):
    out = object.__new__(Crew)
    out.faults = {int(number[1:]): kind for number, kind in faults.items()}
    return out


def test_three_of_four_that_reach_each_other_are_expected_to_decide():
    assert crew().can_decide
    assert crew(n0=Kind.KILL).can_decide
    assert crew(n0=Kind.DEAF, n1=Kind.DEAF).can_decide
    assert not crew(n0=Kind.KILL, n1=Kind.PAUSE).can_decide
    assert not crew(n0=Kind.SPLIT, n3=Kind.SPLIT).can_decide


def test_a_split_closes_every_way_across_and_deafness_one():
    assert set(crew().pairs(Fault(Kind.SPLIT, (0, 2), 1))) == {
        *((0, 1), (0, 3), (2, 1), (2, 3)),
        *((1, 0), (3, 0), (1, 2), (3, 2)),
    }
    assert crew().pairs(Fault(Kind.DEAF, (3, 1), 1)) == [(3, 1)]


# ---- Where there are no namespaces ----------------------------------------------------------------


@pytest.fixture(params=["no program", "no right"])
def without_namespaces(request, monkeypatch):
    """A machine that has none; what its user is told to do."""
    if request.param == "no program":
        monkeypatch.setattr(sandbox.shutil, "which", lambda name: None if name == "ip" else f"/bin/{name}")
        return "install iproute2"
    monkeypatch.setattr(sandbox, "_PROBE", "echo Operation not permitted >&2; exit 1")
    return "run it as root"


def test_without_namespaces_there_is_no_soak_and_it_says_what_to_do(without_namespaces, capsys):
    assert main(["1"]) == 2
    assert without_namespaces in capsys.readouterr().err


def test_without_namespaces_auto_takes_relays_and_says_why(without_namespaces):
    links, why = chosen("auto")
    assert links == "relays"
    assert without_namespaces in why


# ---- What is left ---------------------------------------------------------------------------------


def test_only_what_nobody_uses_or_wants_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(folder.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(folder.tempfile, "tempdir", str(tmp_path))
    used, kept, left = folder.Folder(), folder.Folder(), folder.Folder()
    kept.keep()
    os.close(left._lock)
    os.close(kept._lock)
    assert folder.remove_leftovers() == [left.path]
    assert (used.path.exists(), kept.path.exists(), left.path.exists()) == (True, True, False)
    used.close()
    assert not used.path.exists()


def test_a_folder_has_one_soak(tmp_path):
    folder.Folder(tmp_path)
    with pytest.raises(OSError, match="another soak"):
        folder.Folder(tmp_path)


def test_a_report_says_whether_all_held():
    good = Report(1, "relays", faults=Counter(kill=2), recoveries=[0.5, 2.0])
    assert (good.status, json.loads(good.json())["passed"]) == (0, True)
    assert any("2 kill" in line for line in good.lines())
    early, bad = Report(1, "relays", interrupted=True), Report(1, "relays", problems=["a fork"])
    assert (early.status, bad.status) == (130, 1)
    assert "  FAIL  a fork" in bad.lines()


def test_gates_may_be_used_from_any_thread(wire):
    near, far, there, _ = wire
    threads = [threading.Thread(target=g) for g in (there.close, there.open) * 20]
    for thread in threads:
        thread.start()
        thread.join()
    near.send(b"x")
    assert heard(far, 5) == b"x"

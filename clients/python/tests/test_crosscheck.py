"""Random cases against the one-integer-at-a-time oracle."""

import json

import numpy as np
import oracle
import pytest

from descent.crosscheck import case
from descent.graph import decode, decode_update, encode, validate

CASES = [case(7, number) for number in range(40)]


def words(text, dtype):
    return np.frombuffer(bytes.fromhex(text), dtype)


@pytest.mark.parametrize("made", CASES, ids=lambda c: str(c["case"]))
def test_rows_losses_and_hits_agree_with_the_oracle(made):
    graph = decode(bytes.fromhex(made["graph"]))
    inputs = words(made["inputs"], "<u4").reshape(made["samples"], -1)
    refused = np.any([v["refused"] for v in made["values"]], axis=0)
    for b, bits in enumerate(inputs):
        try:
            rows = oracle.values(graph, made["score"], bits)
        except oracle.Overflow:
            assert refused[b]
            assert (made["losses"][b], made["correct"][b]) == (oracle.LOSS_MAX, 0)
            continue
        assert not refused[b]
        for row, shown in zip(rows, made["values"], strict=True):
            mantissas = words(shown["mantissas"], "<i2").reshape(made["samples"], -1)[b]
            assert (row[0], row[1]) == (mantissas.tolist(), shown["exponents"][b])
        m, e = rows[-1]
        target = made["targets"][b]
        if made["loss"] == "mse":
            expected = oracle.mse(m, e, target), 0
        else:
            expected = oracle.cross_entropy(m, e, target), int(m.index(max(m)) == target)
        assert (made["losses"][b], made["correct"][b]) == expected


@pytest.mark.parametrize("made", [c for c in CASES if c["round"]], ids=lambda c: str(c["case"]))
def test_candidates_agree_with_exact_rationals(made):
    graph = decode(bytes.fromhex(made["graph"]))
    shown = made["round"]
    updates = [decode_update(bytes.fromhex(u)) for u in shown["updates"]]
    for i, update in enumerate(updates):
        weights = shown["weights"]
        values = oracle.merge(graph, [update], [weights[i]], sum(weights))
        beyond = any(abs(v) >= 1 << 31 for tensor in values for v in tensor)
        assert (shown["candidates"][i] is None) == beyond


def test_a_case_is_a_function_of_its_seed():
    assert json.dumps(case(7, 3)) == json.dumps(CASES[3]) != json.dumps(case(8, 3))


def test_the_cases_reach_the_corners():
    assert any(any(v["refused"]) for c in CASES for v in c["values"])
    assert any(c["round"] and None in c["round"]["candidates"] for c in CASES)
    assert {c["loss"] for c in CASES} == {"mse", "cross_entropy"}
    kinds = {c["made_up"]["settlement"]["version"] for c in CASES}
    assert kinds == {"merged", "full step", "none"}
    used = {type(op).__name__ for c in CASES for op in decode(bytes.fromhex(c["graph"])).operators}
    assert len(used) == 8


def test_graphs_come_back():
    for made in CASES:
        graph = decode(bytes.fromhex(made["graph"]))
        assert encode(graph).hex() == made["graph"]
        assert validate(graph).macs == made["macs"]

"""The C++ kernels, scoring and settlement against this package, bit for bit, over random cases.

DESCENT_CROSSCHECK_TOOL is the path of descent_crosscheck_tool (tests/crosscheck); without it there is nothing
to compare. It is told what a case was drawn from, and must find every result by itself.
"""

import json
import os
import subprocess

import numpy as np
import pytest
from built import tool

from descent.crosscheck import case

TOOL = tool("DESCENT_CROSSCHECK_TOOL", "tests/crosscheck/descent_crosscheck_tool")

SEED = 11
SMALL, WIDE = 200, 40
"""Cases of narrow graphs with many operators, and of graphs with products as wide as a model's."""
CASES = [*range(SMALL + WIDE)]


def question(made):
    """What the results of a case follow from."""
    shown = made["validation_set"]
    round_ = made["round"]
    return {
        **{name: made[name] for name in ("graph", "inputs", "loss", "targets")},
        "validation_set": {k: v for k, v in shown.items() if k != "slice_roots"},
        "made_up": {k: v for k, v in made["made_up"].items() if k not in ("weights", "settlement")},
        "round": round_
        and {
            **{name: round_[name] for name in ("updates", "deposits", "terms")},
            "commitments": [
                {k: bound[k] for k in ("salt", "account", "task", "round")} for bound in round_["commitments"]
            ],
        },
    }


def rows(made, values, dtype, exponents, refused):
    """[exponent, elements] of each sample; None for a refused one, of which nothing has a meaning."""
    table = np.frombuffer(bytes.fromhex(values), dtype).reshape(made["samples"], -1)
    shown = zip(exponents, table, refused, strict=True)
    return [None if bad else [e, row.tobytes().hex()] for e, row, bad in shown]


def expected(made):
    """What the tool must answer."""
    values = [rows(made, v["mantissas"], "<i2", v["exponents"], v["refused"]) for v in made["values"]]
    output, refused = made["output"], made["values"][-1]["refused"]
    shown, round_ = made["validation_set"], made["round"]
    names = ("content_hash", "architecture_hash", "shapes", "score", "macs", "memory", "columns")
    return {
        **{name: made[name] for name in (*names, "losses", "correct")},
        "hits": sum(made["correct"]) if made["loss"] != "mse" else 0,
        "values": values,
        "output": rows(made, output["values"], "<i4", output["exponents"], refused),
        "validation_set": {"slice_root": shown["slice_roots"][shown["number"]], "accepted": True},
        "made_up": {name: made["made_up"][name] for name in ("weights", "settlement")},
        "round": round_
        and {
            **{n: round_[n] for n in ("weights", "candidates", "merged", "full_step", "settlement")},
            "commitments": [{k: bound[k] for k in ("root", "commitment")} for bound in round_["commitments"]],
        },
    }


def answers(questions):
    lines = "".join(json.dumps(q) + "\n" for q in questions)
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}  # products too small to share out
    done = subprocess.run(
        [TOOL], input=lines, capture_output=True, text=True, check=False, timeout=300, env=environment
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def cases():
    return [case(SEED, number, wide=number >= SMALL) for number in CASES]


@pytest.fixture(scope="module")
def pairs(cases):
    return list(zip(map(expected, cases), answers(map(question, cases)), strict=True))


@pytest.mark.parametrize("number", CASES)
def test_both_compute_the_same_bits(pairs, number):
    ours, theirs = pairs[number]
    assert theirs.keys() == ours.keys()
    for field in ours:
        assert theirs[field] == ours[field], field


def test_the_cases_reach_the_corners(cases):
    rounds = [made["round"] for made in cases if made["round"]]
    assert len(rounds) >= 100
    assert any(any(v["refused"]) for made in cases for v in made["values"])
    settled = [made["made_up"]["settlement"] for made in cases] + [r["settlement"] for r in rounds]
    assert {s["version"] for s in settled} == {"merged", "full step", "none"}
    assert any(None in r["candidates"] for r in rounds)
    for amount in ("payout", "forfeit"):
        assert any(v[amount] != "0" for s in settled for v in s["verdicts"])
    assert max(made["macs"] for made in cases) > 50_000


def test_other_samples_have_other_results(cases):
    made = cases[SMALL]
    words = np.frombuffer(bytes.fromhex(made["inputs"]), "<u4") ^ np.uint32(1 << 31)
    (answer,) = answers([{**question(made), "inputs": words.tobytes().hex()}])
    assert answer["values"] != expected(made)["values"]

"""`descent training ...` beside the settled rounds of a federation with an attacker in it."""

import pytest
from descent.demo.case import set_up
from descent.federation.audit import audit
from descent.federation.rounds import run

from clouds import three_clouds

ROUNDS = 3


@pytest.fixture(scope="module")
def options():
    return ("--sealing", "manual")


@pytest.fixture(scope="module")
def federation(cli, client, tmp_path_factory):
    """Of a task that is over, the first one on the chain."""
    assert cli("training", "list") == "no tasks yet\n"
    assert cli.json("training", "list") == []
    folder = tmp_path_factory.mktemp("parties")
    (case,) = set_up(client, [three_clouds(epochs=12)], folder, seed=0, rounds=ROUNDS)
    assert "nothing to explain" in cli("training", "explain", case.federation.task, expect=1)
    run(client, [case.federation])
    return case.federation


@pytest.fixture(scope="module")
def entries(federation, client):
    """What the chain says of each participant, by round."""
    ask = {"task": federation.task}
    return [client.api("TrainingApi", "scores", round=r, **ask) for r in range(ROUNDS)]


def test_it_lists_the_task(federation, cli):
    (task,) = cli.json("training", "list")
    assert (task["id"], task["model"], task["phase"]) == (federation.task, federation.model, "Closed")
    table = cli("training", "list").splitlines()
    assert table[0].split() == ["task", "model", "phase", "round", "until", "block", "reward", "pool", "sponsor"]
    assert federation.sponsor.key.ss58_address in table[-1]
    assert "over" in table[-1]


def test_it_shows_every_round(federation, cli):
    shown = cli.json("training", "show", federation.task)
    assert [r["outcome"] for r in shown["rounds"]] == [r.outcome for r in federation.results]
    assert [int(r["paid"]) for r in shown["rounds"]] == [r.paid for r in federation.results]
    people = cli("training", "show", federation.task)
    for result in federation.results:
        assert percent(result.base_correct, result.samples) in people
        assert percent(result.correct, result.samples) in people


def percent(part, whole):
    tenths = part * 1000 // whole
    return f" {tenths // 10}.{tenths % 10}% "


def test_it_shows_who_took_part(federation, cli, entries):
    for number, expected in enumerate(entries):
        shown = cli.json("training", "show", federation.task, "--round", number)
        assert [int(e["payout"]) for e in shown["entries"]] == [e["payout"] for e in expected]
        people = cli("training", "show", federation.task, "--round", number)
        for party in federation.parties:
            assert party.key.ss58_address in people


def test_it_recomputes_every_payout_and_agrees(federation, cli, client, entries):
    rows = cli.json("training", "explain", federation.task)
    assert len(rows) == ROUNDS * len(federation.parties)
    assert all(row["agrees"] for row in rows)
    paid = [(e["payout"], e["forfeit"]) for round_ in entries for e in round_]
    assert [(int(r["payoutRecomputed"]), int(r["forfeitRecomputed"])) for r in rows] == paid
    assert sum(payout for payout, _ in paid) > 0
    assert sum(forfeit for _, forfeit in paid) > 0
    found = audit(client, federation.task)  # by the Python reference, from the updates themselves
    assert not found.differences
    assert found.payouts == len(rows)
    assert cli("training", "explain", federation.task).endswith(f"\nall {len(rows)} agree to the unit\n")


def test_it_explains_one_round_or_one_account(federation, cli):
    someone = federation.parties[2].key.ss58_address
    rows = cli.json("training", "explain", federation.task, "--round", 1)
    assert len(rows) == len(federation.parties)
    assert {row["round"] for row in rows} == {1}
    (row,) = cli.json("training", "explain", federation.task, "--round", 1, "--account", someone)
    assert row["account"] == someone
    assert row in rows


def test_refusals_say_what_to_do(federation, cli):
    for words, status, remedy in [
        (("show", 99), 1, "`descent training list`"),
        (("show", federation.task, "--round", 9), 1, "has not begun"),
        (("explain", 99), 1, "`descent training list`"),
        (("explain", federation.task, "--round", 9), 1, "`descent training show`"),
        (("explain", federation.task, "--account", "//Ferdie"), 1, "`descent training show`"),
        (("explain", federation.task, "--account", "somebody"), 2, "//"),
        (("explain",), 2, "`descent training explain --help`"),
    ]:
        assert remedy in cli("training", *words, expect=status), words

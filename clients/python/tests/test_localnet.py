"""Local networks: what is read from a validator's metrics, and how it is shown."""

import pytest

from descent.client import ChainError
from descent.localnet.member import Status, metric, read_status
from descent.localnet.network import ACCOUNTS, Localnet
from descent.localnet.table import row

METRICS = """\
# HELP substrate_block_height Block height
substrate_block_height{chain="local",status="best"} 13
substrate_block_height{chain="local",status="finalized"} 12
descent_decided_round{chain="local"} 1
descent_finality_seconds_count{chain="local"} 4
descent_finality_seconds_sum{chain="local"} 0.2
substrate_sub_libp2p_peers_count{chain="local"} 3
"""


def test_a_status_is_read_from_metrics():
    assert read_status(METRICS) == Status(height=12, round=1, finality_ms=50.0, peers=3)


def test_before_the_first_block_there_is_no_finality_time():
    assert read_status("").finality_ms is None
    assert read_status("") == Status(height=0, round=0, finality_ms=None, peers=0)


def test_a_metric_is_found_by_name_and_label():
    assert metric(METRICS, "substrate_block_height", 'status="best"') == 13
    assert metric(METRICS, "substrate_block_height", 'status="none"') is None
    assert metric(METRICS, "substrate_block") is None


def test_a_row_says_how_a_validator_is():
    up = row("Alice", "ws://127.0.0.1:9944", Status(height=12, round=0, finality_ms=48.7, peers=3))
    assert up.split() == ["Alice", "ws://127.0.0.1:9944", "12", "0", "49", "ms", "3"]
    assert row("Bob", "ws://127.0.0.1:1", None).split()[-1] == "down"
    assert row("Bob", "u", Status(0, 0, None, 0)).split() == ["Bob", "u", "0", "0", "-", "0"]


@pytest.mark.parametrize("count", [0, len(ACCOUNTS) + 1])
def test_there_are_as_many_validators_as_development_accounts(tmp_path, count):
    with pytest.raises(ChainError, match=str(len(ACCOUNTS))):
        Localnet(count, tmp_path)

"""Measurements of a network: percentiles of a histogram, bytes by kind, aims that are met or not."""

import json

import pytest

from descent.client import Block, ChainError, Event
from descent.netbench import scrape
from descent.netbench.evaluation import Evaluating
from descent.netbench.rows import Row, as_json

BEFORE = """\
descent_finality_seconds_count{chain="local"} 3
descent_finality_seconds_bucket{chain="local",le="0.01"} 1
descent_finality_seconds_bucket{chain="local",le="0.02"} 3
descent_finality_seconds_bucket{chain="local",le="+Inf"} 3
descent_commit_seconds_bucket{chain="local",le="0.01"} 9
"""
AFTER = """\
descent_finality_seconds_bucket{chain="local",le="0.01"} 1
descent_finality_seconds_bucket{chain="local",le="0.02"} 11
descent_finality_seconds_bucket{chain="local",le="+Inf"} 13
descent_network_bytes_total{chain="local",direction="out",kind="blocks"} 700
descent_network_bytes_total{chain="local",direction="in",kind="blocks"} 9
descent_network_bytes_total{chain="local",direction="out",kind="consensus"} 50
"""
FINALITY = "descent_finality_seconds"


def between():
    return scrape.since(scrape.buckets(BEFORE, FINALITY), scrape.buckets(AFTER, FINALITY))


def test_what_was_observed_in_between_is_a_histogram():
    assert between() == {0.01: 0, 0.02: 8, float("inf"): 10}


def test_a_percentile_lies_within_its_bucket():
    assert scrape.quantile(between(), 0.4) == pytest.approx(0.015)
    assert scrape.quantile(between(), 0.8) == pytest.approx(0.02)


def test_beyond_the_last_bound_a_percentile_is_that_bound():
    assert scrape.quantile(between(), 0.99) == 0.02


def test_nothing_has_no_percentile():
    with pytest.raises(ChainError, match="nothing was observed"):
        scrape.quantile(scrape.since(between(), between()), 0.5)


def test_histograms_of_several_nodes_are_one():
    assert scrape.added([between(), between()]) == {0.01: 0, 0.02: 16, float("inf"): 20}


def test_only_what_was_sent_is_counted_by_kind():
    assert scrape.sent(AFTER) == {"blocks": 700, "consensus": 50}


def test_an_aim_is_met_or_not_or_there_is_none():
    assert Row("a", 20.0, "ms", most=20).met is True
    assert Row("a", 20.1, "ms", most=20).met is False
    assert Row("a", 0.2, "x", least=0.2).met is True
    assert Row("a", 0.1, "x", least=0.2).met is False
    assert Row("a", 1.0, "x").met is None
    assert "not met" in Row("a", 20.1, "ms", most=20).line()
    assert json.loads(as_json([Row("a", 0.1, "x", least=0.2)]))[0]["met"] is False


def test_the_queue_is_full_from_the_slice_to_the_block_that_settles():
    seen = Evaluating()
    happened = {3: "SliceOpened", 6: "RoundSettled", 8: "SliceOpened", 9: "LastSliceScored"}
    for number in range(1, 11):
        events = [Event("Training", happened[number], {}, None)] if number in happened else []
        seen.follow(Block(number, "0x", [], events))
    assert seen.blocks == [3, 4, 5, 8]

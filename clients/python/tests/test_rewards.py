from dataclasses import replace

import numpy as np
import pytest

from descent.arithmetic import Score
from descent.rewards import Candidate, Kind, Terms, settle, unopened

TERMS = Terms(reward=1_000_000, target=2_097_152, harm=4_194_304, harm_forfeit=1_000_000)
DEPOSIT = 10**15


def score(*gains):
    return Score.of(np.array(gains), np.zeros(len(gains), int))


def party(*gains, deposit=DEPOSIT):
    return Candidate(deposit, score(*gains) if gains else None)


A = party(3000000, 2000000, 1000000, 2000000)
B = party(500000, -400000, 300000, -100000)
C = party(-5000000, -5100000, -4900000, -5200000)
D = party(1000000, 1000000, 0, 2000000)
MERGED = score(1500000, 1500000, 1500000, 1500000)


def test_the_example_of_the_page():
    done = settle(TERMS, [A, B, C, D], 4, MERGED)
    assert (done.version.kind, done.version.contributors) == (Kind.merged, (0, 1, 3))
    assert (done.payable, done.unpaid) == (715_255, 284_746)
    assert [v.weight for v in done.verdicts] == [476837158] * 4
    assert [v.accepted for v in done.verdicts] == [True, True, False, True]
    assert [v.paid for v in done.verdicts] == [True, False, False, True]
    assert [v.payout for v in done.verdicts] == [476_836, 0, 0, 238_418]
    assert [v.forfeit for v in done.verdicts] == [0, 0, DEPOSIT, 0]


def test_the_best_full_step_pays_only_its_author():
    done = settle(TERMS, [D, A, C], 4, score(-1, 0, 0, 0), score(500000, 0, 0, 0))
    assert (done.version.kind, done.version.contributors, done.version.gain) == (Kind.full_step, (1,), 500000)
    assert [v.payout for v in done.verdicts] == [0, 1_000_000 * 500000 // 8388608, 0]
    assert done.verdicts[2].forfeit == DEPOSIT


def test_ties_for_the_best_go_to_the_earlier():
    done = settle(TERMS, [B, D, D], 4, None, score(1, 1, 1, 1))
    assert done.version.contributors == (1,)


@pytest.mark.parametrize("merged, full", [(score(0, 0, 0, 0), None), (None, score(0, 0, 0, 0)), (None, None)])
def test_without_a_better_model_nothing_is_paid(merged, full):
    done = settle(TERMS, [A, D], 4, merged, full)
    assert done.version.kind is Kind.none
    assert done.unpaid == TERMS.reward
    assert not any(v.paid for v in done.verdicts)


def test_one_accepted_is_not_merged_again_as_a_full_step():
    assert settle(TERMS, [A, C], 4, None, MERGED).version.kind is Kind.none


def test_harm_costs_nothing_if_nothing_was_accepted():
    done = settle(TERMS, [C, C], 4, None)
    assert [v.forfeit for v in done.verdicts] == [0, 0]


def test_harm_needs_the_threshold_and_three_errors():
    loss = party(*[-4194304] * 4)
    assert settle(TERMS, [A, loss], 4, MERGED).verdicts[1].forfeit == 0  # not below the threshold
    below = party(*[-4194305] * 4)
    assert settle(TERMS, [A, below], 4, MERGED).verdicts[1].forfeit == DEPOSIT
    noisy = party(-20_000_000, -1_000_000, -20_000_000, -1_000_000)
    assert settle(TERMS, [A, noisy], 4, MERGED).verdicts[1].forfeit == 0
    half = replace(TERMS, harm_forfeit=333_333)
    assert settle(half, [A, party(*[-4194305] * 4, deposit=7)], 4, MERGED).verdicts[1].forfeit == 2


def test_a_refused_candidate_is_neither_accepted_nor_harmful_but_keeps_its_weight():
    done = settle(TERMS, [A, party()], 4, MERGED)
    refused = done.verdicts[1]
    assert (refused.accepted, refused.paid, refused.payout, refused.forfeit) == (False, False, 0, 0)
    assert refused.weight == done.verdicts[0].weight


def test_a_gain_above_the_target_pays_no_more_than_the_reward():
    done = settle(TERMS, [A], 4, score(*[1 << 30] * 4))
    assert (done.payable, done.verdicts[0].payout, done.unpaid) == (TERMS.reward, TERMS.reward, 0)


def test_noise_is_not_paid():
    done = settle(TERMS, [B], 4, MERGED)
    assert done.version.kind is Kind.merged and done.unpaid == TERMS.reward


def test_one_sample_is_never_enough_to_be_paid():
    assert settle(TERMS, [party(1 << 30)], 1, score(1 << 30)).unpaid == TERMS.reward


def test_what_is_paid_and_unpaid_is_the_reward():
    random = np.random.default_rng(1)
    for _ in range(200):
        n = int(random.integers(2, 8))
        centre = int(random.integers(0, 1 << 22))
        parties = [party(*random.integers(-100, centre + 1, n)) for _ in range(int(random.integers(1, 9)))]
        reward = int(random.integers(0, 1 << 62)) << 60
        done = settle(replace(TERMS, reward=reward), parties, n, score(*random.integers(0, 1 << 22, n)))
        assert sum(v.payout for v in done.verdicts) + done.unpaid == reward
        assert 0 <= done.payable <= reward


def test_bad_terms_and_rounds_are_refused():
    for change in (
        {"target": 0},
        {"target": 2**36 + 1},
        {"harm": -1},
        {"harm_forfeit": 1_000_001},
        {"reward": 1 << 128},
    ):
        with pytest.raises(ValueError):
            replace(TERMS, **change)
    for candidates, n in (([], 4), ([A], 3), ([A], 0)):
        with pytest.raises(ValueError):
            settle(TERMS, candidates, n, None)


def test_an_unopened_slice_is_shared_by_those_who_revealed():
    assert unopened(100, 10, 3) == (36, 2)
    assert unopened(100, 10, 0) == (0, 0)

import numpy as np
import oracle
import pytest
from examples import UPDATE_HEX, example, tensor

from descent.arithmetic import (
    LOSS_MAX,
    Loss,
    Model,
    Rows,
    Score,
    exponential,
    f32_bits,
    full_step,
    judge,
    merge,
    merge_weights,
    normalise,
    operators,
    quantise,
    samples,
    to_f32_bits,
)
from descent.arithmetic.evaluation import head
from descent.arithmetic.rounding import bit_length, fixed, round_divide, round_shift
from descent.errors import Error, Refused
from descent.graph import Graph, MatMul, Relu, Softmax, TensorUpdate, Update, blake2b_256, decode_update

WEIGHT, BIAS = example().tensors


def rows(mantissas, exponent):
    return Rows(np.array([mantissas]), np.array([exponent]), np.array([False]))


def same(row, mantissas, exponent):
    assert (row.mantissas[0].tolist(), row.exponents[0]) == (mantissas, exponent)


# ---- Notation


@pytest.mark.parametrize(
    "v, s, result", [(1, 1, 0), (3, 1, 2), (5, 1, 2), (-3, 1, -2), (6, 2, 2), (10, 2, 2)]
)
def test_shifts_round_half_to_even(v, s, result):
    assert round_shift(v, s) == result


def test_shifts_agree_with_exact_rationals_at_every_size():
    random = np.random.default_rng(1)
    for _ in range(3000):
        v = int(random.integers(-(1 << 62) + 1, 1 << 62)) >> int(random.integers(0, 62))
        s = int(random.integers(-(62 - v.bit_length()), 80))
        assert round_shift(v, s) == oracle.rs(v, s), (v, s)
        assert bit_length(v) == v.bit_length()


@pytest.mark.parametrize(
    "n, d, result", [(7, 2, 4), (5, 2, 2), (-5, 2, -2), (-7, 2, -4), (1 << 90, 3, (1 << 90) // 3)]
)
def test_quotients_round_half_to_even(n, d, result):
    assert round_divide(np.array([n], object if n > 1 << 62 else None), d) == [result]


def test_fixed_clamps_instead_of_overflowing():
    assert fixed([1, -1, 0, 3], [1023, 900, 1023, -1024], 24, LOSS_MAX).tolist() == [
        LOSS_MAX,
        -LOSS_MAX,
        0,
        0,
    ]


# ---- f32


@pytest.mark.parametrize(
    "floats, exponent, values",
    [
        ([0.5, -0.25, 0.1], -27, [67108864, -33554432, 13421773]),
        ([0.0, -0.0], -27, [0, 0]),
        ([1e-4, -3e-5], -27, [13422, -4027]),
        ([1.0, 2.0**-30, 1.5 * 2.0**-29], -26, [67108864, 0, 0]),
        ([3e38], 101, [118329136]),
        ([1e-45], -27, [0]),
    ],
)
def test_f32_become_tensors(floats, exponent, values):
    found = quantise(f32_bits(floats))
    assert (found[0], found[1].tolist()) == (exponent, values)


@pytest.mark.parametrize(
    "value, exponent, bits",
    [
        (0, 5, 0),
        (1, 0, 0x3F800000),
        (67108864, -27, 0x3F000000),
        (-13421773, -27, 0xBDCCCCCD),
        (16777217, 0, 0x4B800000),
        (16777219, 0, 0x4B800002),
        (2147483647, -31, 0x3F800000),
    ],
)
def test_tensors_become_f32(value, exponent, bits):
    assert to_f32_bits([value], exponent)[0] == bits


def test_numpy_rounds_to_f32_as_we_do():
    random = np.random.default_rng(2)
    for exponent in range(-64, 90, 7):
        values = random.integers(-(2**31) + 1, 2**31, 500) >> random.integers(0, 31, 500)
        assert np.array_equal(
            to_f32_bits(values, exponent), f32_bits(np.ldexp(values.astype(float), exponent))
        )


def test_what_f32_cannot_hold_is_refused():
    with pytest.raises(Refused) as caught:
        to_f32_bits([1, 2**31 - 1], 101)
    assert (caught.value.error, caught.value.place) == (Error.ResultOutOfRange, 1)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_are_refused(bad):
    for take in (quantise, samples):
        with pytest.raises(Refused) as caught:
            take(f32_bits([[1.0, bad]]))
        assert (caught.value.error, caught.value.place) == (Error.NotFinite, 1)


# ---- Rows and operators


def test_rows_are_normalised():
    same(normalise(np.array([[65535, -3, 2]]), 0), [16384, -1, 0], 2)
    same(normalise(np.array([[5, -1]]), -3), [20480, -4096], -15)
    same(normalise(np.array([[131070, 6, -6]]), 0), [16384, 1, -1], 3)
    same(normalise(np.array([[0, 0]]), 900), [0, 0], 0)


def test_rows_overflow_and_vanish_at_the_ends():
    greatest = np.array([[32767]])
    assert not normalise(greatest, 1023).refused[0]
    assert normalise(greatest, 1024).refused[0]
    same(normalise(greatest, -1024), [32767], -1024)
    same(normalise(greatest, -1025), [0], 0)


def test_samples_become_rows():
    same(samples(f32_bits([[1.0, -0.5, 0.1]])), [16384, -8192, 1638], -14)
    same(samples(f32_bits([[255.0, 1, 0.001]])), [32640, 128, 0], -7)
    same(samples(f32_bits([[0.999999, 0.5]])), [16384, 8192], -14)
    same(samples(f32_bits([[0.0, -0.0]])), [0, 0], 0)


def test_weights_are_cut_into_columns():
    cut = operators.columns(WEIGHT)
    assert (cut.shifts.tolist(), cut.low) == ([14, 12], 12)
    assert cut.cut.tolist() == [[2048, -4096], [4096, 2048], [3072, 16]]


def test_a_rounding_up_column_and_a_tiny_one_and_a_zero_one():
    cut = operators.columns(tensor([1, 4], 0, [8192 * 2 - 1, 2**30, 1, 0]))
    assert cut.shifts.tolist() == [6, 18, 6, 18]
    assert np.abs(cut.cut).max() <= 8191
    assert operators.columns(tensor([1, 1], 0, [16383])).cut.tolist() == [[4096]]
    assert operators.columns(tensor([1, 2], 0, [0, 0])).zero


def test_gemm_matmul_and_add_of_the_page():
    x, w = rows([16384, -8192, 1638], -14), operators.columns(WEIGHT)
    with_bias, without = operators.product(x, w, BIAS), operators.product(x, w)
    same(with_bias, [5734, -16790], -15)
    same(without, [4914, -20474], -16)
    same(operators.add(with_bias, rows([4914, -20474], -16)), [8191, -27027], -15)
    same(operators.add(with_bias, BIAS), [9011, -23344], -15)
    same(operators.relu(with_bias), [22936, 0], -17)


def test_the_zero_row_gives_the_bias():
    x = rows([0, 0, 0], 0)
    same(operators.product(x, operators.columns(WEIGHT), BIAS), [13107, -26214], -17)
    same(operators.product(x, operators.columns(WEIGHT)), [0, 0], 0)


def test_an_addend_keeps_58_bits_so_the_least_of_them_breaks_a_tie():
    tie = tensor([1], 0, [2**30 + 2**15])  # half way between two mantissas, the lower one even
    same(normalise(np.array([[2**30 + 2**15]]), 0), [16384], 16)
    same(
        operators.product(rows([16384], -14), operators.columns(tensor([1, 1], -39, [4096])), tie),
        [16385],
        16,
    )
    same(
        operators.product(rows([16384], -14), operators.columns(tensor([1, 1], -40, [4096])), tie),
        [16384],
        16,
    )
    same(operators.add(rows([16384], -41), tie), [16385], 16)
    same(operators.add(rows([16384], -42), tie), [16384], 16)


# ---- exp2, log2


def test_the_tables_are_those_of_the_page():
    ta, tb = exponential.tables()
    places = [0, 1, 2, 64, 128, 255]
    assert ta[places].tolist() == [2147483648, 2141676973, 2135885998, 1805811301, 1518500250, 1076653033]
    assert tb[places].tolist() == [2147483648, 2147460935, 2147438222, 2146030505, 2144578345, 2141699624]
    hashed = blake2b_256(np.concatenate([ta, tb]).astype("<u4").tobytes()).hex()
    assert hashed == "a836a3f25ab8bacddf0fb1f5a7098b64144642d8034c838ab50f6de8cbf787a5"
    r = exponential.roots()
    assert (r[1], r[8], r[16]) == (0x2D413CCCFE779921, 0x3FD3B2D65447B228, 0x3FFFD3A38961E6FD)


def test_exp2_and_log2_of_the_page():
    powers = exponential.exp2neg([0, 1, 2**30, 2**31, 123456789, 11515196017, 2**36])
    assert powers.tolist() == [2147483648, 2147483647, 1518500250, 1073741824, 2063592485, 52209862, 0]
    logs = exponential.log2([2**31, 3 * 2**30, 10 * 2**31, 2**31 + 12345])
    assert logs.tolist() == [0, 1256197404, 7133786263, 17809]


def test_exp2_and_log2_are_close_to_the_real_ones():
    u = np.random.default_rng(3).integers(0, 20 << 31, 2000)
    assert np.abs(exponential.exp2neg(u) - 2.0 ** (31 - u / 2.0**31)).max() < 4
    z = np.random.default_rng(4).integers(1 << 31, 1 << 48, 2000)
    assert np.abs(exponential.log2(z) / 2.0**31 - (np.log2(z.astype(float)) - 31)).max() < 1e-8


def test_terms_softmax_and_losses_of_the_page():
    row = rows([4096, 8192, -2048], -12)
    t, z = exponential.terms(row)
    assert (t[0].tolist(), z[0]) == ([790015084, 2147483648, 176276192], 3113774924)
    assert exponential.log2(z)[0] == 1151088855
    assert head(Softmax(0), row).values[0].tolist() == [272425676, 740529764, 60786385]
    losses = [judge(Loss.cross_entropy, row, [y]).total for y in (0, 1, 2)]
    assert losses == [23010607, 6233391, 48176431]


def test_far_scores_have_terms_of_zero_at_every_exponent():
    for e in (5, 16, 17, 500, 1023):
        t, _ = exponential.terms(rows([32767, 32766, -32767], e))
        assert t[0].tolist() == [1 << 31, 0, 0]
    t, _ = exponential.terms(rows([16384, 16383], -1000))
    assert t[0].tolist() == [1 << 31, 1 << 31]


def test_mse_of_the_page():
    score = samples(f32_bits([[1.0]]))
    judged = judge(Loss.mse, score, f32_bits([0.75]))
    assert (judged.total, judged.hits) == (1048576, 0)
    assert judge(Loss.mse, samples(f32_bits([[3e38]])), f32_bits([-3e38])).total == LOSS_MAX


def test_bad_targets_are_refused():
    score = samples(f32_bits([[1.0, 2.0]]))
    for loss, targets, error in [
        (Loss.cross_entropy, [2], Error.LabelOutOfRange),
        (Loss.cross_entropy, [0, 1], Error.CountMismatch),
        (Loss.mse, f32_bits([1.0]), Error.ShapeMismatch),
    ]:
        with pytest.raises(Refused) as caught:
            judge(loss, score, targets)
        assert caught.value.error is error
    with pytest.raises(Refused, match="NotFinite"):
        judge(Loss.mse, samples(f32_bits([[1.0]])), f32_bits([np.nan]))


# ---- The whole


def test_the_whole_example_of_the_page():
    model = Model(example())
    sample = f32_bits([[1.0, -0.5, 0.1]])
    same(model.scores(sample), [5734, -16790], -15)
    assert model.outputs(sample).values.tolist() == [[714449965, 359291859]]
    judged = judge(Loss.cross_entropy, model.scores(sample), [0])
    assert (judged.total, judged.hits) == (6834902, 1)


def test_a_sample_that_overflows_has_the_greatest_loss_and_harms_no_other():
    w = tensor([2, 2], 101, [2**31 - 1, 0, 0, 2**31 - 1])
    graph = Graph((2,), (w,), tuple(MatMul(k, 0) for k in range(8)))
    sample = f32_bits([[3e38, 1.0], [1e-38, 0.0], [0.0, 0.0]])
    scores = Model(graph).scores(sample)
    assert scores.refused.tolist() == [True, False, False]
    judged = judge(Loss.cross_entropy, scores, [0, 0, 0])
    assert judged.losses[0] == LOSS_MAX
    assert judged.correct.tolist() == [False, True, True]
    assert judged.losses[2] == 11629080  # ln 2


def test_samples_of_another_shape_are_refused():
    for bad in ([[1.0, 2.0]], [1.0, 2.0, 3.0], np.zeros((0, 3))):
        with pytest.raises(Refused):
            Model(example()).scores(f32_bits(bad))


def test_an_unvalidated_graph_is_never_evaluated():
    with pytest.raises(Refused, match="BadValueIndex"):
        Model(Graph((2,), (), (Relu(1),)))


def test_float64_is_within_the_error_of_the_format():
    random = np.random.default_rng(5)
    worst = 0.0
    for _ in range(20):
        k, n, b = (int(v) for v in random.integers(1, 80, 3))
        w, x = random.normal(size=(k, n)).astype(np.float32), random.normal(size=(b, k)).astype(np.float32)
        exponent, values = quantise(f32_bits(w))
        row = Model(Graph((k,), (tensor([k, n], exponent, values),), (MatMul(0, 0),))).scores(f32_bits(x))
        found = np.ldexp(row.mantissas.astype(float), row.exponents[:, None])
        scale = np.abs(x).astype(float) @ np.abs(w).astype(float)
        worst = max(worst, (np.abs(found - x.astype(float) @ w) / scale.max(axis=1, keepdims=True)).max())
    assert worst < 2.0**-12  # half a step of 14 bits for the weights, and less for the samples


# ---- Merging and gains


def test_deposits_become_weights():
    assert merge_weights([10**15, 10**15, 5 * 10**14]) == [476837158, 476837158, 238418579]
    assert merge_weights([3, 1]) == [3, 1]
    assert sum(merge_weights([2**127 - 1, 2**127])) < 2**31


def dense(exponent, values):
    return Update(bytes(32), (TensorUpdate(0, exponent, np.array(values, np.int16)),))


def test_merges_of_the_page():
    base = Graph((4,), (tensor([4], -10, [10, 11, 12, 13]),), ())
    updates = [dense(-11, [1, 1, 1, -1]), dense(-9, [3, 0, -1, 2])]
    assert merge(base, updates, [1, 2], 3).tensors[0].values.tolist() == [14, 11, 11, 15]
    base = Graph((2,), (tensor([2], 0, [0, 1]),), ())
    assert full_step(base, dense(-1, [1, 1])).tensors[0].values.tolist() == [0, 1]
    merged = merge(example(), [decode_update(bytes.fromhex(UPDATE_HEX))], [3], 4)
    assert merged.tensors[0].values.tolist() == [33554480, -16777312, 67109008, 8388608, 50337744, 60965]


@pytest.mark.parametrize("low", [-24, -9, -8, -1, 0, 7, 24])
def test_merges_agree_with_exact_rationals(low):
    random = np.random.default_rng(low + 100)
    base = Graph((64,), (tensor([64], -20, random.integers(-(2**30), 2**30, 64)),), ())
    for high in range(low, 8, 3):
        updates = [dense(-20 + e, random.integers(-(2**15), 2**15, 64)) for e in (low, high)]
        for weights, total in [
            ([1, 1], 2),
            ([2**30, 2**30 - 1], 2**31 - 1),
            ([1, 0], 2**31 - 1),
            ([5, 2], 9),
        ]:
            found = merge(base, updates, weights, total).tensors[0].values.tolist()
            assert [found] == oracle.merge(base, updates, weights, total)


@pytest.mark.parametrize("spread", range(14, 32))
def test_the_greatest_sums_of_a_merge_do_not_wrap(spread):
    base = Graph((2,), (tensor([2], -20, [0, 0]),), ())
    greatest = [-(2**15), 2**15 - 1]
    updates = [dense(-44, greatest), dense(-44 + spread, greatest)]
    for weights in ([1, 2**31 - 2], [2**30, 2**30 - 1]):
        found = merge(base, updates, weights, 2**31 - 1).tensors[0].values.tolist()
        assert [found] == oracle.merge(base, updates, weights, 2**31 - 1)


def test_a_merge_beyond_int32_is_refused():
    base = Graph((2,), (tensor([2], 0, [0, 2**31 - 2]),), ())
    assert full_step(base, dense(0, [0, 1])).tensors[0].values[1] == 2**31 - 1
    with pytest.raises(Refused) as caught:
        full_step(base, dense(0, [0, 2]))
    assert (caught.value.error, caught.value.place) == (Error.ResultOutOfRange, 0)


@pytest.mark.parametrize("weights, total", [([1], 0), ([-1], 1), ([2], 1), ([1], 2**31), ([1, 1], 2)])
def test_weights_that_are_not_shares_are_refused(weights, total):
    with pytest.raises(ValueError):
        merge(example(), [dense(0, [0])], weights, total)


def test_gains_are_compared_with_their_errors():
    score = Score.of(np.array([10, 10, 10, 12]), np.array([0, 0, 0, 0]))
    assert (score.n, score.gain, score.squares) == (4, 42, 444)
    assert score.above_errors(3) and not score.below_errors(1)
    noisy = Score.of(np.array([0, 0]), np.array([3, -4]))
    assert noisy.gain == 1 and not noisy.above_errors(1)
    assert not Score.of(np.array([5]), np.array([0])).above_errors(1)
    assert Score(4, -41, 0).below(10) and not Score(4, -40, 0).below(10)


def test_with_one_error_the_comparison_is_of_squares():
    random = np.random.default_rng(6)
    for _ in range(300):
        score = Score.of(random.integers(-9, 12, 5), np.zeros(5, int))
        assert score.above_errors(1) == (score.gain > 0 and score.gain**2 > score.squares)

import numpy as np
import pytest

from descent.arithmetic import Loss
from descent.commitments import blob_root, commitment, open_slice
from descent.federation import data, network
from descent.federation.audit import read_slice
from descent.federation.party import Party, Vault
from descent.federation.replay import measure, replay
from descent.federation.sponsor import Conditions, Sponsor
from descent.graph import check, content_hash, decode_update
from descent.onnx_io import import_onnx
from descent.rewards import Kind, Terms
from descent.updates import make_update, weights
from descent.wallet import Keypair

HOW = network.Training(epochs=4, rate=0.02)


def blobs(count, seed=3, classes=3):
    """Three clouds that a line can tell apart."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count)
    x = random.normal(0, 0.4, (count, 2)) + np.array([[2, 0], [-2, 1], [0, -2]])[labels]
    return data.Samples(x.astype(np.float32), labels)


def start(seed=1):
    return network.initial(2, 6, 3, np.random.default_rng(seed))


def graph_of(w):
    return import_onnx(network.to_onnx(w))


def trained_on(samples, w, seed=5, how=HOW):
    return network.train(w, samples.x.astype(np.float64), samples.labels, how, np.random.default_rng(seed))


# ---- the network ---------------------------------------------------------------------------------


def test_gradients_are_the_slopes_of_the_loss():
    w, samples = start(), blobs(7)
    x = samples.x.astype(np.float64)

    def loss(at):
        score = network.scores(at, x)
        return (np.log(np.exp(score).sum(axis=1)) - score[np.arange(7), samples.labels]).mean()

    for place, slopes in enumerate(network.gradients(w, x, samples.labels)):
        for at in np.ndindex(slopes.shape):
            up, down = ([v.copy() for v in w] for _ in range(2))
            up[place][at] += 1e-6
            down[place][at] -= 1e-6
            assert slopes[at] == pytest.approx((loss(up) - loss(down)) / 2e-6, abs=1e-6)


def test_training_learns_and_is_repeatable():
    samples = blobs(120)
    longer = network.Training(epochs=12, rate=0.02)
    w = trained_on(samples, start(), how=longer)
    assert network.accuracy(w, samples.x.astype(np.float64), samples.labels) > 0.95
    again = trained_on(samples, start(), how=longer)
    assert all(np.array_equal(a, b) for a, b in zip(w, again, strict=True))


def test_the_chains_graph_is_the_network():
    w, samples = start(), blobs(50)
    graph = graph_of(w)
    assert [t.shape for t in graph.tensors] == [v.shape for v in w]
    assert max(np.abs(a - b).max() for a, b in zip(weights(graph), w, strict=True)) < 1e-6
    losses = measure(graph, data.validation_set(samples, 1).slices[0])
    assert losses.hits == round(50 * network.accuracy(w, samples.x.astype(np.float64), samples.labels))


# ---- the data ------------------------------------------------------------------------------------


def test_a_split_scales_by_the_sponsors_part_alone():
    samples = blobs(200)
    cut = data.split(samples, 60, np.random.default_rng(0))
    assert (len(cut.validation), len(cut.training)) == (60, 140)
    assert np.allclose(cut.validation.x.mean(axis=0), 0, atol=1e-5)
    assert np.allclose(cut.validation.x.std(axis=0), 1, atol=1e-5)
    assert not np.allclose(cut.training.x.mean(axis=0), 0, atol=1e-5)


def test_shares_are_a_partition():
    samples = blobs(300)
    samples = data.Samples(np.arange(300, dtype=np.float32)[:, None], samples.labels)
    random = np.random.default_rng(0)
    for shares in (data.iid(samples, 5, random), data.dirichlet(samples, 5, 1.0, random, least=10)):
        assert sorted(int(v) for s in shares for v in s.x[:, 0]) == list(range(300))
        for s in shares:
            assert np.array_equal(s.labels, samples.labels[s.x[:, 0].astype(int)])


def test_dirichlet_shares_are_unequal_and_none_is_too_small():
    shares = data.dirichlet(blobs(600), 5, 0.5, np.random.default_rng(1), least=20)
    assert min(map(len, shares)) >= 20
    assert max(map(len, shares)) > 1.5 * min(map(len, shares))


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_every_flipped_label_is_false(classes):
    labels = np.arange(classes)
    flipped = data.flipped(data.Samples(np.zeros((classes, 1), np.float32), labels), classes).labels
    assert (flipped != labels).all()
    assert sorted(flipped) == list(range(classes))


# ---- a sponsor and its parties -------------------------------------------------------------------


def party(tmp_path, samples=None, name="//Bob"):
    random = np.random.default_rng(0)
    return Party("Bob", Keypair.from_uri(name), samples or blobs(60), 10, HOW, random, Vault(tmp_path))


def test_a_party_seals_what_it_later_shows(tmp_path):
    base, bob = graph_of(start()), party(tmp_path)
    sealed = bob.commit(base, 4, 2).arguments
    update, shown = bob.reveal(4, 2)
    assert (shown.module, shown.function) == ("Training", "reveal")
    assert shown.arguments["update"] == "0x" + blob_root(update).hex()
    check(decode_update(update), base)
    salt = bytes.fromhex(shown.arguments["salt"][2:])
    expected = commitment(blob_root(update), salt, bob.key.public_key, 4, 2)
    assert sealed["commitment"] == "0x" + expected.hex()


def test_a_party_that_starts_again_shows_what_it_sealed(tmp_path):
    base = graph_of(start())
    sealed = party(tmp_path).commit(base, 4, 2).arguments["commitment"]
    again = party(tmp_path)
    assert again.commit(base, 4, 2).arguments["commitment"] == sealed
    assert again.commit(base, 4, 3).arguments["commitment"] != sealed
    with pytest.raises(KeyError, match="no update for round 9"):
        again.reveal(4, 9)


def test_a_sponsor_can_show_every_slice_after_a_restart(tmp_path):
    key = Keypair.from_uri("//Alice")
    validation = data.validation_set(blobs(60), 3)
    Sponsor(key, tmp_path).keep(validation)
    for number in range(3):
        shown = Sponsor(key, tmp_path).open_slice(validation.root, 7, number).arguments
        opening, proof = bytes.fromhex(shown["opening"][2:]), [bytes.fromhex(h[2:]) for h in shown["proof"]]
        slice_ = open_slice(validation.root, validation.shape, number, opening, proof, 3)
        assert np.array_equal(slice_.bits, read_slice(opening, 20, (2,)).bits)
        assert np.array_equal(slice_.targets, read_slice(opening, 20, (2,)).targets)


def test_salts_are_secret_and_differ():
    first, second = (data.validation_set(blobs(60), 3) for _ in range(2))
    assert len({s.salt for v in (first, second) for s in v.slices}) == 6


def test_terms_are_in_the_units_of_the_chain():
    validation = data.validation_set(blobs(60), 3)
    conditions = Conditions(2, 20, 5, 6, 0.5, 0.25, {"Open": {}}, 4)
    terms = conditions.terms(validation)
    assert (terms["target"], terms["harm"]) == (1 << 23, 1 << 22)
    assert terms["loss"] == "CrossEntropy"
    assert terms["set_root"] == "0x" + validation.root.hex()


# ---- a round without a chain ---------------------------------------------------------------------


def test_a_round_takes_what_helps_and_refuses_the_attacker():
    slices = data.validation_set(blobs(80, seed=9), 1).slices
    base = graph_of(start())
    honest = [blobs(60, seed) for seed in (11, 12, 13)]
    everybody = [*honest, data.flipped(honest[0], 3)]
    updates = [make_update(base, trained_on(s, weights(base))) for s in everybody]
    terms = Terms(1000, 1 << 22, 1 << 16, 1_000_000)
    came_to = replay(base, updates, [100] * 4, slices[0], terms)
    assert came_to.settlement.version.kind is Kind.merged
    assert [v.accepted for v in came_to.settlement.verdicts] == [True, True, True, False]
    assert came_to.settlement.verdicts[3].forfeit == 100
    assert sum(v.payout for v in came_to.settlement.verdicts) + came_to.settlement.unpaid == 1000
    assert came_to.after.total < came_to.base.total
    assert measure(came_to.head, slices[0], Loss.cross_entropy).total == came_to.after.total
    assert content_hash(came_to.head) != content_hash(base)

from dataclasses import replace

import numpy as np
import pytest

from descent.arithmetic import Loss, f32_bits
from descent.commitments import (
    CHUNK_BYTES,
    Slice,
    ValidationSet,
    blob_root,
    chunks,
    commitment,
    merkle_top,
    open_slice,
)
from descent.errors import Error, Refused
from descent.graph import blake2b_256

INPUTS = f32_bits([[1, -0.5], [0.25, 2], [0, -1], [3, 0.5], [1, 1], [-2, 0.125]])
LABELS = np.array([0, 1, 1, 0, 0, 1], np.uint32)


def cut(slices, bits=INPUTS, targets=LABELS, loss=Loss.cross_entropy):
    size = len(bits) // slices
    parts = [
        Slice(
            bits[s * size : (s + 1) * size], targets[s * size : (s + 1) * size], bytes([0x11 * (s + 1)]) * 32
        )
        for s in range(slices)
    ]
    return ValidationSet(parts, loss)


def test_blob_roots_of_the_page():
    assert blob_root(b"abc").hex() == "8214a26538527d80eb032366b094a47d46122ccfb09c57e8d76843b07183fd14"
    blob = bytes(i % 251 for i in range(1_100_000))
    assert [len(c) for c in chunks(blob)] == [CHUNK_BYTES, CHUNK_BYTES, 1_100_000 - 2 * CHUNK_BYTES]
    assert blob_root(blob).hex() == "d23c25ba41bdb04526472eb2f62f009d81a521dc61e55192b04a8e8881cfffe0"


def test_an_empty_blob_has_no_root():
    with pytest.raises(ValueError):
        blob_root(b"")


def test_the_validation_set_of_the_page():
    made = cut(3)
    assert made.slices[0].samples()[0].hex() == "0000803f000000bf00000000"
    assert [r.hex()[:8] for r in made.slice_roots] == ["6e4bcac2", "86f2fd3f", "2f054e0b"]
    assert made.proof(1) == [made.slice_roots[0], made.slice_roots[2]]
    assert [p.hex() for p in made.proof(2)] == [
        "e64adec3ba1b96c909ad9a20fd151d2165aed46f3a6b261751a16e7a1332b4d2"
    ]
    assert made.root.hex() == "b7d7892374b720e773e935b82f742ad095b327ee65b489b952edd1b5b43deee2"


def test_the_commitment_of_the_page():
    bound = commitment(blob_root(b"abc"), b"\x44" * 32, b"\x55" * 32, 7, 2)
    assert bound.hex() == "6166e5e8873c7ce4326e692248591036880e902bc89c07b9d2ebea726820b851"


def test_a_commitment_binds_each_of_its_parts():
    parts = [bytes(32), b"\1" * 32, b"\2" * 32, 3, 4]
    others = [b"\x09" * 32, b"\x09" * 32, b"\x09" * 32, 9, 9]
    made = {commitment(*parts)}
    for i, other in enumerate(others):
        made.add(commitment(*parts[:i], other, *parts[i + 1 :]))
    assert len(made) == 6
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(31), *parts[1:])


def test_a_last_hash_without_a_partner_moves_up_unchanged():
    a, b, c = (bytes([i]) * 32 for i in range(3))
    assert merkle_top([a]) == a
    assert merkle_top([a, b, c]) == blake2b_256(b"\1" + blake2b_256(b"\1" + a + b) + c)


@pytest.mark.parametrize("slices", [1, 2, 3, 4, 5, 6, 7, 11])
def test_every_slice_opens_with_its_proof_only(slices):
    random = np.random.default_rng(slices)
    bits, labels = f32_bits(random.normal(size=(slices * 3, 2))), random.integers(0, 2, slices * 3)
    made = cut(slices, bits, labels.astype(np.uint32))
    for number, shown in enumerate(made.slices):
        proof = made.proof(number)
        found = open_slice(made.root, made.shape, number, shown.opening(), proof, 2)
        assert np.array_equal(found.bits, shown.bits) and np.array_equal(found.targets, shown.targets)
        with pytest.raises(ValueError):
            open_slice(made.root, made.shape, number, shown.opening(), [*proof, bytes(32)], 2)
        if proof:
            with pytest.raises(ValueError):
                open_slice(made.root, made.shape, number, shown.opening(), proof[:-1], 2)
            with pytest.raises(ValueError):
                open_slice(made.root, made.shape, (number + 1) % slices, shown.opening(), proof, 2)


def test_every_changed_bit_of_an_opening_is_refused():
    made = cut(3)
    opening = made.slices[1].opening()
    for at in range(len(opening)):
        changed = opening[:at] + bytes([opening[at] ^ 1]) + opening[at + 1 :]
        with pytest.raises(ValueError, match="not under the root"):
            open_slice(made.root, made.shape, 1, changed, made.proof(1), 2)


@pytest.mark.parametrize("change", [{"slices": 4}, {"loss": Loss.mse}, {"samples": 1, "elements": 5}])
def test_the_root_binds_the_shape_of_the_set(change):
    made = cut(3)
    with pytest.raises(ValueError):
        shape = replace(made.shape, **change)
        open_slice(made.root, shape, 1, made.slices[1].opening(), made.proof(1), 2)


def bad_set(bits, targets, loss, classes):
    made = cut(1, bits, targets, loss)
    open_slice(made.root, made.shape, 0, made.slices[0].opening(), [], classes)


def test_bad_samples_are_refused_although_they_were_committed_to():
    with pytest.raises(Refused) as caught:
        bad_set(f32_bits([[1, np.nan]]), np.array([0], np.uint32), Loss.cross_entropy, 2)
    assert caught.value.error is Error.NotFinite
    with pytest.raises(Refused) as caught:
        bad_set(INPUTS, LABELS, Loss.cross_entropy, 1)
    assert (caught.value.error, caught.value.place) == (Error.LabelOutOfRange, 1)
    with pytest.raises(Refused) as caught:
        bad_set(f32_bits([[1]]), f32_bits([np.inf]), Loss.mse, 1)
    assert caught.value.error is Error.NotFinite
    bad_set(f32_bits([[1]]), np.array([0x7F800000], np.uint32), Loss.cross_entropy, 1 << 31)


def test_an_opening_of_another_length_is_refused():
    made = cut(3)
    with pytest.raises(Refused, match="CountMismatch"):
        open_slice(made.root, made.shape, 0, made.slices[0].opening() + b"\0", made.proof(0), 2)


def test_slices_must_be_of_one_size():
    with pytest.raises(ValueError, match="one size"):
        ValidationSet(
            [Slice(INPUTS[:2], LABELS[:2], bytes(32)), Slice(INPUTS[2:5], LABELS[2:5], bytes(32))], Loss.mse
        )
    with pytest.raises(ValueError, match="one target"):
        ValidationSet([Slice(INPUTS[:2], LABELS[:1], bytes(32))], Loss.mse)
    with pytest.raises(ValueError, match="a salt"):
        ValidationSet([Slice(INPUTS[:2], LABELS[:2], b"")], Loss.mse)

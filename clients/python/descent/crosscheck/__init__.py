"""Random cases with their results as JSON, one a line, for another implementation to replay bit for bit.

    python -m descent.crosscheck --seed 1 --cases 200 > cases.jsonl

Bytes are hex strings without a prefix. Integer arrays are hex of little-endian elements, row-major; integers
that may exceed 2^53 are decimal strings. Fields of a line:

seed, case          what it was drawn from
graph               the encoded base; content_hash, architecture_hash
shapes, score       of each value of one sample; the number of the value that is judged
macs, memory        per sample
samples, inputs     B; u32 f32 patterns [B, *input]
columns             for each weight of a Gemm or MatMul: tensor, zero, or cut i16 [K, N] and shifts (c_n)
values              for each value up to the score: mantissas i16 [B, ...], exponents, refused [B] (Overflow
                    there or before; what else is shown of such a sample has no meaning)
output              values i32 [B, ...] and exponents [B]; no meaning for refused samples
loss, targets       cross_entropy with labels, or mse with f32 patterns [B]
losses, correct     [B] of the base
onnx                file: the export; imported: content hash of its import. Or import_refused: OnnxError. Or
                    refused: the export's error
validation_set      the samples as `slices` slices of `samples` each: root, slice_roots; the opening and the
                    proof of slice `number`
made_up             a settlement of scores that no model made: n, deposits, weights, scores (gain, squares;
                    null if refused), merged, full_step, terms, settlement
round               null if the graph has no tensors, else:
  updates           encoded; deposits; weights (w_i)
  candidates        of each: null if its merge is refused, else content_hash, losses [B], correct (count),
                    gain (G), squares (Q)
  merged, full_step the accepted merged, and the best one's full step (computed in any case): like a
                    candidate, null if refused or if nothing was accepted
  terms             reward, target, harm, harm_forfeit
  settlement        version ("merged", "full step", "none"), contributors, gain (G_V), payable, unpaid;
                    verdicts of each candidate: accepted, paid, payout, forfeit
  commitments       of each update: root, salt, account, task, round, commitment
"""

from descent.crosscheck.cases import case

__all__ = ["case"]

#include "modules/training/opening.hpp"

#include "modules/blobs/blobs.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/graph/f32.hpp"

namespace descent::modules::training {
namespace {

constexpr std::size_t kSaltBytes = 32;
constexpr std::uint8_t kLeaf = 0;
constexpr std::uint8_t kNode = 1;
constexpr std::uint8_t kSet = 3;

Hash node(const Hash& left, const Hash& right) {
  crypto::Blake2b256 hash;
  hash.update(View{&kNode, 1});
  hash.update(left.bytes);
  hash.update(right.bytes);
  return hash.finish();
}

std::size_t sample_bytes(std::size_t elements) { return 4 * (elements + 1); }

std::uint32_t word(View bytes) {
  return std::uint32_t{bytes[0]} | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16 |
         std::uint32_t{bytes[3]} << 24;
}

/// Climbs from a slice root to the top of all slice roots; nullopt for a proof of another length.
std::optional<Hash> climb(Hash own, std::uint32_t place, std::uint32_t count,
                          std::span<const Hash> proof) {
  for (; count > 1; place /= 2, count = (count + 1) / 2) {
    if (place % 2 == 0 && place + 1 == count) continue;
    if (proof.empty()) return std::nullopt;
    own = place % 2 == 0 ? node(own, proof.front()) : node(proof.front(), own);
    proof = proof.subspan(1);
  }
  if (!proof.empty()) return std::nullopt;
  return own;
}

Hash set_root(const SetShape& shape, const Hash& top) {
  Bytes bytes{kSet};
  scale::encode(bytes, shape.slices);
  scale::encode(bytes, shape.samples);
  scale::encode(bytes, shape.elements);
  scale::encode(bytes, shape.loss);
  scale::encode(bytes, top);
  return crypto::blake2b_256(bytes);
}

Expected<void, OpeningError> check_values(const SetShape& shape, const Slice& slice,
                                          std::uint32_t classes) {
  for (const auto bits : slice.samples)
    if (!graph::parts_of(bits)) return OpeningError::NotFinite;
  for (const auto target : slice.targets) {
    if (shape.loss == kernels::Loss::MeanSquaredError) {
      if (!graph::parts_of(target)) return OpeningError::NotFinite;
    } else if (target >= classes) {
      return OpeningError::LabelOutOfRange;
    }
  }
  return {};
}

}  // namespace

std::uint64_t opening_bytes(std::uint64_t samples, std::uint64_t elements) {
  return kSaltBytes + samples * sample_bytes(elements);
}

Hash commitment(const Hash& blob, const Hash& salt, const AccountId& who, TaskId task,
                RoundIndex round) {
  return crypto::blake2b_256(scale::encoded(std::tuple{blob, salt, who, task, round}));
}

Hash slice_root(const SetShape& shape, std::uint32_t number, View opening) {
  const View salt = opening.first(kSaltBytes);
  const std::size_t size = sample_bytes(shape.elements);
  std::vector<Hash> leaves;
  for (std::uint32_t k = 0; k < shape.samples; ++k) {
    crypto::Blake2b256 hash;
    hash.update(View{&kLeaf, 1});
    hash.update(scale::encoded(number * shape.samples + k));
    hash.update(salt);
    hash.update(opening.subspan(kSaltBytes + k * size, size));
    leaves.push_back(hash.finish());
  }
  return merkle_top(std::move(leaves));
}

Expected<void, OpeningError> check_opening(const Hash& root, const SetShape& shape,
                                           std::uint32_t number, View opening,
                                           std::span<const Hash> proof, std::uint32_t classes) {
  if (opening.size() != opening_bytes(shape.samples, shape.elements))
    return OpeningError::WrongLength;
  const auto top = climb(slice_root(shape, number, opening), number, shape.slices, proof);
  if (!top || set_root(shape, *top) != root) return OpeningError::WrongProof;
  return check_values(shape, read_slice(opening, shape.elements, 0, shape.samples), classes);
}

Slice read_slice(View opening, std::uint32_t elements, std::uint32_t first, std::uint32_t count) {
  Slice out;
  View rest = opening.subspan(kSaltBytes + first * sample_bytes(elements));
  for (std::uint32_t k = 0; k < count; ++k) {
    for (std::uint32_t i = 0; i < elements; ++i, rest = rest.subspan(4))
      out.samples.push_back(word(rest));
    out.targets.push_back(word(rest));
    rest = rest.subspan(4);
  }
  return out;
}

}  // namespace descent::modules::training

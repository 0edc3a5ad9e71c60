#include "modules/training/opening.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"
#include "tests/modules/training/golden.hpp"

namespace descent::modules::training {
namespace {

struct Case {
  Hash root;
  SetShape shape;
  std::uint32_t number{};
  Bytes opening;
  std::vector<Hash> proof;
};

Case read(const boost::json::value& v) {
  Case out{.root = hash_of(v.at("root")),
           .shape = {v.at("slices").to_number<std::uint32_t>(),
                     v.at("samples").to_number<std::uint32_t>(), 0,
                     v.at("loss").as_string() == "mse" ? kernels::Loss::MeanSquaredError
                                                       : kernels::Loss::CrossEntropy},
           .number = v.at("number").to_number<std::uint32_t>(),
           .opening = bytes_of(v.at("opening")),
           .proof = {}};
  out.shape.elements =
      static_cast<std::uint32_t>((out.opening.size() - 32) / 4 / out.shape.samples - 1);
  for (const auto& p : v.at("proof").as_array()) out.proof.push_back(hash_of(p));
  return out;
}

auto check(const Case& c, std::uint32_t classes = 1 << 20) {
  return check_opening(c.root, c.shape, c.number, c.opening, c.proof, classes);
}

TEST(Opening, the_sets_of_the_python_reference_open) {
  for (const auto& v : golden().at("sets").as_array()) {
    Case c = read(v);
    EXPECT_TRUE(check(c));
    EXPECT_EQ(slice_root(c.shape, c.number, c.opening), hash_of(v.at("slice_roots").at(c.number)));
    c.opening[32] ^= 1;
    EXPECT_EQ(check(c).error(), OpeningError::WrongProof);
  }
}

TEST(Opening, commitments_equal_the_python_reference) {
  for (const auto& v : golden().at("commitments").as_array()) {
    const auto who = *scale::decoded<AccountId>(bytes_of(v.at("account")));
    EXPECT_EQ(commitment(hash_of(v.at("root")), hash_of(v.at("salt")), who,
                         v.at("task").to_number<std::uint32_t>(),
                         v.at("round").to_number<std::uint32_t>()),
              hash_of(v.at("commitment")));
  }
}

TEST(Opening, another_length_number_or_proof_is_refused) {
  const Case good = read(golden().at("sets").as_array().front());
  Case c = good;
  c.opening.push_back(0);
  EXPECT_EQ(check(c).error(), OpeningError::WrongLength);
  c = good;
  c.number = 1;
  EXPECT_EQ(check(c).error(), OpeningError::WrongProof);
  c = good;
  c.proof.pop_back();
  EXPECT_EQ(check(c).error(), OpeningError::WrongProof);
  c = good;
  c.proof.push_back(c.proof.back());
  EXPECT_EQ(check(c).error(), OpeningError::WrongProof);
  c = good;
  c.shape.samples /= 2;
  c.shape.elements = 2 * c.shape.elements + 1;
  EXPECT_EQ(check(c).error(), OpeningError::WrongProof);
}

/// A set of one slice of one sample of one element.
Case single(std::uint32_t sample, std::uint32_t target, kernels::Loss loss) {
  Case c{.root = {}, .shape = {1, 1, 1, loss}, .number = 0, .opening = Bytes(32, 7), .proof = {}};
  scale::encode(c.opening, sample);
  scale::encode(c.opening, target);
  Bytes set{3};
  append(set, scale::encoded(std::tuple{std::uint32_t{1}, std::uint32_t{1}, std::uint32_t{1}}));
  set.push_back(static_cast<std::uint8_t>(loss));
  append(set, slice_root(c.shape, 0, c.opening).bytes);
  c.root = crypto::blake2b_256(set);
  return c;
}

TEST(Opening, what_the_kernels_refuse_is_refused_under_a_right_root) {
  constexpr std::uint32_t kNaN = 0x7fc00000;
  constexpr std::uint32_t kInfinity = 0xff800000;
  constexpr auto kEntropy = kernels::Loss::CrossEntropy;
  EXPECT_TRUE(check(single(0x3f800000, 1, kEntropy), 2));
  EXPECT_EQ(check(single(kNaN, 1, kEntropy), 2).error(), OpeningError::NotFinite);
  EXPECT_EQ(check(single(kInfinity, 1, kEntropy), 2).error(), OpeningError::NotFinite);
  EXPECT_EQ(check(single(0, 2, kEntropy), 2).error(), OpeningError::LabelOutOfRange);
  EXPECT_EQ(check(single(0, kNaN, kernels::Loss::MeanSquaredError), 1).error(),
            OpeningError::NotFinite);
}

TEST(Opening, a_slice_is_read_from_any_sample_on) {
  Bytes opening(32, 0);
  for (std::uint32_t i = 0; i < 9; ++i) scale::encode(opening, i);
  const auto slice = read_slice(opening, 2, 1, 2);
  EXPECT_EQ(slice.samples, (std::vector<std::uint32_t>{3, 4, 6, 7}));
  EXPECT_EQ(slice.targets, (std::vector<std::uint32_t>{5, 8}));
}

}  // namespace
}  // namespace descent::modules::training

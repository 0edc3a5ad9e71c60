#include "runtime/crypto/merlin.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

using Challenge = std::array<std::uint8_t, 32>;

Challenge challenge_of(Transcript t) {
  Challenge out;
  t.challenge("challenge", out);
  return out;
}

Challenge witness_of(const Transcript& t, View secret) {
  Challenge out;
  t.witness("nonce", secret, out);
  return out;
}

TEST(Merlin, agrees_with_the_crate) {
  // dalek-cryptography/merlin, src/transcript.rs, equivalence_simple
  Transcript t{"test protocol"};
  t.append("some label", as_view("some data"));
  EXPECT_EQ(to_hex(challenge_of(t)),
            "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615");
}

TEST(Merlin, labels_messages_and_their_borders_all_count) {
  const Transcript start{"a"};
  const auto after = [&](std::string_view label, std::string_view message) {
    Transcript t = start;
    t.append(label, as_view(message));
    return challenge_of(t);
  };
  const std::vector<Challenge> all = {after("ab", "c"),    after("a", "bc"),
                                      after("abc", ""),    after("", "abc"),
                                      challenge_of(start), challenge_of(Transcript{"b"})};
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size());
}

TEST(Merlin, a_challenge_becomes_part_of_the_transcript) {
  Transcript t{"a"};
  const Transcript before = t;
  Challenge first;
  t.challenge("challenge", first);
  EXPECT_NE(challenge_of(t), first);
  EXPECT_EQ(challenge_of(before), first);
}

TEST(Merlin, a_witness_depends_on_the_secret_and_the_transcript_and_changes_neither) {
  Transcript t{"a"};
  const auto before = challenge_of(t);
  const auto nonce = witness_of(t, Bytes(32, 1));
  EXPECT_EQ(witness_of(t, Bytes(32, 1)), nonce);
  EXPECT_EQ(challenge_of(t), before);
  EXPECT_NE(witness_of(t, Bytes(32, 2)), nonce);
  t.append("message", as_view("m"));
  EXPECT_NE(witness_of(t, Bytes(32, 1)), nonce);
}

}  // namespace
}  // namespace descent::crypto

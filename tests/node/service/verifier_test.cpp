#include "node/service/verifier.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/signature.hpp"

namespace descent::service {
namespace {

using Checks = std::vector<std::optional<frame::SignatureCheck>>;

/// Of every kind of key; some with nothing to check, some wrong.
Checks mixed(std::size_t count) {
  Checks out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto type = static_cast<crypto::KeyType>(i % 3);
    const auto key = *crypto::from_suri(type, "//Alice//" + std::to_string(i));
    const Bytes message{static_cast<std::uint8_t>(i)};
    if (i % 5 == 4) {
      out.emplace_back();
      continue;
    }
    out.push_back(frame::SignatureCheck{key.account(), key.sign(message), message});
    if (i % 4 == 1) out.back()->message.push_back(0);
  }
  return out;
}

std::vector<bool> one_by_one(const Checks& checks) {
  std::vector<bool> out;
  for (const auto& c : checks)
    out.push_back(!c || crypto::verify(c->signature, c->message, c->signer));
  return out;
}

TEST(Verifier, any_number_of_threads_gives_the_verdicts_of_one_by_one) {
  for (const unsigned threads : {1u, 3u}) {
    Verifier verifier{threads};
    for (const std::size_t count : {0u, 1u, 2u, 3u, 4u, 7u, 20u}) {
      const Checks checks = mixed(count);
      EXPECT_EQ(verifier.verify(checks), one_by_one(checks)) << count << " on " << threads;
    }
  }
}

TEST(Verifier, a_wrong_signature_is_found_and_nothing_to_check_is_right) {
  const auto verdicts = Verifier{}.verify(mixed(6));
  EXPECT_EQ(verdicts, (std::vector<bool>{true, false, true, true, true, false}));
}

}  // namespace
}  // namespace descent::service

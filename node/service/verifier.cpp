#include "node/service/verifier.hpp"

#include <boost/asio/post.hpp>
#include <latch>
#include <thread>

#include "runtime/crypto/signature.hpp"

namespace descent::service {
namespace {

bool verify_one(const std::optional<frame::SignatureCheck>& check) {
  return !check || crypto::verify(check->signature, check->message, check->signer);
}

}  // namespace

Verifier::Verifier(unsigned threads)
    : threads_{threads != 0 ? threads : std::max(1u, std::thread::hardware_concurrency())},
      pool_{threads_} {}

std::vector<bool> Verifier::verify(std::span<const std::optional<frame::SignatureCheck>> checks) {
  // A byte each: neighbouring elements of vector<bool> share a word, which threads must not.
  std::vector<std::uint8_t> verdicts(checks.size());
  const std::size_t share = (checks.size() + threads_ - 1) / threads_;
  std::latch done{threads_};
  for (unsigned t = 0; t < threads_; ++t) {
    boost::asio::post(pool_, [&, t] {
      const std::size_t end = std::min(checks.size(), (t + 1) * share);
      for (std::size_t i = t * share; i < end; ++i) verdicts[i] = verify_one(checks[i]) ? 1 : 0;
      done.count_down();
    });
  }
  done.wait();
  return {verdicts.begin(), verdicts.end()};
}

}  // namespace descent::service

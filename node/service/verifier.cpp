#include "node/service/verifier.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <latch>
#include <thread>

#include "runtime/crypto/signature.hpp"

namespace descent::service {
namespace {

bool verify_one(const std::optional<frame::SignatureCheck>& check) {
  return !check || crypto::verify(check->signature, check->message, check->signer);
}

/// Checks that several threads share: each takes the next one.
struct Shared {
  Shared(Verifier::Checks all, unsigned threads)
      : checks{std::move(all)}, verdicts(checks.size()), done{threads} {}

  void run() {
    for (std::size_t i = next++; i < checks.size(); i = next++)
      verdicts[i] = verify_one(checks[i]) ? 1 : 0;
    done.count_down();
  }

  const Verifier::Checks checks;
  // A byte each: neighbouring elements of vector<bool> share a word, which threads must not.
  std::vector<std::uint8_t> verdicts;
  std::atomic<std::size_t> next = 0;
  std::latch done;
};

}  // namespace

Verifier::Verifier(unsigned threads)
    : threads_{threads != 0 ? threads : std::max(1u, std::thread::hardware_concurrency())},
      pool_{threads_} {}

std::future<std::vector<bool>> Verifier::start(Checks checks) {
  const auto shared = std::make_shared<Shared>(std::move(checks), threads_);
  for (unsigned t = 0; t < threads_; ++t) boost::asio::post(pool_, [shared] { shared->run(); });
  return std::async(std::launch::deferred, [shared] {
    shared->done.wait();
    return std::vector<bool>{shared->verdicts.begin(), shared->verdicts.end()};
  });
}

}  // namespace descent::service

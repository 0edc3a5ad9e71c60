#pragma once
// Checks signatures on all cores: the one part of a block that may be done in any order.
#include <boost/asio/thread_pool.hpp>
#include <future>
#include <vector>

#include "runtime/frame/extrinsic.hpp"

namespace descent::service {

class Verifier {
 public:
  using Checks = std::vector<std::optional<frame::SignatureCheck>>;

  /// threads  0: one a core
  explicit Verifier(unsigned threads = 0);

  /// Begins to check, while the caller does something else. The future waits for the last.
  /// returns  one verdict a check, in order; true where there is none to make
  std::future<std::vector<bool>> start(Checks checks);

  std::vector<bool> verify(Checks checks) { return start(std::move(checks)).get(); }

 private:
  const unsigned threads_;
  boost::asio::thread_pool pool_;
};

}  // namespace descent::service

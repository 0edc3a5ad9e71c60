#pragma once
// Checks signatures on all cores: the one part of a block that may be done in any order.
#include <boost/asio/thread_pool.hpp>
#include <vector>

#include "runtime/frame/extrinsic.hpp"

namespace descent::service {

class Verifier {
 public:
  /// threads  0: one a core
  explicit Verifier(unsigned threads = 0);

  /// One verdict a check, in order; true where there is none to make.
  std::vector<bool> verify(std::span<const std::optional<frame::SignatureCheck>> checks);

 private:
  const unsigned threads_;
  boost::asio::thread_pool pool_;
};

}  // namespace descent::service

#pragma once
// A node that synchronises, and peers that say what a test writes.
#include <gtest/gtest.h>

#include "network/sync/sync.hpp"
#include "tests/network/sync/toy_chain.hpp"

namespace descent::network {

/// Requests of headers are for 8 blocks at most, of bodies for 4; 4 may be open.
inline Sync::Limits small_limits() {
  Sync::Limits out;
  out.headers = 8;
  out.bodies = 4;
  out.requests = 4;
  out.blocks_ahead = 32;
  out.bytes_ahead = 1'000'000;
  out.answer_bytes = 1'000;
  out.few = 1;
  return out;
}

struct Scripted : testing::Test {
  using Asks = std::vector<Sync::Ask>;
  using Blames = std::vector<Sync::Blame>;

  ToyChain chain{40};
  ToyChecker checker{chain};
  Sync::Limits limits = small_limits();
  std::optional<Sync> sync{std::in_place, checker, limits};
  Instant now{0};

  void begin(const Sync::Limits& with) {
    limits = with;
    sync.emplace(checker, limits);
  }
  Asks asks() { return sync->asks(now); }
  void answer(const Sync::Ask& ask) {
    sync->response(ask.peer, honest_answer(chain, chain.best(), ask.request), now);
  }
  void answer(const Asks& all) {
    for (const auto& ask : all) answer(ask);
  }
  /// Peer 1 has everything, and said which headers there are.
  void with_headers() {
    sync->peer_has(1, chain.best());
    answer(asks());
  }
  /// Commits what can be. returns  the numbers
  std::vector<BlockNumber> import() {
    std::vector<BlockNumber> out;
    while (const auto block = sync->take_next()) {
      const ToyBlock& right = chain.at(block->number);
      EXPECT_EQ((ToyBlock{block->header, block->certificate, block->body}), right);
      checker.head = block->number;
      sync->head_moved(block->number);
      out.push_back(block->number);
    }
    return out;
  }
};

inline std::ostream& operator<<(std::ostream& out, const Sync::Ask& ask) {
  return out << "peer " << ask.peer << ": " << ask.request.count
             << (ask.request.bodies ? " bodies" : " headers") << " from " << ask.request.from;
}
inline std::ostream& operator<<(std::ostream& out, const Sync::Blame& blame) {
  return out << "peer " << blame.peer << ": " << describe(blame.fault);
}

}  // namespace descent::network

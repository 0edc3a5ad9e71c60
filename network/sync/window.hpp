#pragma once
// The blocks between the head and the newest verified header: headers, certificates, and those
// bodies that have come.
#include <deque>

#include "network/sync/checker.hpp"

namespace descent::network {

class Window {
 public:
  struct Slot {
    Bytes header, certificate;
    std::optional<Bytes> body;
    PeerNumber from{};  ///< whose body it is
  };

  explicit Window(BlockNumber head) : head_{head} {}

  BlockNumber head() const { return head_; }
  /// Of the newest verified header.
  BlockNumber tip() const { return head_ + static_cast<BlockNumber>(slots_.size()); }
  std::size_t blocks() const { return slots_.size(); }
  std::size_t bytes() const { return bytes_; }

  /// nullptr if its header is not here
  const Slot* find(BlockNumber number) const;
  /// The first block from `from` on without a body; nullopt if there is none up to the tip.
  std::optional<BlockNumber> first_bare(BlockNumber from) const;

  /// The header after the tip.
  void push(Bytes header, Bytes certificate);
  /// REQUIRES: the header is here, and without a body
  void put(BlockNumber number, Bytes body, PeerNumber from);
  /// Lets go of what is below.
  /// returns  false if the head is beyond the tip, and so of another's making
  bool advance(BlockNumber head);
  void clear(BlockNumber head);

 private:
  void pop();

  BlockNumber head_;
  std::deque<Slot> slots_;  ///< from head_ + 1 on
  std::size_t bytes_ = 0;
};

}  // namespace descent::network

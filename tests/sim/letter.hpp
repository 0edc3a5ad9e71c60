#pragma once
// What machines send each other: what validators say, and what synchronisation asks and answers.
#include <memory>

#include "network/protocols/messages.hpp"
#include "network/sync/checker.hpp"
#include "node/service/gossip.hpp"

namespace descent::sim {

using Letter = std::variant<service::gossip::Message, network::message::Announce,
                            network::message::SyncRequest, network::message::SyncResponse>;

/// A letter as it comes out at the other end.
struct Parcel {
  /// The processes at both ends of a connection, which ends with either.
  struct Ends {
    network::PeerNumber from{}, to{};
  };
  Letter letter;
  std::size_t bytes{};
  bool has_block{};  ///< or parts of one
  /// By machine, when the first copy arrives that is on its way or was not lost; kept in great
  /// networks only.
  std::vector<std::uint64_t> due_ms;
  std::optional<Ends> ends;  ///< of a question and its answer: another process would not know it
};

/// Writes it down and reads it again.
std::shared_ptr<Parcel> parcel_of(const Letter& letter);

}  // namespace descent::sim

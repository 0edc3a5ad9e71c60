#pragma once
// What synchronisation cannot judge by itself: whether bytes are a header that is final here.
#include <span>
#include <string_view>

#include "network/protocols/messages.hpp"

namespace descent::network {

/// Whoever is connected; a number is not used again.
using PeerNumber = std::uint64_t;

/// What a peer did wrong. After one of the first four nothing is asked of it any more.
enum class SyncFault : std::uint8_t {
  Unasked,         ///< an answer to no question, of another kind, or longer than was asked
  BadHeader,       ///< no header, or not the next of the chain
  BadCertificate,  ///< the authorities of its height did not decide on it
  WrongBody,       ///< not the body its header names
  Empty,           ///< it has nothing where it says it has blocks
  TooSlow,         ///< no answer in time
};
std::string_view describe(SyncFault fault);

/// Judges headers by the chain that ends at the last header it found right, which may be far ahead
/// of what was executed.
class Checker {
 public:
  virtual ~Checker() = default;

  struct Claim {
    View header, certificate;
  };
  struct Checked {
    std::size_t good = 0;            ///< so many, from the first on, are right
    std::optional<SyncFault> fault;  ///< of the one behind them, if there is one
  };
  /// Each claims to follow the one before it and to be final. Those that are right extend the
  /// chain by which the next are judged.
  virtual Checked check_headers(std::span<const Claim> claims) = 0;
  /// `header` was found right.
  virtual bool body_matches(View header, View body) const = 0;
  /// Begins again at the node's head. returns  its number
  virtual BlockNumber reset() = 0;
};

}  // namespace descent::network

#pragma once
// Messages with their length in front, as a varint.
#include "network/libp2p/varint.hpp"

namespace descent::network::libp2p {

/// Collects messages out of the pieces of a stream. Memory grows with what has arrived, not with
/// what a length promises.
class Delimited {
 public:
  explicit Delimited(std::size_t max) : max_{max} {}

  enum class Fault : std::uint8_t {
    BadLength,  ///< no varint
    TooLong,    ///< over the maximum
  };

  /// The messages that became whole, in order.
  /// errors  BadLength, TooLong; nothing more may be given then
  Expected<std::vector<Bytes>, Fault> receive(View bytes);

  /// True if a message has begun and not ended.
  bool is_within() const { return !buffer_.empty(); }

 private:
  std::size_t max_;
  Bytes buffer_;
};

/// `message` with its length in front.
Bytes delimit(View message);

}  // namespace descent::network::libp2p

#pragma once
// Unsigned varints: seven bits a byte, least significant first.
// source  github.com/multiformats/unsigned-varint
#include <optional>

#include "network/libp2p/error.hpp"

namespace descent::network::libp2p {

inline constexpr std::size_t kVarintBytesMax = 9;  ///< 63 bits

struct Varint {
  std::uint64_t value{};
  std::size_t size{};  ///< bytes it took
};

/// REQUIRES  value < 2^63
void append_varint(Bytes& out, std::uint64_t value);

/// The varint at the start of `bytes`; nullopt if it goes on behind them.
/// errors  BadVarint if it is over nine bytes, or has a byte it does not need
Expected<std::optional<Varint>, Error> read_varint(View bytes);

}  // namespace descent::network::libp2p

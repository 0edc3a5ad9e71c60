// The small messages of libp2p: varints, lengths, identify, the payload of Noise, ping.
#include "network/libp2p/identify.hpp"

#include <algorithm>

#include "network/libp2p/delimited.hpp"
#include "network/libp2p/noise/payload.hpp"
#include "network/libp2p/ping.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network;
using namespace network::libp2p;

const Identity& identity() {
  static const Identity one{crypto::Seed{}};
  return one;
}

void varints(View bytes) {
  const auto read = read_varint(bytes);
  if (!read || !*read) return;
  Bytes again;
  append_varint(again, (*read)->value);
  require(std::ranges::equal(again, bytes.first((*read)->size)), "a varint is canonical");
}

/// Messages do not depend on the pieces they came in.
void lengths(View bytes) {
  constexpr std::size_t kMax = 64;
  Delimited whole{kMax}, pieces{kMax};
  const auto expected = whole.receive(bytes);
  std::vector<Bytes> got;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    auto some = pieces.receive(bytes.subspan(at, std::min<std::size_t>(3, bytes.size() - at)));
    if (!some) return require(!expected, "an error in pieces is an error in one");
    for (auto& message : *some) got.push_back(std::move(message));
  }
  require(expected && got == *expected, "messages in pieces are messages in one");
  for (const auto& message : got) require(message.size() <= kMax, "no message is over the limit");
}

void identifies(View bytes) {
  const auto said = decode_identify(bytes, identity().peer_id());
  if (!said) return;
  require(said->listens.size() <= Identify::kAddressesMax &&
              said->protocols.size() <= Identify::kProtocolsMax,
          "nobody says more than the limits");
  const Bytes written = encode_identify(*said);
  const auto again = decode_identify(written, identity().peer_id());
  require(again && again->listens == said->listens && again->protocols == said->protocols &&
              again->observed == said->observed && encode_identify(*again) == written,
          "what a peer said is written and read as the same");
}

void payloads(View bytes) {
  noise::PublicKey key{};
  const auto peer = noise::verify_payload(bytes, key);
  require(!peer || *peer == identity().peer_id(), "nobody else's signature is known here");
  if (const auto read = decode_key(bytes))
    require(std::ranges::equal(encode_key(*read), bytes), "a key has one form");
}

void pings(View bytes) {
  PingEcho echo;
  const Bytes answer = echo.receive(bytes);
  require(std::ranges::equal(answer, bytes.first(bytes.size() / kPingBytes * kPingBytes)),
          "whole pings come back as they were");
  Ping ping{{}, Instant{0}};
  const auto time = ping.receive(bytes, Instant{1});
  const bool zeros = std::ranges::all_of(bytes, [](auto b) { return b == 0; });
  require(!time || zeros, "other bytes are no answer");
}

}  // namespace

void identify_target(View input) {
  varints(input);
  lengths(input);
  identifies(input);
  payloads(input);
  pings(input);
}

}  // namespace descent::fuzz

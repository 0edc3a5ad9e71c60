#include "network/libp2p/delimited.hpp"
#include "network/libp2p/identify.hpp"
#include "network/libp2p/multistream.hpp"
#include "network/libp2p/noise/payload.hpp"
#include "network/libp2p/yamux/frame.hpp"
#include "network/peers/address_book.hpp"
#include "network/protocols/messages.hpp"
#include "tests/fuzz/seeds.hpp"

namespace descent::fuzz {
namespace {

using namespace network;
using namespace network::libp2p;

const Identity& identity() {
  static const Identity one{crypto::Seed{}};
  return one;
}

Multiaddr address(const char* text) {
  auto out = *Multiaddr::from_text(text);
  out.peer = identity().peer_id();
  return out;
}

void lines(Seeds& out) {
  auto dialler = Multistream::dialler({"/other", "/noise"});
  Bytes said = dialler.output();
  out["multistream/listener-hears"] = chosen(1, chosen(4, said));
  auto listener = Multistream::listener({"/noise"});
  (void)listener.receive(said);
  out["multistream/dialler-hears"] = chosen(0, chosen(2, listener.output()));
}

void secrets(Seeds& out) {
  // Who speaks, and what happens: 4 carries all, 0 says something, 1 damages, 2 carries a part.
  out["noise/shake-hands"] = {0, 4, 1, 4, 0, 4, 0, 0, 3, 'a', 'b', 'c', 0, 4, 1, 0, 1, 'x', 1, 4};
  out["noise/pieces"] = {0, 2, 9, 0, 4, 1, 2, 40, 1, 4, 0, 4, 0, 0, 2, 'h', 'i', 0, 2, 1, 0, 4};
  out["noise/damaged"] = {0, 4, 1, 1, 70, 1, 1, 4, 0, 3, 2, 0, 0, 0, 4};
  Bytes messages;
  append(messages, encode_identify({identity().peer_id(),
                                    {address("/ip4/10.0.0.1/tcp/30333")},
                                    {"/ipfs/id/1.0.0"},
                                    address("/dns/boot.example/tcp/1"),
                                    "descent/1",
                                    "fuzz"}));
  out["identify/said"] = messages;
  out["identify/payload"] = noise::encode_payload(identity(), {});
  out["identify/lengths"] = {1, 7, 0, 3, 1, 2, 3, 0x80, 1};
  out["identify/key"] = encode_key(identity().peer_id());
}

void frames(Seeds& out) {
  using namespace yamux;
  Bytes heard;
  append_header(heard, {Type::WindowUpdate, kSyn, 1, 0});
  append_header(heard, {Type::Data, 0, 1, 3});
  append(heard, as_view("abc"));
  append_header(heard, {Type::Ping, kSyn, 0, 9});
  append_header(heard, {Type::Data, kFin, 1, 0});
  append_header(heard, {Type::WindowUpdate, kRst, 1, 0});
  append_header(heard, {Type::GoAway, 0, 0, 0});
  out["yamux/pieces"] = chosen(0, chosen(4, heard));
  Bytes played{2, 8, static_cast<std::uint8_t>(heard.size())};
  append(played, heard);
  out["yamux/listener"] = played;
  // Opens a stream, and is sent data up to its window and beyond.
  out["yamux/window"] = {1, 0, 1, 5, 200, 7, 1, 100, 7, 1, 100};
  out["yamux/dialler"] = {1, 0, 1, 1, 1, 3, 'a', 'b', 'c', 5, 200, 2, 1, 5, 200, 3, 1, 6, 1, 5, 40};
}

void addresses(Seeds& out) {
  AddressBook book{crypto::Seed{}};
  for (const char* text :
       {"/ip4/10.0.0.1/tcp/30333", "/ip6/2001:db8::1/tcp/1", "/dns4/boot.example/tcp/65535"}) {
    const auto one = address(text);
    const std::string name = std::string{text}.substr(1, 3);
    out["multiaddr/" + name + "-text"] = bytes_of(one.text());
    out["multiaddr/" + name + "-bytes"] = one.bytes();
    book.add(one, Ip4{1, 2, 3, 4}, Instant{1'000});
    book.good(one, Instant{1'000});
  }
  out["multiaddr/peer-text"] = bytes_of(identity().peer_id().text());
  out["multiaddr/peer-bytes"] = identity().peer_id().bytes();
  out["book/three"] = book.save();
}

void messages(Seeds& out) {
  const Message all[] = {message::Handshake{{{1}}, 2, {{3}}, message::kFull},
                         message::Consensus{{1, 2}},
                         message::Blocks{{3}},
                         message::Announce{{4}},
                         message::Transactions{{{{1}}}, {{{2}}}, {{3, 4}, {}}},
                         message::Peers{true, {address("/ip4/10.0.0.1/tcp/1")}},
                         message::SyncRequest{1, 2, 3, true},
                         message::SyncResponse{1, {{1}}, {{2}}, {{3}}},
                         message::ChunkRequest{4, {{5}}},
                         message::ChunkResponse{4, Bytes{6}}};
  std::size_t number = 0;
  for (const auto& m : all)
    out["messages/" + std::to_string(number++)] =
        chosen(static_cast<std::size_t>(kind_of(m)), encode(m));
  // The stranger opens the handshake's stream, 1, and says its own; then votes, and nonsense.
  Bytes talk{0, 0, 1, 0};
  append(talk, long_piece(encode(message::Handshake{{{1, 2, 3, 4}}, 2, {{3}}, message::kFull})));
  append(talk, Bytes{0, 1, 1, 1, 0, 3, 10, 1, 7, 6, 1, 2, 10, 0, 5, 100, 2, 1, 3, 1, 2, 3});
  out["conversation/meets"] = talk;
  out["conversation/early"] = {0, 1, 1, 0, 0, 3, 10, 1, 7, 3, 0, 4, 0, 0, 2, 0, 2, 0, 0};
}

}  // namespace

Seeds network_seeds() {
  Seeds out;
  lines(out);
  secrets(out);
  frames(out);
  addresses(out);
  messages(out);
  return out;
}

}  // namespace descent::fuzz

#include "network/protocols/messages.hpp"

#include <algorithm>

#include "network/libp2p/varint.hpp"
#include "network/protocols/messages.pb.h"
#include "runtime/primitives/assert.hpp"

namespace descent::network {
namespace {

// ---- Encoding -------------------------------------------------------------------------------

void set(std::string* field, View bytes) { field->assign(as_text(bytes)); }
void set(std::string* field, const Hash& hash) { set(field, View{hash.bytes}); }

template <class Field, class Values>
void add(Field& field, const Values& values) {
  for (const auto& value : values) set(field.Add(), value);
}

messages::Handshake to_proto(const message::Handshake& m) {
  messages::Handshake out;
  set(out.mutable_genesis(), m.genesis);
  out.set_best_number(m.best_number);
  set(out.mutable_best_hash(), m.best_hash);
  out.set_roles(m.roles);
  return out;
}

messages::Consensus to_proto(const message::Consensus& m) {
  messages::Consensus out;
  set(out.mutable_payload(), m.payload);
  return out;
}

messages::Blocks to_proto(const message::Blocks& m) {
  messages::Blocks out;
  set(out.mutable_payload(), m.payload);
  return out;
}

messages::Announce to_proto(const message::Announce& m) {
  messages::Announce out;
  set(out.mutable_header(), m.header);
  return out;
}

messages::Transactions to_proto(const message::Transactions& m) {
  messages::Transactions out;
  add(*out.mutable_announced(), m.announced);
  add(*out.mutable_wanted(), m.wanted);
  add(*out.mutable_bodies(), m.bodies);
  return out;
}

messages::Peers to_proto(const message::Peers& m) {
  messages::Peers out;
  out.set_asks(m.asks);
  for (const auto& address : m.addresses) set(out.add_addresses(), address.bytes());
  return out;
}

messages::Sync to_proto(const message::SyncRequest& m) {
  messages::Sync out;
  out.set_id(m.id);
  out.set_from(m.from);
  out.set_count(m.count);
  out.set_bodies_wanted(m.bodies);
  return out;
}

messages::Sync to_proto(const message::SyncResponse& m) {
  messages::Sync out;
  out.set_id(m.id);
  add(*out.mutable_headers(), m.headers);
  add(*out.mutable_certificates(), m.certificates);
  add(*out.mutable_bodies(), m.bodies);
  return out;
}

messages::Blobs to_proto(const message::ChunkRequest& m) {
  messages::Blobs out;
  out.set_id(m.id);
  set(out.mutable_hash(), m.hash);
  return out;
}

messages::Blobs to_proto(const message::ChunkResponse& m) {
  messages::Blobs out;
  out.set_id(m.id);
  if (m.data) set(out.mutable_data(), *m.data);
  return out;
}

// ---- Decoding -------------------------------------------------------------------------------

/// True if the bytes have at most kFieldsMax fields, each a number or bytes. An empty field takes
/// two bytes here and forty in memory: so the fields are counted before any is parsed.
bool is_small(View bytes) {
  std::size_t fields = 0;
  const auto varint = [&]() -> std::optional<std::uint64_t> {
    const auto read = libp2p::read_varint(bytes);
    if (!read || !*read) return std::nullopt;
    bytes = bytes.subspan((*read)->size);
    return (*read)->value;
  };
  while (!bytes.empty()) {
    const auto tag = varint();
    const auto value = tag ? varint() : std::nullopt;
    if (!value || ++fields > kFieldsMax) return false;
    if (*tag % 8 == 0) continue;
    if (*tag % 8 != 2 || *value > bytes.size()) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(*value));
  }
  return true;
}

Bytes bytes_of(const std::string& field) { return {field.begin(), field.end()}; }

std::optional<Hash> hash_of(const std::string& field) {
  Hash out;
  if (field.size() != out.bytes.size()) return std::nullopt;
  std::ranges::copy(field, out.bytes.begin());
  return out;
}

template <class Field>
std::vector<Bytes> all_bytes_of(const Field& field) {
  std::vector<Bytes> out;
  for (const auto& value : field) out.push_back(bytes_of(value));
  return out;
}

template <class Field>
std::optional<std::vector<Hash>> all_hashes_of(const Field& field) {
  std::vector<Hash> out;
  for (const auto& value : field) {
    const auto hash = hash_of(value);
    if (!hash) return std::nullopt;
    out.push_back(*hash);
  }
  return out;
}

std::optional<Message> from_proto(const messages::Handshake& m) {
  const auto genesis = hash_of(m.genesis());
  const auto best = hash_of(m.best_hash());
  if (!genesis || !best) return std::nullopt;
  return message::Handshake{*genesis, m.best_number(), *best, m.roles()};
}

std::optional<Message> from_proto(const messages::Consensus& m) {
  return message::Consensus{bytes_of(m.payload())};
}

std::optional<Message> from_proto(const messages::Blocks& m) {
  return message::Blocks{bytes_of(m.payload())};
}

std::optional<Message> from_proto(const messages::Announce& m) {
  return message::Announce{bytes_of(m.header())};
}

std::optional<Message> from_proto(const messages::Transactions& m) {
  auto announced = all_hashes_of(m.announced());
  auto wanted = all_hashes_of(m.wanted());
  if (!announced || !wanted) return std::nullopt;
  return message::Transactions{*std::move(announced), *std::move(wanted), all_bytes_of(m.bodies())};
}

std::optional<Message> from_proto(const messages::Peers& m) {
  if (static_cast<std::size_t>(m.addresses_size()) > kAddressesMax) return std::nullopt;
  message::Peers out{m.asks(), {}};
  for (const auto& bytes : m.addresses()) {
    const auto address = libp2p::Multiaddr::from_bytes(as_view(bytes));
    if (address && address->peer) out.addresses.push_back(*address);
  }
  return out;
}

std::optional<Message> from_proto(const messages::Sync& m) {
  const bool empty = m.headers().empty() && m.certificates().empty() && m.bodies().empty();
  if (m.has_count()) {
    const bool fits = m.count() > 0 && m.count() <= kBlocksPerRequest && empty;
    if (!fits) return std::nullopt;
    return message::SyncRequest{m.id(), m.from(), m.count(), m.bodies_wanted()};
  }
  const auto most = std::max(m.headers_size(), m.bodies_size());
  if (m.headers_size() != m.certificates_size() ||
      static_cast<std::uint32_t>(most) > kBlocksPerRequest)
    return std::nullopt;
  return message::SyncResponse{m.id(), all_bytes_of(m.headers()), all_bytes_of(m.certificates()),
                               all_bytes_of(m.bodies())};
}

std::optional<Message> from_proto(const messages::Blobs& m) {
  if (m.has_hash()) {
    const auto hash = hash_of(m.hash());
    if (!hash || m.has_data()) return std::nullopt;
    return message::ChunkRequest{m.id(), *hash};
  }
  message::ChunkResponse out{m.id(), {}};
  if (m.has_data()) out.data = bytes_of(m.data());
  return out;
}

template <class Proto>
std::optional<Message> parse(View bytes) {
  Proto message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  return from_proto(message);
}

}  // namespace

Kind kind_of(const Message& message) {
  constexpr std::array kinds{Kind::Handshake,    Kind::Consensus, Kind::Blocks, Kind::Announce,
                             Kind::Transactions, Kind::Peers,     Kind::Sync,   Kind::Sync,
                             Kind::Blobs,        Kind::Blobs};
  static_assert(kinds.size() == std::variant_size_v<Message>);
  return kinds[message.index()];
}

Bytes encode(const Message& message) {
  return std::visit(
      [](const auto& value) {
        const auto proto = to_proto(value);
        Bytes out(proto.ByteSizeLong());
        proto.SerializeWithCachedSizesToArray(out.data());
        return out;
      },
      message);
}

std::optional<Message> decode(Kind kind, View bytes) {
  DESCENT_ASSERT(bytes.size() <= limits_of(kind).message_bytes);
  if (!is_small(bytes)) return std::nullopt;
  switch (kind) {
    case Kind::Handshake: return parse<messages::Handshake>(bytes);
    case Kind::Consensus: return parse<messages::Consensus>(bytes);
    case Kind::Blocks: return parse<messages::Blocks>(bytes);
    case Kind::Announce: return parse<messages::Announce>(bytes);
    case Kind::Transactions: return parse<messages::Transactions>(bytes);
    case Kind::Peers: return parse<messages::Peers>(bytes);
    case Kind::Sync: return parse<messages::Sync>(bytes);
    case Kind::Blobs: return parse<messages::Blobs>(bytes);
  }
  return std::nullopt;
}

}  // namespace descent::network

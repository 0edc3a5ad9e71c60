#include "tests/sim/letter.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::sim {
namespace {

namespace gossip = service::gossip;

bool has_block(const gossip::Message& message) {
  return std::holds_alternative<gossip::Proposed>(message) ||
         std::holds_alternative<gossip::BlockFound>(message) ||
         std::holds_alternative<gossip::CommitFound>(message) ||
         std::holds_alternative<gossip::PartsFound>(message);
}

Parcel packed(const gossip::Message& message) {
  const Bytes bytes = scale::encoded(message);
  auto read = gossip::decode(bytes);
  DESCENT_ASSERT(read);
  return {*std::move(read), bytes.size(), has_block(message), {}, {}};
}

template <class Message>
Parcel packed(const Message& message) {
  const network::Message any{message};
  const Bytes bytes = network::encode(any);
  auto read = network::decode(network::kind_of(any), bytes);
  DESCENT_ASSERT(read);
  return {std::get<Message>(*std::move(read)), bytes.size(), false, {}, {}};
}

}  // namespace

std::shared_ptr<Parcel> parcel_of(const Letter& letter) {
  return std::visit([](const auto& what) { return std::make_shared<Parcel>(packed(what)); },
                    letter);
}

}  // namespace descent::sim

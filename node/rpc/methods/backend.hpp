#pragma once
// What the method groups answer from.
#include "node/pool/pool.hpp"
#include "node/rpc/transport/methods.hpp"
#include "node/service/chain.hpp"

namespace descent::rpc {

/// What the node knows of others, and is to them.
struct NetworkView {
  struct Peer {
    std::string id, roles;
    Hash best_hash;
    BlockNumber best{};
  };
  std::string role = "Authority", local_id;
  std::vector<std::string> addresses;  ///< where others reach it
  std::vector<Peer> peers;
  bool should_have_peers = false;
  bool is_syncing = false;  ///< far behind
  BlockNumber started_at{}, highest{};
};

/// Everything outlives the groups, which run on the node's thread.
struct Backend {
  service::Chain& chain;
  pool::Pool& pool;
  const chain_spec::ChainSpec& spec;
  std::string node_name;
  std::string node_version;
  /// Makes a block now, whatever the sealing mode.
  std::function<void()> seal;
  /// Empty for a node without peers.
  std::function<NetworkView()> network = {};
};

/// A state that a request named, or why it cannot be had.
Expected<service::StateView, Error> state_of(const Backend& backend, const Params& params,
                                             std::size_t index);
/// The hash a request named; the head's if it named none.
Expected<Hash, Error> hash_of(const Backend& backend, const Params& params, std::size_t index);

json::value to_json(const Header& header);
json::value hex(View bytes);
json::value hex(const Hash& hash);
json::value hex_or_null(const std::optional<Bytes>& bytes);
/// "0x2a": minimal hex, as headers bear their number.
std::string hex_number(std::uint64_t number);
json::value to_json(const RuntimeVersion& version);

/// A database that fails under a request: the client is told, the node goes on.
Error internal(const store::Error& error);

/// Subscribers of one kind, told in the order they came.
class Audience {
 public:
  void add(Subscriber subscriber) { members_.push_back(std::move(subscriber)); }
  void notify(std::string_view method, const json::value& result);

 private:
  std::vector<Subscriber> members_;
};

}  // namespace descent::rpc

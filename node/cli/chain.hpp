#pragma once
// The questions a command asks a node, typed.
#include <optional>

#include "node/cli/rpc_client.hpp"
#include "runtime/frame/metadata/names.hpp"
#include "runtime/primitives/header.hpp"
#include "runtime/primitives/runtime_version.hpp"

namespace descent::cli {

struct BlockRef {
  BlockNumber number{};
  Hash hash;
};

struct Versions {
  std::string spec_name;
  std::uint32_t spec_version{};
  std::uint32_t transaction_version{};
};

/// errors of every function: those of RpcClient::call; Refused where the node has no such block, or
/// answers something that is not what was asked for.
class Chain {
 public:
  explicit Chain(RpcClient client) : client_{std::move(client)} {}

  Outcome<Hash> hash_of(BlockNumber number) const;
  Outcome<BlockRef> head() const;       ///< the newest block
  Outcome<BlockRef> finalized() const;  ///< the newest that cannot be undone
  /// text  "head", "finalized", a number or a hash
  Outcome<BlockRef> find(std::string_view text) const;
  Outcome<Block> block(const Hash& hash) const;

  Outcome<Versions> versions() const;
  Outcome<std::string> chain_name() const;
  /// The nonce of the next extrinsic of `who`, those in the pool included.
  Outcome<Nonce> next_nonce(const AccountId& who) const;

  Outcome<std::optional<Bytes>> storage(View key, const Hash& at) const;
  /// The keys below `prefix` in order, at most `limit`.
  Outcome<std::vector<Bytes>> keys(View prefix, std::size_t limit, const Hash& at) const;

  /// Asks a runtime API, at the newest block or at `at`.
  template <class Api, class Question>
  Outcome<typename Question::Output> ask(const Question& question,
                                         std::optional<Hash> at = std::nullopt) const {
    const std::string name = std::string{Api::api_name} + "_" +
                             std::string{frame::metadata::short_type_name<Question>()};
    const Bytes answer = DESCENT_TRY(ask(name, scale::encoded(question), at));
    auto value = scale::decoded<typename Question::Output>(answer);
    if (!value) return strange(name);
    return *std::move(value);
  }
  Outcome<Bytes> ask(std::string_view name, View arguments, std::optional<Hash> at) const;

  /// Hands a signed extrinsic, without its length, to the pool.
  Outcome<Hash> submit(View extrinsic) const;

  const RpcClient& client() const { return client_; }

 private:
  static Failure strange(std::string_view method);
  Outcome<Hash> hash_from(std::string_view method, boost::json::array params) const;
  Outcome<Bytes> bytes_from(std::string_view method, boost::json::array params) const;
  Outcome<Header> header(const Hash& hash) const;

  RpcClient client_;
};

/// The header in JSON-RPC's form; nullopt if it is none.
std::optional<Header> header_from(const boost::json::value& json);

}  // namespace descent::cli

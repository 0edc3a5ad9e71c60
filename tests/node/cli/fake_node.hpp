#pragma once
// A node that answers JSON-RPC from the genesis of the development chain, and makes a block of
// whatever it is sent, with events that a test chooses.
#include <memory>

#include "chain-spec/genesis.hpp"
#include "node/cli/chain.hpp"
#include "node/cli/runtime_model.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {

class FakeNode {
 public:
  using Params = boost::json::array;
  using Handler = std::function<boost::json::value(const Params&)>;

  FakeNode();
  FakeNode(const FakeNode&) = delete;
  FakeNode& operator=(const FakeNode&) = delete;
  ~FakeNode();

  std::string url() const;
  Chain chain() const { return Chain{*RpcClient::at(url())}; }
  static Hash hash_of(const Header& header);

  /// The header of a block there is or could be.
  Header header(BlockNumber number) const;
  Hash hash(BlockNumber number) const { return hash_of(header(number)); }

  /// Appends an event of extrinsic 0 to those that every block has.
  template <class E>
  void add_event(std::uint8_t module, const E& event) {
    append_event(Bytes{module, E::event_index}, scale::encoded(event));
  }

  KeyValues state;
  Header genesis;
  std::vector<std::vector<Bytes>> blocks;  ///< the extrinsics of block 1 and on
  Bytes events;
  std::uint32_t event_count = 0;
  std::map<std::string, Handler, std::less<>> handlers;

 private:
  void append_event(View variant, View fields);
  static boost::json::value json_of(const Header& header);
  BlockNumber newest() const { return static_cast<BlockNumber>(blocks.size()); }
  /// The number of the block of this hash, or of the newest without one.
  std::optional<BlockNumber> number_of(const Params& params) const;
  void answer_chain();
  void answer_state();
  std::string answer(const std::string& text);

  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace descent::cli

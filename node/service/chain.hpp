#pragma once
/// # Chain
/// The blocks, the newest state, and the rules that lead from one to the next: the only place where
/// the pure runtime meets the database.
///
/// Invariant: a block whose roots differ from those it claims is not committed; if it was decided
/// by the engine, the node halts and says where it parts from us.
///
/// Everything runs on the caller's thread, but for signatures (Verifier), which are checked beside
/// execution.
#include <functional>

#include "chain-spec/genesis.hpp"
#include "node/service/verifier.hpp"
#include "node/store/block_store.hpp"

namespace descent::service {

/// A block that was made here and not yet committed.
struct Proposal {
  Block block;
  frame::BlockOutcome outcome;
  std::optional<Bytes> justification;  ///< what proves it final, if the engine has a proof
  Changes nodes_found;                 ///< trie nodes of its parent that were read to make it
};

/// A state and the rules it is under, ready to be asked. Its parts live as long as it does.
struct StateView {
  std::unique_ptr<state::Source> state;
  std::unique_ptr<state::Source> blobs;
  const frame::Runtime* rules = nullptr;
  std::unique_ptr<frame::Execution> execution;
};

/// Trie nodes as a block left them; remembers those that were read.
class Nodes final : public trie::NodeSource {
 public:
  explicit Nodes(std::unique_ptr<state::Source> source) : source_{std::move(source)} {}
  std::optional<Bytes> get(View path) const override {
    return found_.insert_or_assign({path.begin(), path.end()}, source_->get(path)).first->second;
  }
  Changes release() { return std::exchange(found_, {}); }

 private:
  std::unique_ptr<state::Source> source_;
  mutable Changes found_;
};

class Chain {
 public:
  /// What a committed block brought, to whoever listens.
  struct Committed {
    const Header& header;
    const Hash& hash;
    const std::vector<Bytes>& body;
    const Changes& state;
  };
  using Listener = std::function<void(const Committed&)>;

  /// Opens the chain of `spec` in `blocks`, making genesis if it is empty.
  /// errors  a sentence for the operator
  static Expected<std::unique_ptr<Chain>, std::string> open(store::Store& database,
                                                            const chain_spec::ChainSpec& spec,
                                                            const chain_spec::RuntimeSet& rules,
                                                            std::optional<BlockNumber> pruning,
                                                            frame::Memo* memo);

  const Header& head() const { return head_; }
  const Hash& head_hash() const { return head_hash_; }
  const Hash& genesis_hash() const { return genesis_hash_; }
  /// The earliest time the next block may bear.
  Moment earliest_next() const;
  const frame::Runtime& rules() const { return *newest_.rules; }
  /// The newest state. What is asked of it is not written back.
  frame::Execution& newest() const { return *newest_.execution; }
  /// The block after it, begun: against this, transactions are checked.
  frame::Execution& next() const { return *next_.execution; }
  const store::BlockStore& blocks() const { return *blocks_; }

  /// The state block `hash` left.
  store::Stored<StateView> at(const Hash& hash) const;

  /// Makes the next block at time `now`: inherents, then what `fill` applies to the execution it is
  /// given, appending to the body.
  /// digest  what the engine says to the runtime
  using Fill = std::function<void(frame::Execution&, std::vector<Bytes>& body)>;
  Expected<Proposal, std::string> build(Moment now, const Fill& fill, const Digest& digest = {});

  /// Checks and executes a block made elsewhere. `known` are the hashes of extrinsics whose
  /// signatures were found right before.
  Expected<Proposal, std::string> check(Block block, Verifier& verifier,
                                        const std::function<bool(const Hash&)>& known) const;

  /// Writes the block in one synced batch, then tells the listeners. Halts if the database refuses.
  void commit(Proposal proposal);

  void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

 private:
  Chain(const chain_spec::RuntimeSet& rules, frame::Memo* memo) : rules_{rules}, memo_{memo} {}
  void stand_on(const Header& header, const Hash& hash);
  const frame::Runtime* rules_of(const state::Source& state) const;

  const chain_spec::RuntimeSet& rules_;
  frame::Memo* const memo_;
  std::unique_ptr<store::BlockStore> blocks_;
  Hash genesis_hash_;
  Header head_;
  Hash head_hash_;
  StateView newest_;
  StateView next_;
  std::vector<Listener> listeners_;
};

}  // namespace descent::service

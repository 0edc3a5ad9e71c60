#pragma once
/// # Runtime
/// The rules of the chain at one spec_version, behind an interface that does not name its modules.
/// Everything here is pure: the same inputs give the same bits on every machine.
#include <memory>

#include "runtime/frame/extrinsic.hpp"
#include "runtime/frame/runtime_api.hpp"
#include "runtime/frame/validity.hpp"
#include "runtime/trie/update.hpp"

namespace descent::frame {

/// Why a block is refused.
struct BlockError {
  enum class Kind : std::uint8_t {
    BadExtrinsic,       ///< `extrinsic` does not decode
    InvalidExtrinsic,   ///< `extrinsic` may not be included here: `validity`
    MisplacedInherent,  ///< an inherent behind a transaction
    MissingInherent,    ///< the block lacks one that every block has
    WrongStateRoot,
    WrongExtrinsicsRoot,
    WrongDigest,
    BrokenTrie,  ///< the local database lacks a node
  };
  Kind kind{};
  std::uint32_t extrinsic = 0;
  std::optional<TransactionValidityError> validity;
};
std::string to_string(const BlockError& error);

/// What applying an extrinsic came to; the outer error means that it may not be in the block.
using DispatchOutcome = Result<>;
using ApplyResult = Validity<DispatchOutcome>;

/// A made block: its header, and what it changes.
struct BlockOutcome {
  Header header;
  Hash hash;
  Changes state;
  Changes nodes;  ///< of the state trie, by path
  Changes blobs;
  Changes found;  ///< what the state held before under the keys that were read
};

/// One block in the making, or a state being asked.
class Execution {
 public:
  virtual ~Execution() = default;

  /// Begins the block after that of the state. `digest` is what the engine says to the runtime.
  virtual void initialize(const Digest& digest) = 0;
  /// The extrinsics every block begins with, at time `now`.
  virtual std::vector<Bytes> inherents(Moment now) const = 0;
  /// Applies an extrinsic. `verdict`: its signature was checked and is right. On an outer error
  /// nothing has changed.
  virtual ApplyResult apply(View extrinsic, bool verdict) = 0;
  /// Ends the block: idle work, the hooks, the events, the roots. `body` are the extrinsics
  /// applied. errors  MissingInherent, BrokenTrie
  virtual Expected<BlockOutcome, BlockError> finalize(const trie::NodeSource& nodes,
                                                      std::span<const Bytes> body) = 0;

  /// The signature `extrinsic` carries and what it must sign. REQUIRES a block that has begun.
  /// errors  as `validate`; nullopt for an inherent
  virtual Validity<std::optional<SignatureCheck>> signature_of(View extrinsic) const = 0;
  /// Whether `extrinsic` may enter the pool. The signature is not looked at: that is
  /// `signature_of`. REQUIRES a block that has begun.
  virtual Validity<ValidTransaction> validate(View extrinsic) = 0;
  /// Answers `Api_method` of the runtime APIs on this state.
  virtual Expected<Bytes, ApiError> call(std::string_view name, View arguments) = 0;

  /// Pure work that the blocks to come will ask the memo for, what is needed first in front.
  virtual std::vector<Ahead> ahead() = 0;

  /// What is wrong with the state, in words: the modules' invariants. For tests and the simulator.
  virtual std::vector<std::string> try_state() = 0;

  virtual Frame& frame() = 0;
};

/// REQUIRES that what is passed outlives the execution.
struct ExecutionInputs {
  const state::Source& state;
  const state::Source& blobs;
  Header head;  ///< of the block that left the state
  Hash genesis_hash;
  Memo* memo = nullptr;
};

class Runtime {
 public:
  virtual ~Runtime() = default;
  virtual const RuntimeVersion& version() const = 0;
  /// SCALE of the metadata; nullptr for a version other than 14 and 15.
  virtual const Bytes* metadata(std::uint32_t version) const = 0;
  /// What the kernels' self-test gives on a machine that may execute blocks under these rules.
  virtual const Hash& kernel_self_test() const = 0;
  /// What is wrong with the constants, in words; asked once when a node starts.
  virtual std::vector<std::string> integrity() const = 0;
  virtual std::unique_ptr<Execution> begin(const ExecutionInputs& inputs) const = 0;
};

/// Checks and executes `block` on the state of its parent: the whole state transition. `verdicts`
/// are the answers to `signature_of` for each extrinsic in turn (true for inherents).
Expected<BlockOutcome, BlockError> execute(Execution& execution, const Block& block,
                                           const std::vector<bool>& verdicts,
                                           const trie::NodeSource& nodes);

}  // namespace descent::frame

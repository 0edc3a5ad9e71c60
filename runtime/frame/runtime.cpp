#include "runtime/frame/runtime.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::frame {
namespace {

std::string_view words(BlockError::Kind kind) {
  switch (kind) {
    case BlockError::Kind::BadExtrinsic: return "an extrinsic does not decode";
    case BlockError::Kind::InvalidExtrinsic: return "an extrinsic may not be included";
    case BlockError::Kind::MisplacedInherent: return "an inherent stands behind a transaction";
    case BlockError::Kind::MissingInherent: return "an inherent that every block has is missing";
    case BlockError::Kind::WrongStateRoot: return "the state root is not the one execution gives";
    case BlockError::Kind::WrongExtrinsicsRoot: return "the extrinsics root is not the body's";
    case BlockError::Kind::WrongDigest: return "the digest is not the one execution gives";
    case BlockError::Kind::BrokenTrie: return "the local database lacks a trie node";
  }
  return "unknown";
}

BlockError at(BlockError::Kind kind, std::size_t extrinsic,
              std::optional<TransactionValidityError> why = {}) {
  return {kind, static_cast<std::uint32_t>(extrinsic), why};
}

/// Bytes that are no extrinsic are the author's fault whatever the state; the rest it refuses.
BlockError::Kind kind_of(const TransactionValidityError& error) {
  return error.is<invalid::Call>() ? BlockError::Kind::BadExtrinsic
                                   : BlockError::Kind::InvalidExtrinsic;
}

/// What the engine puts into a header for the runtime: everything but what execution adds.
Digest pre_runtime(const Digest& digest) {
  Digest out;
  for (const auto& item : digest.logs) {
    if (std::holds_alternative<digest_item::PreRuntime>(item)) out.logs.push_back(item);
  }
  return out;
}

Expected<void, BlockError> apply_all(Execution& execution, const Block& block,
                                     const std::vector<bool>& verdicts) {
  bool transactions = false;
  for (std::size_t i = 0; i < block.extrinsics.size(); ++i) {
    const Bytes& bytes = block.extrinsics[i];
    const bool inherent = !bytes.empty() && (bytes[0] & 0x80) == 0;
    if (inherent && transactions) return at(BlockError::Kind::MisplacedInherent, i);
    transactions = transactions || !inherent;
    const auto result = execution.apply(bytes, verdicts[i]);
    if (!result) return at(kind_of(result.error()), i, result.error());
  }
  return {};
}

}  // namespace

std::string to_string(const BlockError& error) {
  std::string out{words(error.kind)};
  if (error.validity) {
    out += " (extrinsic " + std::to_string(error.extrinsic) + ": ";
    out += describe(*error.validity);
    out += ")";
  }
  return out;
}

Expected<BlockOutcome, BlockError> execute(Execution& execution, const Block& block,
                                           const std::vector<bool>& verdicts,
                                           const trie::NodeSource& nodes) {
  DESCENT_ASSERT(verdicts.size() == block.extrinsics.size());
  execution.initialize(pre_runtime(block.header.digest));
  DESCENT_TRY(apply_all(execution, block, verdicts));
  BlockOutcome out = DESCENT_TRY(execution.finalize(nodes, block.extrinsics));
  const Header& claimed = block.header;
  if (out.header.extrinsics_root != claimed.extrinsics_root)
    return at(BlockError::Kind::WrongExtrinsicsRoot, 0);
  if (out.header.state_root != claimed.state_root) return at(BlockError::Kind::WrongStateRoot, 0);
  if (scale::encoded(out.header) != scale::encoded(claimed))
    return at(BlockError::Kind::WrongDigest, 0);
  return out;
}

}  // namespace descent::frame

#include "node/cli/commands/upload.hpp"

#include <algorithm>
#include <numeric>

#include "node/cli/progress.hpp"
#include "node/cli/runtime_model.hpp"

namespace descent::cli {
namespace {

using modules::Blobs;
/// Numbers of the chunks that the chain does not have; nullopt if the blob was not begun.
using Missing = std::optional<std::vector<std::uint32_t>>;

Outcome<Missing> ask(const Session& session, const Hash& root) {
  const Chain chain = DESCENT_TRY(session.chain());
  return chain.ask<Blobs::Api>(Blobs::Api::missing{root});
}

/// An interrupted upload may have left the same call in the pool: what the chain refuses because it
/// has it is done.
template <class Done>
Outcome<> step(const Session& session, const Signing& signing, frame::RuntimeCall call,
               const Hash& root, Done is_done) {
  // What is in a block must be there before the next step; only the last call is waited for as the
  // user wishes.
  const Wait wished = session.globals().wait;
  const Wait wait = wished == Wait::None ? Wait::Included : wished;
  auto receipt = DESCENT_TRY(session.deliver(signing, std::move(call), wait));
  if (receipt.failure && is_done(DESCENT_TRY(ask(session, root)))) return {};
  DESCENT_TRY(session.executed(std::move(receipt)));
  return {};
}

Outcome<> begin(const Session& session, const Signing& signing, const Hash& root, View content) {
  Blobs::begin call{root, content.size(), {}};
  for (std::uint32_t i = 0; i < modules::chunk_count(content.size()); ++i)
    call.chunks.push_back(modules::chunk_hash(modules::chunk_of(content, i)));
  const auto& blobs = session.words().model().runtime.blobs;
  return step(session, signing, frame::call_of(blobs, call), root,
              [](const Missing& missing) { return missing.has_value(); });
}

Outcome<> store(const Session& session, const Signing& signing, const Hash& root, View content,
                std::uint32_t index) {
  const View chunk = modules::chunk_of(content, index);
  const Blobs::store call{root, index, std::vector<std::uint8_t>{chunk.begin(), chunk.end()}};
  const auto& blobs = session.words().model().runtime.blobs;
  return step(session, signing, frame::call_of(blobs, call), root, [&](const Missing& missing) {
    return missing && std::ranges::find(*missing, index) == missing->end();
  });
}

/// Of what nobody has stored yet.
Missing all_of(View content) {
  std::vector<std::uint32_t> out(modules::chunk_count(content.size()));
  std::iota(out.begin(), out.end(), 0U);
  return out;
}

}  // namespace

Outcome<Hash> upload(const Session& session, const Signing& signing, View content) {
  const Hash root = modules::blob_root(content);
  auto missing = signing.online() ? DESCENT_TRY(ask(session, root)) : Missing{};
  if (!missing) {
    DESCENT_TRY(begin(session, signing, root, content));
    missing = signing.sends() ? DESCENT_TRY(ask(session, root)) : all_of(content);
    if (!missing) return refused("the upload was begun, and the chain does not know of it");
  }
  const std::uint64_t chunks = modules::chunk_count(content.size());
  Progress progress{session.world().err, session.world().terminal, "uploading", chunks};
  std::uint64_t done = chunks - std::min<std::uint64_t>(chunks, missing->size());
  progress.show(done);
  for (const auto index : *missing) {
    if (index >= chunks) return refused("the chain misses a chunk that the file does not have");
    DESCENT_TRY(store(session, signing, root, content, index));
    progress.show(std::min(chunks, ++done));
  }
  return root;
}

}  // namespace descent::cli

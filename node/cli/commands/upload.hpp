#pragma once
// Content to the chain, chunk by chunk.
#include "node/cli/session.hpp"

namespace descent::cli {

/// Stores `content` as a blob, with a progress bar; goes on where an interrupted upload ended, and
/// sends nothing if all of it is there. What is only signed is signed whole, or from where the
/// chain stands. returns  the blob's root errors  as Session::send. REQUIRES: content is not empty.
Outcome<Hash> upload(const Session& session, const Signing& signing, View content);

}  // namespace descent::cli

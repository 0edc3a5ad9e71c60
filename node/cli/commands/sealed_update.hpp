#pragma once
/// # What a participant must not lose
/// Between the commitment to an update and its reveal, the update and its salt are in a file of
/// their own, beside the keystore: `NAME.json` with {"salt": hex, "update": hex}.
#include "modules/training/training.hpp"
#include "node/cli/session.hpp"

namespace descent::cli {

struct SealedUpdate {
  Hash salt;
  Bytes update;
};

/// Of what an update is.
struct SealedFor {
  Hash genesis;
  AccountId account;
  modules::training::TaskId task{};
  modules::training::RoundIndex round{};
};

/// errors  Usage: there is no place for keys
Outcome<std::filesystem::path> sealed_path(const Session& session, const SealedFor& what);

/// nullopt if none was sealed here. errors  Refused: the file is damaged or cannot be read
Outcome<std::optional<SealedUpdate>> sealed_update(const std::filesystem::path& path);

/// Seals with a new salt, or finds what was sealed before: the same update is sealed the same.
/// It is on the disk when this returns.
/// errors  Refused: another update is sealed there; the disk
Outcome<SealedUpdate> seal(const std::filesystem::path& path, View update);

/// What the chain is told of it.
Hash commitment_of(const SealedFor& what, const SealedUpdate& sealed);

}  // namespace descent::cli

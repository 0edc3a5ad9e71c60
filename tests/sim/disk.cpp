#include "tests/sim/disk.hpp"

namespace descent::store {

/// Takes the place of the one in node/store/error.cpp, which is a file of its own: a process that
/// halts here is one of many in this program.
void halt(const Error& error) { throw sim::Halted{error}; }

}  // namespace descent::store

namespace descent::sim {

using store::Sync;

store::Stored<> Disk::write(const store::Batch& batch, Sync sync) {
  if (failed_) return *failed_;
  ++writes_;
  const Fate fate = fate_(sync);
  if (fate == Fate::CutBefore) throw PowerCut{};
  if (fate == Fate::Full) {
    failed_ = store::Error{store::ErrorKind::Io, "the disk is full"};
    return *failed_;
  }
  DESCENT_TRY(now_.write(batch, sync));
  unsynced_.push_back(batch);
  if (sync == Sync::Yes) sync_all();
  if (fate == Fate::CutAfter) throw PowerCut{};
  return {};
}

void Disk::sync_all() {
  for (const auto& batch : unsynced_) static_cast<void>(synced_.write(batch, Sync::Yes));
  unsynced_.clear();
}

void Disk::lose_unsynced() {
  for (const auto& batch : unsynced_) {
    for (const auto& write : batch) {
      const auto before = synced_.get(write.key);
      static_cast<void>(now_.write({{write.key, *before}}, Sync::Yes));
    }
  }
  unsynced_.clear();
}

}  // namespace descent::sim

#include "tests/sim/disk.hpp"

namespace descent::sim {

using store::Sync;

store::Stored<> Disk::write(const store::Batch& batch, Sync sync) {
  ++writes_;
  const Cut cut = fate_(sync);
  if (cut == Cut::Before) throw PowerCut{};
  DESCENT_TRY(now_.write(batch, sync));
  unsynced_.push_back(batch);
  if (sync == Sync::Yes) sync_all();
  if (cut == Cut::After) throw PowerCut{};
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

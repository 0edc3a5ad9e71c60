#pragma once
/// # Store
/// The port to a database of ordered bytes. LevelDB stands behind it in a node, a std::map in tests
/// and throw-away nodes, a simulated disk in the simulator; one suite of tests holds for all.
///
/// Thread safety: any number of readers beside one writer.
#include <memory>
#include <optional>

#include "node/store/error.hpp"
#include "runtime/primitives/key_values.hpp"

namespace descent::store {

/// One write of a batch; nullopt removes the key.
struct Write {
  Bytes key;
  std::optional<Bytes> value;
};

/// Writes in order: of two on one key the later one counts.
using Batch = std::vector<Write>;

enum class Sync : bool {
  No,   ///< survives the end of the process
  Yes,  ///< survives the loss of power once `write` has returned
};

/// A walk in byte order. What is written after the cursor was made may or may not be seen.
/// REQUIRES of all but `valid` and `error`: valid(). The store outlives the cursor.
class Cursor {
 public:
  virtual ~Cursor() = default;
  /// False at the end, and after a failed read.
  virtual bool valid() const = 0;
  /// Valid until the next call of `next`.
  virtual View key() const = 0;
  virtual View value() const = 0;
  virtual void next() = 0;
  /// Why the walk ended early; nullopt if it did not.
  virtual std::optional<Error> error() const = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  /// errors  Io, Corrupt
  virtual Stored<std::optional<Bytes>> get(View key) const = 0;

  /// Writes all of `batch` or nothing of it. Once a write has failed every later one fails with the
  /// same error: what reached the disk is unknown until it is opened again.
  /// errors  Io, Corrupt
  virtual Stored<> write(const Batch& batch, Sync sync) = 0;

  /// A cursor at the first key that is not below `from`.
  virtual std::unique_ptr<Cursor> seek(View from) const = 0;
};

}  // namespace descent::store

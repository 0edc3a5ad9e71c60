#pragma once
/// # Storage by name
/// "System.Account" and a key as text, to the bytes of the storage key; and back, to the typed
/// value that stands there.
#include "node/cli/failure.hpp"
#include "node/cli/runtime_words.hpp"

namespace descent::cli {

struct StorageItem {
  std::string module;
  std::string item;
  std::string doc;
  Bytes prefix;                        ///< of every key of the item
  std::vector<std::string> key_types;  ///< none for a plain value
  std::string name() const { return module + "." + item; }
};

struct StorageEntry {
  std::vector<std::string> keys;
  boost::json::value value;
};

/// Every storage item, in the order of the modules.
std::vector<StorageItem> storage_items(const RuntimeModel& model);

/// name    "System.Account", in any case
/// errors  Usage: no such item; which there are
Outcome<StorageItem> find_storage_item(const RuntimeModel& model, std::string_view name);

/// The storage key behind `keys`; with fewer than the item has, what its keys begin with.
/// errors  Usage: too many, or one that is not of its type
Outcome<Bytes> storage_key(const RuntimeModel& model, const StorageItem& item,
                           const std::vector<std::string>& keys);

/// Reads an entry. `value` nullopt: an absent key, which reads as the item's default.
/// nullopt if the bytes are not of this runtime.
std::optional<StorageEntry> storage_entry(const RuntimeWords& words, const StorageItem& item,
                                          View key, const std::optional<Bytes>& value,
                                          Audience audience);

}  // namespace descent::cli

#include "runtime/trie/source.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::trie {

Expected<Bytes, Error> read_record(const NodeSource& source, View path, const Hash& hash) {
  auto record = source.get(path);
  if (!record) return Error::MissingNode;
  if (crypto::blake2b_256(*record) != hash) return Error::BadNode;
  return *std::move(record);
}

}  // namespace descent::trie

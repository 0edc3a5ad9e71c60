#pragma once
// LevelDB's statuses in the words of the port.
#include <filesystem>

#include "node/store/error.hpp"

namespace leveldb {
class Env;
class Status;
}  // namespace leveldb

namespace descent::store {

/// REQUIRES !status.ok(). For Corrupt it reads the whole database to name the damaged file.
Error leveldb_error(const leveldb::Status& status, const std::filesystem::path& folder,
                    leveldb::Env& env);

}  // namespace descent::store

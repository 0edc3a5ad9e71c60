#pragma once
// A folder that goes with the test, and what keys are written with in tests.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "node/keystore/key_file.hpp"
#include "tests/network/files/temporary_folder.hpp"

namespace descent::keystore {

/// So cheap that a test can guess a thousand times.
inline constexpr Scrypt kCheap{.n = 2, .p = 1, .r = 1};

class Folder {
 public:
  std::filesystem::path operator/(std::string_view name) const { return folder_.path / name; }
  const std::filesystem::path& path() const { return folder_.path; }
  std::size_t files() const {
    const std::filesystem::recursive_directory_iterator all{path()};
    return static_cast<std::size_t>(std::count_if(
        begin(all), end(all), [](const auto& entry) { return entry.is_regular_file(); }));
  }

 private:
  network::TemporaryFolder folder_;
};

inline std::string content(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}
inline void put(const std::filesystem::path& path, std::string_view text) {
  std::ofstream{path, std::ios::binary} << text;
}
inline unsigned mode(const std::filesystem::path& path) {
  struct stat about {};
  EXPECT_EQ(::stat(path.c_str(), &about), 0);
  return about.st_mode & 0777;
}

inline crypto::Keypair key_of(std::string_view suri,
                              crypto::KeyType type = crypto::KeyType::Sr25519) {
  return *crypto::from_suri(type, suri);
}

}  // namespace descent::keystore

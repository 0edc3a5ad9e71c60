#pragma once
// The program with a keystore of its own, in which a key is that a test can open quickly.
#include <boost/json/parse.hpp>

#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {

struct KeptKeys : testing::Test, Console {
  const keystore::Folder folder{};
  const keystore::Keystore keys{folder / "keys"};
  const crypto::Keypair savings_key = keystore::key_of("//Savings");

  KeptKeys() {
    keep("savings", savings_key);
    keystore::put(folder / "pw", "secret\n");
    keystore::put(folder / "wrong", "sacred\n");
  }
  void keep(const std::string& name, const crypto::Keypair& key) const {
    const auto file = keystore::lock(key, "secret", name, 1'700'000'000'000, keystore::kCheap);
    EXPECT_TRUE(keys.save(name, *file, false));
  }
  /// The command on this keystore.
  int on_keys(std::vector<std::string> words) {
    words.insert(words.end(), {"--keystore-path", keys.folder().string()});
    return run(std::move(words));
  }
  /// Also with the right password.
  int opening(std::vector<std::string> words) {
    words.insert(words.end(), {"--password-file", (folder / "pw").string()});
    return on_keys(std::move(words));
  }
  boost::json::value json() const { return boost::json::parse(out.str()); }
};

}  // namespace descent::cli

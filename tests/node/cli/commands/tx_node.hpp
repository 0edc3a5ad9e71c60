#pragma once
// A fake node, a person with a key and a folder, and what they sign without the node.
#include <boost/json/parse.hpp>

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {

struct TxNode : testing::Test {
  FakeNode node;
  Console console;
  RuntimeWords words;
  const keystore::Folder folder;
  const std::string context = folder / "context.json";
  const std::string signed_file = folder / "signed.hex";
  const AccountId alice = crypto::from_suri(crypto::KeyType::Sr25519, "//Alice")->account();

  TxNode() {
    node.add_event(0, modules::System::ExtrinsicSuccess{});
    node.handlers["system_chain"] = [](const FakeNode::Params&) {
      return boost::json::value("Development");
    };
    node.handlers["system_accountNextIndex"] = [this](const FakeNode::Params&) {
      return boost::json::value(7 + sent());
    };
    node.handlers["payment_queryInfo"] = [](const FakeNode::Params&) {
      return boost::json::value{{"partialFee", "2500000000"}};
    };
  }
  std::size_t sent() const {
    std::size_t out = 0;
    for (const auto& block : node.blocks) out += block.size();
    return out;
  }
  int tx(std::vector<std::string> line) {
    line.insert(line.begin(), {"--url", node.url(), "tx"});
    return console.run(std::move(line));
  }
  void make_context(std::vector<std::string> more = {}) {
    std::vector<std::string> line{"context", "--key", "//Alice", "--out", context};
    line.insert(line.end(), more.begin(), more.end());
    ASSERT_EQ(tx(line), 0) << console.err.str();
  }
  /// A transfer, signed where no node is. What it printed is in `signed_file` and the answer.
  std::string sign(std::vector<std::string> more = {}) {
    std::vector<std::string> line{"--url",     "http://127.0.0.1:1",
                                  "account",   "transfer",
                                  "--to",      "//Bob",
                                  "--amount",  "1.5",
                                  "--key",     "//Alice",
                                  "--offline", context};
    line.insert(line.end(), more.begin(), more.end());
    EXPECT_EQ(console.run(line), 0) << console.err.str();
    keystore::put(signed_file, console.out.str());
    std::string out = console.out.str();
    if (!out.empty()) out.pop_back();
    return out;
  }
  std::string sign_now(std::vector<std::string> how = {}) {
    make_context(std::move(how));
    return sign();
  }
  boost::json::value json() const { return boost::json::parse(console.out.str()); }
};

}  // namespace descent::cli

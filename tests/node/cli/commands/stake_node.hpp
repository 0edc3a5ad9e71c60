#pragma once
// A fake node with the state of the development chain, in which a test writes as modules do, and a
// person at its console who signs as a stash.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "modules/staking/staking.hpp"
#include "node/cli/to_json.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {

struct StakeNode : testing::Test, ApiNode {
  Console console;
  const keystore::Folder folder;
  const RuntimeWords words;
  const RuntimeModel::Runtime& runtime = words.model().runtime;
  const modules::Staking& staking = runtime.staking;
  const AccountId validator = account("//Alice//stash");  ///< bonded, elected, with a key
  const AccountId bob = account("//Bob");                 ///< with GRAD and nothing else

  StakeNode() {
    const frame::RuntimeParameters<RuntimeModel::Runtime> table{runtime};
    std::vector<modules::Parameters::Listed> rows;
    for (const auto& [module, key, row] : table.list())
      rows.push_back({std::string{module}, std::string{row.name}, key, row.initial, row.initial,
                      row.least, row.most, ""});
    answer("ParametersApi_list", rows);
    add_event(0, modules::System::ExtrinsicSuccess{});
  }

  static AccountId account(const std::string& suri) {
    return crypto::from_suri(crypto::KeyType::Sr25519, suri)->account();
  }
  template <class V>
  void write(const Bytes& key, const V& value) {
    state[key] = scale::encoded(value);
  }
  /// Puts a ledger of `active`, and of what is unlocking, under `who`.
  void bond(const AccountId& who, Balance active,
            std::vector<modules::staking::UnlockChunk> unlocking = {}) {
    modules::staking::Ledger out{.stash = who, .total = active, .active = active};
    for (const auto& chunk : unlocking) out.total = out.total + chunk.value;
    out.unlocking = {std::move(unlocking)};
    write(staking.ledger.key(who), out);
  }
  void active_era(modules::staking::EraIndex era) {
    write(staking.active_era.prefix(), modules::staking::ActiveEraInfo{era, std::nullopt});
    write(staking.current_era.prefix(), era);
  }
  /// An era that is over and owes `who`, in so many pages.
  void era_with(modules::staking::EraIndex era, const AccountId& who, std::uint32_t pages) {
    write(staking.eras_reward.key(era), Balance{kGrad});
    write(staking.eras_overview.key(era, who),
          modules::staking::PagedExposureMetadata{
              .total = 9 * kGrad, .own = 5 * kGrad, .nominator_count = 3, .page_count = pages});
  }

  int stake(std::vector<std::string> words_of_line, const std::string& from = "//Bob") {
    std::vector<std::string> line{"--url", url(), "stake"};
    line.insert(line.end(), words_of_line.begin(), words_of_line.end());
    if (!from.empty()) line.insert(line.end(), {"--key", from});
    return console.run(std::move(line));
  }
  /// The command where no node answers, by a context of //Bob's; it prints JSON.
  int offline(std::vector<std::string> words_of_line) {
    const auto context = context_of(chain(), words, bob, 64);
    keystore::put(folder / "context", boost::json::serialize(context_json(*context)));
    std::vector<std::string> line{"--url", "http://127.0.0.1:1", "--key", "//Bob", "--json",
                                  "stake"};
    line.insert(line.end(), words_of_line.begin(), words_of_line.end());
    line.insert(line.end(), {"--offline", folder / "context"});
    return console.run(std::move(line));
  }
  std::string sent(std::size_t block = 0) const {
    return boost::json::serialize(words.extrinsic(blocks.at(block).at(0), Audience::Program));
  }
  bool sent_has(std::string_view text, std::size_t block = 0) const {
    return sent(block).find(text) != std::string::npos;
  }
  boost::json::value json() const { return boost::json::parse(console.out.str()); }
};

}  // namespace descent::cli

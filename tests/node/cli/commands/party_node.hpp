#pragma once
// A fake node with a task in its second round, and a party with an update for it.
#include "modules/training/opening.hpp"
#include "node/cli/commands/sealed_update.hpp"
#include "runtime/graph/update.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {

struct PartyNode : KeptKeys {
  ApiNode node;
  RuntimeWords words;
  modules::training::Task task;
  modules::training::Round round;
  graph::Update update{.base = Hash{{5}}};

  PartyNode() {
    task.terms.participants = modules::training::Open{kGrad, 10 * kGrad};
    task.terms.rounds = 3;
    task.rates.no_reveal_forfeit = 500'000;
    task.round = 1;
    task.phase_ends = 77;
    round.base = update.base;
    update.tensors.push_back({0, -12, graph::Dense<std::int16_t>{{1, -2}}});
    keystore::put(folder / "update", as_text(scale::encoded(update)));
    node.add_event(0, modules::System::ExtrinsicSuccess{});
    node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{0}});
    in_phase(modules::training::Phase::Commit);
  }
  void in_phase(modules::training::Phase phase) {
    task.phase = phase;
    node.answer("TrainingApi_task", std::optional{task});
    node.answer("TrainingApi_round", std::optional{round});
  }
  int training(std::vector<std::string> line) {
    line.insert(line.begin(), {"--url", node.url(), "--key", "savings", "training"});
    return opening(std::move(line));
  }
  int commit(std::vector<std::string> more = {"--deposit", "5"}) {
    more.insert(more.begin(), {"commit", "0", folder / "update"});
    return training(std::move(more));
  }
  std::filesystem::path sealed_file() const {
    World world{std::cin, std::cout, std::cerr, false, {}};
    Globals globals{.keystore_path = keys.folder().string()};
    return *sealed_path(Session{world, globals}, {node.hash(0), savings_key.account(), 0, 1});
  }
  template <class Call>
  Call sent(std::size_t block) const {
    const auto extrinsic =
        frame::decode_extrinsic(node.blocks.at(block).at(0), words.model().calls);
    const View call = extrinsic->call.bytes;
    return *scale::decoded<Call>(call.subspan(2));
  }
};

}  // namespace descent::cli

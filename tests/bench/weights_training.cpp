#include <cstdio>

#include "tests/bench/weights_task.hpp"

namespace descent::bench {
namespace {

/// Opening a task, with its model's graph read; and closing it while nobody takes part.
void weigh_task(WeightChain& chain, const std::string& what, std::size_t count,
                const std::vector<std::uint32_t>& widths) {
  std::vector<BenchTask> tasks;
  std::size_t next = 0;
  const auto prepare = [&](Runtime& r) {
    tasks.clear();
    next = 0;
    for (std::size_t i = 0; i < count; ++i) tasks.emplace_back(chain, r, TaskSize{widths, 16, 1});
  };
  chain.measure("training open_task(" + what + ")", count, prepare,
                [&](Runtime& r) { return tasks[next++].open(r); });
  next = 0;
  chain.measure(
      "training kClose, task of " + what, count,
      [&](Runtime& r) {
        prepare(r);
        for (auto& task : tasks) task.open(r);
      },
      [&](Runtime& r) { return tasks[next++].close(r); });
}

/// Every phase of a round with `parties` parties.
void weigh_round(WeightChain& chain, const TaskSize& size) {
  std::printf("-- a round of %u parties, %u samples, model of", size.parties, size.samples);
  for (const auto width : size.widths) std::printf(" %u", width);
  std::printf("\n");
  chain.rest();
  std::optional<BenchTask> task;
  chain.block([&](Runtime& r) {
    task.emplace(chain, r, size);
    task->open(r);
  });
  task->commit();
  task->end_phase("training kPhaseChange: commit ends");
  task->store_updates();
  task->reveal();
  task->end_phase("training kPhaseChange: reveal ends");
  task->open_slice();
  task->end_phase("");
}

/// A reveal that nobody takes part in burns every deposit.
void weigh_silence(WeightChain& chain) {
  chain.rest();
  std::optional<BenchTask> task;
  chain.block([&](Runtime& r) {
    task.emplace(chain, r, TaskSize{{4, 2}, 16, training::kParticipantsMax});
    task->open(r);
  });
  task->commit();
  task->end_phase("");
  task->end_phase("training kPhaseChange: 64 did not reveal");
}

}  // namespace

void weigh_training(WeightChain& chain) {
  chain.rest();
  weigh_task(chain, "small", 20, {4, 2});
  weigh_task(chain, "1 MB", 2, {512, 500});
  weigh_silence(chain);
  weigh_round(chain, {{4, 2}, 16, training::kParticipantsMax});
  weigh_round(chain, {{64, 32, 10}, 100, 8});
  weigh_round(chain, {{30, 16, 2}, 100, 8});
  weigh_round(chain, {{784, 256, 128, 10}, 100, 2});
  weigh_round(chain, {{256, 64, 10}, 2'000, 4});
  weigh_round(chain, {{64, 32, 10}, 7'000, 2});
}

}  // namespace descent::bench

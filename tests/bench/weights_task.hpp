#pragma once
// A task of one round with real products, each of whose steps is measured as it is played.
#include "tests/bench/weights_content.hpp"

namespace descent::bench {

namespace training = modules::training;

struct TaskSize {
  std::vector<std::uint32_t> widths;  ///< of the model's layers
  std::uint32_t samples{};            ///< of a slice
  std::uint32_t parties{};
};

class BenchTask {
 public:
  /// Registers the model, in the block of `runtime`.
  BenchTask(WeightChain& chain, Runtime& runtime, TaskSize size);

  Weight open(Runtime& runtime);
  Weight close(Runtime& runtime);

  // Each of these makes blocks of its own and reports what it measured.
  void commit();
  void store_updates();
  void reveal();
  /// Shows the slice and evaluates, unit by unit; the block's own idle time settles.
  void open_slice();
  /// Goes on until the phase has ended. An empty name reports nothing.
  void end_phase(const std::string& name);

 private:
  training::Terms terms() const;
  Bytes update() const;
  training::Phase phase() const;
  void evaluate(Runtime& runtime) const;

  WeightChain& chain_;
  TaskSize size_;
  AccountId sponsor_;
  modules::ModelId model_{};
  training::TaskId id_{};
  std::vector<Bytes> openings_;
  std::vector<AccountId> parties_;
  std::vector<Bytes> updates_;
  std::vector<Hash> roots_;  ///< of the updates
};

}  // namespace descent::bench

#pragma once
/// # Instant
/// The engine of a chain with one node: what it builds is final. For development and tests.
///
///     HeightStarted -> Pace running
///     Pace elapsed  -> may build
///     may build, and a reason to -> BuildValue -> ValueBuilt -> Decide -> HeightStarted
///
/// A reason is, by mode: a transaction (OnTransaction), the Seal timer (OnInterval), and in every
/// mode an operator's request. Requests are counted: each gets a block of its own.
#include "consensus/engine.hpp"

namespace descent::consensus {

class Instant final : public Engine {
 public:
  enum class Mode : std::uint8_t { OnTransaction, OnInterval, OnRequest };
  struct Options {
    Mode mode = Mode::OnTransaction;
    std::uint64_t interval_ms = 0;  ///< OnInterval
  };

  explicit Instant(const Options& options) : options_{options} {}

  Effects step(const Input& input) override;

 private:
  Effects on(const input::HeightStarted&);
  Effects on(const input::WorkArrived&);
  Effects on(const input::SealRequested&);
  Effects on(const input::TimeoutElapsed&);
  Effects on(const input::ValueBuilt&);
  Effects on(const input::BuildFailed&);
  // Answers to what it never asks, and messages of peers it has not.
  Effects on(const input::VoteReceived&) { return {}; }
  Effects on(const input::ValueChecked&) { return {}; }
  Effects on(const input::SignaturesChecked&) { return {}; }
  Effects on(const input::RecordDurable&) { return {}; }
  Effects on(const input::VoteSigned&) { return {}; }
  Effects on(const input::SyncBlock&) { return {}; }
  Effects build_if_due();

  const Options options_;
  BlockNumber head_ = 0;
  bool paced_ = false;     // the next block may bear a time by now
  bool building_ = false;  // BuildValue is under way
  bool work_ = false;      // transactions are waiting
  bool due_ = false;       // the Seal timer elapsed
  std::uint32_t requests_ = 0;
};

}  // namespace descent::consensus

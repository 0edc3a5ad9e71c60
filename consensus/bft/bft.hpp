#pragma once
/// # BFT
/// The Tendermint algorithm: validators agree on one block at a height, final at once, while less
/// than a third of the power is faulty or lies; with messages of any delay nothing final is ever
/// contradicted, and once they arrive in time the chain goes on.
///
///     a vote from outside -> intake -> VerifyBatch -> keeper -> rules -> voice -> Append -> ...
///
/// source  E. Buchman, J. Kwon, Z. Milosevic, "The latest gossip on BFT consensus", arXiv
/// 1807.04938;
///         proposer-based timestamps: the verdict on a fresh proposal says whether it was timely
#include "consensus/bft/state.hpp"

namespace descent::consensus {

class Bft final : public Engine {
 public:
  Bft() = default;
  /// Goes on from a snapshot.
  explicit Bft(bft::State state) : state_{std::move(state)} {}

  Effects step(const Input& input) override;
  const bft::State& state() const { return state_; }

 private:
  void on(const input::HeightStarted&, Effects& out);
  void on(const input::WorkArrived&, Effects& out);
  void on(const input::SealRequested&, Effects& out);
  void on(const input::TimeoutElapsed&, Effects& out);
  void on(const input::ValueBuilt&, Effects& out);
  void on(const input::BuildFailed&, Effects& out);
  void on(const input::VoteReceived&, Effects& out);
  void on(const input::ValueChecked&, Effects& out);
  void on(const input::SignaturesChecked&, Effects& out);
  void on(const input::RecordDurable&, Effects& out);
  void on(const input::VoteSigned&, Effects& out);
  void on(const input::SyncBlock&, Effects& out);

  bft::State state_;
};

}  // namespace descent::consensus

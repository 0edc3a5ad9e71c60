#include "consensus/bft/bft.hpp"

#include "consensus/bft/height.hpp"
#include "consensus/bft/intake.hpp"
#include "consensus/bft/rules.hpp"
#include "consensus/bft/voice.hpp"

namespace descent::consensus {

Effects Bft::step(const Input& input) {
  Effects out;
  std::visit([&](const auto& what) { on(what, out); }, input);
  bft::settle(state_, out);
  return out;
}

void Bft::on(const input::HeightStarted& start, Effects& out) {
  bft::on_height(state_, out, start);
}

void Bft::on(const input::WorkArrived&, Effects&) { state_.wanted = true; }

void Bft::on(const input::SealRequested&, Effects&) { state_.wanted = true; }

void Bft::on(const input::TimeoutElapsed& elapsed, Effects& out) {
  if (elapsed.number != state_.number || state_.step == bft::Step::Decided) return;
  switch (elapsed.timer) {
    case Timer::Pace:
    case Timer::Seal:
    case Timer::Retransmit: return bft::on_height_timer(state_, out, elapsed.timer);
    case Timer::Propose:
    case Timer::Prevote:
    case Timer::Precommit:
      if (bft::in_round(state_) && elapsed.round == state_.round)
        bft::on_timeout(state_, out, elapsed.timer);
      return;
    case Timer::kCount: return;
  }
}

void Bft::on(const input::ValueBuilt& built, Effects& out) {
  if (built.number == state_.number) bft::on_built(state_, out, built.block, built.round);
}

/// The round passes without our proposal.
void Bft::on(const input::BuildFailed&, Effects&) {}

void Bft::on(const input::VoteReceived& received, Effects& out) {
  bft::on_vote(state_, out, received.vote);
}

void Bft::on(const input::ValueChecked& checked, Effects&) {
  if (checked.number != state_.number) return;
  const auto asked = state_.checks.find({checked.block, checked.round});
  if (asked != state_.checks.end()) asked->second = checked.verdict;
}

void Bft::on(const input::SignaturesChecked& checked, Effects& out) {
  bft::on_signatures(state_, out, checked);
  bft::sync_if_left_behind(state_, out);
}

void Bft::on(const input::RecordDurable& durable, Effects& out) {
  bft::on_durable(state_, out, durable.sequence);
}

void Bft::on(const input::VoteSigned& vote, Effects& out) {
  bft::on_signed(state_, out, vote.vote);
}

void Bft::on(const input::SyncBlock& sync, Effects& out) {
  bft::on_certificate(state_, out, sync.certificate);
}

}  // namespace descent::consensus

#include "consensus/instant/instant.hpp"

namespace descent::consensus {

Effects Instant::step(const Input& input) {
  return std::visit([&](const auto& what) { return on(what); }, input);
}

Effects Instant::on(const input::HeightStarted& start) {
  head_ = start.number;
  paced_ = false;
  building_ = false;
  work_ = start.work;
  Effects out{effect::ScheduleTimer{Timer::Pace, start.wait_ms}};
  if (options_.mode == Mode::OnInterval && !due_) {
    out.push_back(effect::ScheduleTimer{Timer::Seal, options_.interval_ms});
  }
  return out;
}

Effects Instant::on(const input::WorkArrived&) {
  work_ = true;
  return build_if_due();
}

Effects Instant::on(const input::SealRequested&) {
  ++requests_;
  return build_if_due();
}

Effects Instant::on(const input::TimeoutElapsed& elapsed) {
  switch (elapsed.timer) {
    case Timer::Pace: paced_ = true; break;
    case Timer::Seal: due_ = true; break;
    case Timer::Propose:
    case Timer::Prevote:
    case Timer::Precommit:
    case Timer::Retransmit:
    case Timer::kCount: break;  // of rounds, which it has not
  }
  return build_if_due();
}

Effects Instant::build_if_due() {
  const bool wanted = requests_ > 0 || due_ || (work_ && options_.mode == Mode::OnTransaction);
  if (!paced_ || building_ || !wanted) return {};
  building_ = true;
  due_ = false;
  if (requests_ > 0) --requests_;
  return {effect::BuildValue{head_ + 1}};
}

Effects Instant::on(const input::ValueBuilt& built) {
  if (!building_ || built.number != head_ + 1) return {};  // an answer to an older question
  return {effect::Decide{built.number, built.block}};
}

Effects Instant::on(const input::BuildFailed& failed) {
  if (building_ && failed.number == head_ + 1) building_ = false;
  return {};
}

}  // namespace descent::consensus

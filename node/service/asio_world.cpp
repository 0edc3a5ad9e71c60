#include "node/service/asio_world.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace descent::service {

using consensus::Timer;

Moment wall_clock() {
  using namespace std::chrono;
  return static_cast<Moment>(
      duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

AsioWorld::AsioWorld(boost::asio::io_context& io, Signer* signer, Carrier* carrier, Watch watch)
    : signer_{signer}, carrier_{carrier}, watch_{std::move(watch)} {
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Timer::kCount); ++i)
    timers_.emplace(static_cast<Timer>(i), boost::asio::steady_timer{io});
}

void AsioWorld::stop() {
  stopped_ = true;
  for (auto& [name, timer] : timers_) timer.cancel();
}

void AsioWorld::schedule(const consensus::effect::ScheduleTimer& schedule) {
  if (stopped_) return;
  auto& timer = timers_.at(schedule.timer);
  timer.expires_after(std::chrono::milliseconds{schedule.delay_ms});
  timer.async_wait([this, schedule](const boost::system::error_code& cancelled) {
    if (!cancelled && !stopped_) validator_->elapsed(schedule);
  });
}

void AsioWorld::broadcast(const gossip::Message& message, bool again) {
  if (carrier_ != nullptr && !stopped_) carrier_->broadcast(message, again);
}

void AsioWorld::send(Peer to, const gossip::Message& message) {
  if (carrier_ != nullptr && !stopped_) carrier_->send(to, message);
}

std::optional<consensus::Signature> AsioWorld::sign(const consensus::Vote& vote) {
  return signer_ != nullptr && !stopped_ ? signer_->sign(vote) : std::nullopt;
}

std::optional<consensus::AuthorityId> AsioWorld::self(const consensus::AuthoritySet& set) {
  return signer_ != nullptr ? signer_->self(set) : std::nullopt;
}

void AsioWorld::halt(const std::string& reason) {
  spdlog::critical("the node halts: {}", reason);
  stop();
  watch_.halted(reason);
}

}  // namespace descent::service

#include "node/service/driver.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <chrono>

#include "runtime/primitives/assert.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::service {

Moment wall_clock() {
  using namespace std::chrono;
  return static_cast<Moment>(
      duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

Driver::Driver(boost::asio::io_context& io, consensus::Engine& engine, Chain& chain,
               pool::Pool& pool)
    : io_{io}, engine_{engine}, chain_{chain}, pool_{pool} {
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(consensus::Timer::kCount); ++i)
    timers_.emplace(static_cast<consensus::Timer>(i), boost::asio::steady_timer{io});
}

void Driver::start() { feed(height()); }

void Driver::stop() {
  stopped_ = true;
  for (auto& [name, timer] : timers_) timer.cancel();
}

void Driver::work_arrived() {
  // Posted: the submission that brought it is answered first.
  boost::asio::post(io_, [this] { feed(consensus::input::WorkArrived{}); });
}

void Driver::seal(Built done) {
  waiting_.push_back(std::move(done));
  boost::asio::post(io_, [this] { feed(consensus::input::SealRequested{}); });
}

void Driver::feed(const consensus::Input& input) {
  if (stopped_) return;
  for (const auto& effect : engine_.step(input)) {
    std::visit([&](const auto& what) { perform(what); }, effect);
  }
}

void Driver::perform(const consensus::effect::ScheduleTimer& schedule) {
  auto& timer = timers_.at(schedule.timer);
  timer.expires_after(std::chrono::milliseconds{schedule.delay_ms});
  timer.async_wait([this, schedule](const boost::system::error_code& error) {
    if (error) return;
    feed(consensus::input::TimeoutElapsed{schedule.timer, schedule.number, schedule.round});
  });
}

void Driver::perform(const consensus::effect::CancelTimer& cancel) {
  timers_.at(cancel.timer).cancel();
}

consensus::input::HeightStarted Driver::height() const {
  const Moment now = wall_clock();
  const Moment next = chain_.earliest_next();
  return {.number = chain_.head().number,
          .head = chain_.head_hash(),
          .wait_ms = next > now ? next - now : 0,
          .work = pool_.ready() > 0};
}

void Driver::fill(frame::Execution& execution, std::vector<Bytes>& body) {
  using Taken = pool::Pool::Taken;
  pool_.build([&](View extrinsic) {
    const auto applied = execution.apply(extrinsic, true);
    if (applied) {
      body.emplace_back(extrinsic.begin(), extrinsic.end());
      return Taken::Included;
    }
    const bool full = applied.error().is<frame::invalid::ExhaustsResources>();
    return full ? Taken::Skip : Taken::Invalid;
  });
}

void Driver::perform(const consensus::effect::BuildValue& build) {
  const Moment now = std::max(wall_clock(), chain_.earliest_next());
  auto proposal = chain_.build(now, [&](auto& execution, auto& body) { fill(execution, body); });
  if (!proposal) {
    spdlog::error("cannot build block {}: {}", build.number, proposal.error());
    return feed(consensus::input::BuildFailed{build.number, build.round});
  }
  const Hash hash = proposal->outcome.hash;
  built_ = *std::move(proposal);
  feed(consensus::input::ValueBuilt{build.number, hash, build.round});
}

void Driver::perform(const consensus::effect::Decide& decide) {
  DESCENT_ASSERT(built_ && built_->outcome.hash == decide.block);
  const Proposal proposal = *std::exchange(built_, std::nullopt);
  chain_.commit(proposal);
  spdlog::info("block {} {} ({} extrinsics)", decide.number, to_0x(decide.block.bytes),
               proposal.block.extrinsics.size());
  if (!waiting_.empty()) {
    const Built done = std::move(waiting_.front());
    waiting_.pop_front();
    done(decide.block);
  }
  boost::asio::post(io_, [this] { feed(height()); });
}

void Driver::perform(const consensus::effect::CheckValue&) { needs_peers(); }
void Driver::perform(const consensus::effect::Append&) { needs_peers(); }
void Driver::perform(const consensus::effect::Sign&) { needs_peers(); }
void Driver::perform(const consensus::effect::Broadcast&) { needs_peers(); }
void Driver::perform(const consensus::effect::VerifyBatch&) { needs_peers(); }
void Driver::perform(const consensus::effect::ReportEvidence&) { needs_peers(); }
void Driver::perform(const consensus::effect::RequestSync&) { needs_peers(); }
void Driver::perform(const consensus::effect::Halt&) { needs_peers(); }

void Driver::needs_peers() {
  spdlog::critical("this engine votes, and this driver runs a node without peers");
  std::abort();
}

}  // namespace descent::service

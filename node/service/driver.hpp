#pragma once
/// # Driver
/// Runs the engine of a node without peers on the event loop: gives it inputs, does what it asks
/// for.
#include <boost/asio/steady_timer.hpp>
#include <deque>

#include "consensus/engine.hpp"
#include "node/pool/pool.hpp"
#include "node/service/chain.hpp"

namespace descent::service {

/// Milliseconds since 1970-01-01 UTC.
Moment wall_clock();

class Driver {
 public:
  using Built = std::function<void(const Hash&)>;

  Driver(boost::asio::io_context& io, consensus::Engine& engine, Chain& chain, pool::Pool& pool);

  void start();
  void stop();
  /// A transaction became ready.
  void work_arrived();
  /// An operator wants a block: `done` is called with its hash.
  void seal(Built done);

 private:
  void feed(const consensus::Input& input);
  void perform(const consensus::effect::ScheduleTimer&);
  void perform(const consensus::effect::CancelTimer&);
  void perform(const consensus::effect::BuildValue&);
  void perform(const consensus::effect::Decide&);
  // What only an engine that votes asks for.
  void perform(const consensus::effect::CheckValue&);
  void perform(const consensus::effect::Append&);
  void perform(const consensus::effect::Sign&);
  void perform(const consensus::effect::Broadcast&);
  void perform(const consensus::effect::VerifyBatch&);
  void perform(const consensus::effect::ReportEvidence&);
  void perform(const consensus::effect::RequestSync&);
  void perform(const consensus::effect::Halt&);
  [[noreturn]] static void needs_peers();
  consensus::input::HeightStarted height() const;
  void fill(frame::Execution& execution, std::vector<Bytes>& body);

  boost::asio::io_context& io_;
  consensus::Engine& engine_;
  Chain& chain_;
  pool::Pool& pool_;
  std::map<consensus::Timer, boost::asio::steady_timer> timers_;
  std::optional<Proposal> built_;
  std::deque<Built> waiting_;
  bool stopped_ = false;
};

}  // namespace descent::service

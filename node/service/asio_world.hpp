#pragma once
/// # AsioWorld
/// A validator's world on the event loop of a node: the system's clock, its timers, the signer, and
/// the peers.
#include <boost/asio/steady_timer.hpp>

#include "node/service/signer.hpp"
#include "node/service/validator.hpp"

namespace descent::service {

/// Milliseconds since 1970-01-01 UTC.
Moment wall_clock();

/// Who carries what validators say to each other.
class Carrier {
 public:
  virtual ~Carrier() = default;
  virtual void broadcast(const gossip::Message& message, bool again) = 0;
  virtual void send(Peer to, const gossip::Message& message) = 0;
  /// World::is_common
  virtual bool is_common(const Hash& transaction) const = 0;
};

class AsioWorld final : public World {
 public:
  /// Who is told what happens.
  struct Watch {
    std::function<void(const std::string& reason)> halted;
    std::function<void(const Decided&)> decided = {};
    std::function<void(Work, std::uint64_t ms)> measured = {};
  };

  /// signer   nullptr: the node follows without a vote
  /// carrier  nullptr: a node without peers
  AsioWorld(boost::asio::io_context& io, Signer* signer, Carrier* carrier, Watch watch);

  /// Whose timers these are. To be called before any is scheduled.
  void attach(Validator& validator) { validator_ = &validator; }
  /// Rings no more, says no more, signs no more.
  void stop();
  bool is_stopped() const { return stopped_; }

  Moment now() override { return wall_clock(); }
  void schedule(const consensus::effect::ScheduleTimer& timer) override;
  void cancel(consensus::Timer timer) override { timers_.at(timer).cancel(); }
  void broadcast(const gossip::Message& message, bool again) override;
  void send(Peer to, const gossip::Message& message) override;
  bool is_common(const Hash& transaction) override {
    return carrier_ != nullptr && carrier_->is_common(transaction);
  }
  std::optional<consensus::Signature> sign(const consensus::Vote& vote) override;
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet& set) override;
  void decided(const Decided& block) override {
    if (watch_.decided) watch_.decided(block);
  }
  void measured(Work work, std::uint64_t ms) override {
    if (watch_.measured) watch_.measured(work, ms);
  }
  void halt(const std::string& reason) override;

 private:
  Signer* const signer_;
  Carrier* const carrier_;
  const Watch watch_;
  Validator* validator_ = nullptr;
  std::map<consensus::Timer, boost::asio::steady_timer> timers_;
  bool stopped_ = false;
};

}  // namespace descent::service

#include "node/service/running_node.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>

#include "consensus/bft/bft.hpp"
#include "consensus/instant/instant.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::service {
namespace {

consensus::Instant::Options instant_options(const Sealing& sealing) {
  using Mode = consensus::Instant::Mode;
  switch (sealing.mode) {
    case Sealing::Mode::Instant: return {Mode::OnTransaction, 0};
    case Sealing::Mode::Interval: return {Mode::OnInterval, sealing.interval_ms};
    case Sealing::Mode::Manual: return {Mode::OnRequest, 0};
  }
  return {};
}

/// Which engine runs: one row each.
std::unique_ptr<consensus::Engine> engine_of(const RunningNode::Parts& parts) {
  if (!parts.network)
    return std::make_unique<consensus::Instant>(instant_options(parts.options.sealing));
  return std::make_unique<consensus::Bft>();
}

double seconds(std::uint64_t ms) { return static_cast<double>(ms) / 1'000; }

/// A chain for trying things out shows that it lives; others save blocks.
Validator::Options validator_options(const chain_spec::ChainSpec& spec) {
  Validator::Options out;
  if (spec.chain_type != "Live") out.timing.idle_ms = 500;
  return out;
}

std::string roles_of(std::uint32_t roles) {
  return roles & network::message::kAuthority ? "AUTHORITY" : "FULL";
}

}  // namespace

RunningNode::RunningNode(const Parts& parts)
    : parts_{parts},
      chain_{parts.chain},
      evaluator_{parts.memo},
      metrics_{{parts.options.name, std::string{kVersion}, parts.spec.id,
                static_cast<double>(wall_clock()) / 1'000}},
      engine_{engine_of(parts)},
      peers_{parts.network ? std::make_unique<Peers>(io_, *parts.identity, *parts.network, chain_,
                                                     pool_, verifier_)
                           : nullptr},
      log_{parts.database},
      world_{io_,
             parts.votes ? &parts.signer : nullptr,
             peers_.get(),
             {[this](const std::string& reason) { on_halt(reason); },
              [this](const Decided& block) { on_decided(block); },
              [this](Work work, std::uint64_t ms) { on_measured(work, ms); }}},
      validator_{*engine_, chain_, pool_, log_, verifier_, world_, validator_options(parts.spec)},
      started_at_{chain_.head().number} {
  world_.attach(validator_);
  if (peers_) peers_->attach(validator_);
  chain_.listen([this](const Chain::Committed& committed) { on_block(committed); });
}

// ---- Ports ----------------------------------------------------------------------------------

Expected<void, std::string> RunningNode::listen() {
  const auto& options = parts_.options;
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(options.rpc_address, error);
  if (error) return "the RPC address " + options.rpc_address + " is no IP address";
  server_ = DESCENT_TRY(rpc::Server::listen(
      io_, {.listen = {{address, options.rpc_port}}, .unsafe_methods = options.unsafe_rpc},
      methods()));
  operator_port_ = DESCENT_TRY(metrics::OperatorPort::listen(
      options.prometheus_address, options.prometheus_port,
      {[this] { return metrics_.text(); }, [this] { return health(); }}));
  if (peers_) DESCENT_TRY(peers_->start());
  return {};
}

rpc::Methods RunningNode::methods() {
  const rpc::Backend backend{
      chain_,
      pool_,
      parts_.spec,
      parts_.options.name,
      std::string{kVersion},
      [this] { boost::asio::post(io_, [this] { validator_.seal_requested(); }); },
      peers_ ? std::function{[this] { return network_view(); }} : nullptr};
  return rpc::Methods{{rpc::system_methods(backend), rpc::chain_methods(backend),
                       rpc::state_methods(backend), rpc::author_methods(backend, watchers_),
                       rpc::session_key_methods(parts_.keys, parts_.chain.genesis_hash()),
                       rpc::payment_methods(backend), rpc::engine_methods(backend)}};
}

std::string RunningNode::rpc_url() const {
  const auto endpoint = server_->endpoints().front();
  return "ws://" + endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
}

std::vector<std::string> RunningNode::addresses() const {
  std::vector<std::string> out;
  if (peers_)
    for (const auto& address : peers_->host().listening()) out.push_back(address.text());
  return out;
}

// ---- Life -----------------------------------------------------------------------------------

Expected<void, std::string> RunningNode::run() {
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) stop();
  });
  evaluator_.offer(chain_.newest().ahead());
  publish();
  if (peers_) wait_for_pulse();
  validator_.start();
  io_.run();
  operator_port_->stop();
  if (halted_) return *halted_;
  return {};
}

void RunningNode::stop() {
  spdlog::info("stopping");
  signals_.cancel();
  pulse_.cancel();
  world_.stop();
  if (peers_) peers_->stop();
  server_->stop();
}

void RunningNode::on_pool_event(const pool::Event& event) {
  using pool::Status;
  watchers_->on_event(event);
  const bool taken = event.status == Status::Ready || event.status == Status::Future;
  if (taken && peers_) peers_->taken(event.transaction);
  // Posted: the submission that brought it is answered first, and the pool must not be called back.
  if (event.status == Status::Ready)
    boost::asio::post(io_, [this] {
      if (!world_.is_stopped()) validator_.work_arrived();
    });
  if (taken) metrics_.submitted_transactions.Increment();
  if (event.status == Status::Invalid) metrics_.invalid_transactions.Increment();
  if (event.status == Status::InBlock) metrics_.included_transactions.Increment();
}

void RunningNode::on_block(const Chain::Committed& committed) {
  spdlog::info("block {} {} ({} extrinsics)", committed.header.number.value,
               to_0x(committed.hash.bytes), committed.body.size());
  pool_.on_block(committed.hash, committed.body, touched_accounts(committed.state));
  evaluator_.offer(chain_.newest().ahead());
  if (peers_) peers_->committed(committed.header);
  publish();
}

/// The voting key is the only one a session has.
void RunningNode::on_new_keys(View public_keys) {
  consensus::AuthorityId id;
  DESCENT_ASSERT(public_keys.size() == id.key.size());
  std::ranges::copy(public_keys, id.key.begin());
  parts_.signer.born(id);
}

void RunningNode::on_halt(const std::string& reason) {
  halted_ = reason;
  boost::asio::post(io_, [this] { stop(); });
}

void RunningNode::on_decided(const Decided& block) {
  metrics_.block_transactions.Set(static_cast<double>(block.extrinsics));
  metrics_.decided_round.Set(block.round);
  if (block.took_ms) metrics_.finality_seconds.Observe(seconds(*block.took_ms));
}

void RunningNode::on_measured(Work work, std::uint64_t ms) {
  switch (work) {
    case Work::Build: return metrics_.block_build_seconds.Observe(seconds(ms));
    case Work::Check: return metrics_.block_import_seconds.Observe(seconds(ms));
    case Work::Commit: return metrics_.commit_seconds.Observe(seconds(ms));
  }
}

// ---- What others may know -------------------------------------------------------------------

void RunningNode::publish() {
  const auto height = static_cast<double>(chain_.head().number.value);
  metrics_.best_block.Set(height);
  metrics_.finalized_block.Set(height);
  metrics_.ready_transactions.Set(static_cast<double>(pool_.size()));
  const auto& stats = server_->stats();
  metrics_.rpc_sessions_opened.Set(static_cast<double>(stats.sessions_opened));
  metrics_.rpc_sessions_closed.Set(static_cast<double>(stats.sessions_closed));
  metrics_.rpc_messages.Set(static_cast<double>(stats.messages));
  metrics_.rpc_refused.Set(static_cast<double>(stats.refused));
  height_ = chain_.head().number.value;
  if (!peers_) return;
  peer_count_ = peers_->host().stats().peers_in + peers_->host().stats().peers_out;
  far_behind_ = peers_->is_far_behind();
  metrics_.peers.Set(static_cast<double>(peer_count_));
  metrics_.major_syncing.Set(far_behind_ ? 1 : 0);
  metrics_.sync_target.Set(peers_->progress().target);
  metrics_.validating.Set(validator_.self() ? 1 : 0);
  publish(peers_->host().stats());
}

void RunningNode::publish(const network::HostStats& stats) {
  std::uint64_t in = 0, out = 0;
  for (std::size_t kind = 0; kind < network::kKinds; ++kind) {
    const std::string name{network::kKindLimits[kind].name};
    metrics_.bytes_of(name, "in").Set(static_cast<double>(stats.heard[kind].bytes));
    metrics_.bytes_of(name, "out").Set(static_cast<double>(stats.said[kind].bytes));
    in += stats.heard[kind].bytes;
    out += stats.said[kind].bytes;
  }
  metrics_.bytes_in.Set(static_cast<double>(in));
  metrics_.bytes_out.Set(static_cast<double>(out));
  metrics_.bans.Set(static_cast<double>(stats.bans));
  metrics_.known_addresses.Set(static_cast<double>(stats.known_addresses));
}

/// Peers come and go between blocks.
void RunningNode::wait_for_pulse() {
  pulse_.expires_after(std::chrono::seconds{1});
  pulse_.async_wait([this](const boost::system::error_code& cancelled) {
    if (cancelled || world_.is_stopped()) return;
    publish();
    wait_for_pulse();
  });
}

metrics::Health RunningNode::health() const {
  return {!far_behind_,
          {{"chain", parts_.spec.id},
           {"best", height_.load()},
           {"finalized", height_.load()},
           {"peers", peer_count_.load()}}};
}

rpc::NetworkView RunningNode::network_view() const {
  rpc::NetworkView out;
  out.role = parts_.votes ? "Authority" : "Full";
  out.local_id = peers_->host().local_id().text();
  out.addresses = addresses();
  for (const auto& peer : peers_->host().peers())
    out.peers.push_back({peer.id.text(), roles_of(peer.handshake.roles), peer.handshake.best_hash,
                         peer.handshake.best_number});
  out.should_have_peers = true;
  out.is_syncing = peers_->is_far_behind();
  out.started_at = started_at_;
  out.highest = peers_->progress().target;
  return out;
}

}  // namespace descent::service

#include "node/service/sync_server.hpp"

#include <algorithm>

#include "node/store/newest_view.hpp"

namespace descent::service {
namespace {

using network::message::SyncRequest;
using network::message::SyncResponse;
using store::or_halt;

/// Of an answer, and of each element in it, beside the bytes themselves.
constexpr std::size_t kAnswerOverhead = 64;
constexpr std::size_t kElementOverhead = 8;

/// Puts in what fits.
class Filler {
 public:
  Filler(const store::BlockStore& blocks, std::size_t bytes) : blocks_{blocks}, left_{bytes} {}

  /// returns  false if there is no such block, or no room for it
  bool add(BlockNumber number, bool body, SyncResponse& out) {
    const auto hash = or_halt(blocks_.hash_of(number));
    if (!hash) return false;
    return body ? add_body(*hash, out) : add_header(*hash, out);
  }

 private:
  bool add_body(const Hash& hash, SyncResponse& out) {
    const auto body = or_halt(blocks_.body(hash));
    if (!body) return false;
    Bytes bytes = scale::encoded(*body);
    if (!take(bytes.size() + kElementOverhead)) return false;
    out.bodies.push_back(std::move(bytes));
    return true;
  }

  /// Genesis has no certificate, and needs none.
  bool add_header(const Hash& hash, SyncResponse& out) {
    auto certificate = or_halt(blocks_.justification(hash));
    const auto header = or_halt(blocks_.header(hash));
    if (!certificate || !header) return false;
    Bytes bytes = scale::encoded(*header);
    if (!take(bytes.size() + certificate->size() + 2 * kElementOverhead)) return false;
    out.headers.push_back(std::move(bytes));
    out.certificates.push_back(*std::move(certificate));
    return true;
  }

  bool take(std::size_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

  const store::BlockStore& blocks_;
  std::size_t left_;
};

std::uint64_t bytes_in(const SyncResponse& answer) {
  std::uint64_t out = 0;
  for (const auto* list : {&answer.headers, &answer.certificates, &answer.bodies})
    for (const Bytes& bytes : *list) out += bytes.size();
  return out;
}

}  // namespace

bool SyncServer::asked(network::PeerNumber peer, const SyncRequest& request) {
  if (request.count == 0 || request.count > network::kBlocksPerRequest) return false;
  auto& waiting = clients_[peer].waiting;
  if (waiting.size() >= limits_.waiting) return false;
  waiting.push_back(request);
  return true;
}

std::optional<SyncServer::Answer> SyncServer::next(network::Instant now) {
  const auto is_due = [&](const auto& entry) {
    return !entry.second.waiting.empty() && debt_of(entry.second, now) <= limits_.burst_bytes;
  };
  auto at = std::find_if(clients_.upper_bound(last_), clients_.end(), is_due);
  if (at == clients_.end()) at = std::ranges::find_if(clients_, is_due);
  if (at == clients_.end()) return std::nullopt;
  auto& [peer, client] = *at;
  last_ = peer;
  Answer out{peer, answer(client.waiting.front())};
  const auto blocks = out.response.headers.size() + out.response.bodies.size() + 1;
  client.debt = debt_of(client, now) + bytes_in(out.response) + blocks * limits_.block_bytes;
  client.since = now;
  client.waiting.pop_front();
  return out;
}

SyncResponse SyncServer::answer(const SyncRequest& request) const {
  SyncResponse out;
  out.id = request.id;
  Filler filler{blocks_, limits_.answer_bytes - kAnswerOverhead};
  BlockNumber number = request.from;
  for (std::uint32_t i = 0; i < request.count; ++i)
    if (!filler.add(number++, request.bodies, out)) break;
  return out;
}

std::uint64_t SyncServer::debt_of(const Client& client, network::Instant now) const {
  const auto ms = static_cast<std::uint64_t>((now - client.since).count());
  const std::uint64_t forgiven = ms * limits_.bytes_per_second / 1'000;
  return client.debt - std::min(client.debt, forgiven);
}

std::optional<network::Duration> SyncServer::wait(network::Instant now) const {
  std::optional<network::Duration> out;
  for (const auto& [peer, client] : clients_) {
    if (client.waiting.empty()) continue;
    const std::uint64_t debt = debt_of(client, now);
    const std::uint64_t over = debt - std::min(debt, limits_.burst_bytes);
    const std::uint64_t rate = limits_.bytes_per_second;
    const network::Duration ms{(over * 1'000 + rate - 1) / rate};
    out = std::min(out.value_or(ms), ms);
  }
  return out;
}

}  // namespace descent::service

#pragma once
// What every connection of a server shares, and what the server asks of each.
#include <memory>
#include <set>

#include "network/tcp/seats.hpp"
#include "node/rpc/transport/dispatch.hpp"
#include "node/rpc/transport/server.hpp"

namespace descent::rpc {

using network::Seats;

/// A connection. It keeps itself alive through the operations it waits for.
class Session {
 public:
  virtual ~Session() = default;
  /// Ends it: nothing is read or answered any more.
  virtual void stop() = 0;
};

struct Shared {
  Shared(const Options& given, Methods table)
      : options{given},
        methods{std::move(table)},
        seats{given.limits.connections, given.limits.connections_per_address} {}

  const Options options;
  const Methods methods;
  Seats seats;
  Stats stats = {};
  std::uint64_t subscription_ids = 0;
  bool stopped = false;
  std::set<Session*> sessions = {};

  const Limits& limits() const { return options.limits; }
};

/// Enters a session into `shared.sessions` for as long as this lives.
class Registration {
 public:
  Registration(Shared& shared, Session& session) : shared_{shared}, session_{session} {
    shared_.sessions.insert(&session_);
  }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;
  ~Registration() { shared_.sessions.erase(&session_); }

 private:
  Shared& shared_;
  Session& session_;
};

}  // namespace descent::rpc

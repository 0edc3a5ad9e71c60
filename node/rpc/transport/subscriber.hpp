#pragma once
// Subscriptions of one connection, and the handle by which a method group feeds one of them.
#include <boost/json/value.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace descent::rpc {

namespace json = boost::json;

class Subscriptions;

/// One subscription. Copies are the same subscription; it may be kept after the connection is gone.
class Subscriber {
 public:
  /// What a subscribe method returns: unique in this server, and a string.
  const std::string& id() const { return feed_->id; }

  /// Sends {"method": method, "params": {"subscription": id, "result": result}}, after the
  /// response to the request that is being handled, if one is. Does nothing once closed. Never
  /// runs a callback, so it may be called while walking a list of subscribers.
  void notify(std::string_view method, const json::value& result) const;

  /// Ends the subscription from the node's side: its last notification was sent. on_close callbacks
  /// are dropped.
  void end() const;

  /// True once the client unsubscribed, the connection is gone, or `end` was called.
  bool closed() const { return feed_->owner == nullptr; }

  /// Calls `callback` when the client unsubscribes or its connection goes; at once if it has.
  void on_close(std::function<void()> callback) const;

 private:
  friend class Subscriptions;
  struct Feed {
    std::string id;
    const void* kind;
    Subscriptions* owner;
    std::vector<std::function<void()>> callbacks = {};
  };
  explicit Subscriber(std::shared_ptr<Feed> feed) : feed_{std::move(feed)} {}

  std::shared_ptr<Feed> feed_;
};

class Subscriptions {
 public:
  /// ids_used  counts the ids given out by the whole server; outlives this
  /// send      takes a notification to the connection; must not call back into this
  Subscriptions(std::size_t max, std::uint64_t& ids_used, std::function<void(std::string)> send)
      : max_{max}, ids_used_{ids_used}, send_{std::move(send)} {}
  Subscriptions(const Subscriptions&) = delete;
  Subscriptions& operator=(const Subscriptions&) = delete;
  ~Subscriptions() { close_all(); }

  std::size_t size() const { return open_.size(); }
  std::size_t max() const { return max_; }
  bool full() const { return open_.size() >= max_; }

  /// kind  an address that stands for the method; only `close` with the same one ends it
  Subscriber open(const void* kind);

  /// The client's unsubscribe. False if it has no such subscription of this kind.
  bool close(const void* kind, std::string_view id);

  void close_all();

 private:
  friend class Subscriber;
  using Feeds = std::map<std::string, std::shared_ptr<Subscriber::Feed>, std::less<>>;
  static void close(Subscriber::Feed& feed);

  std::size_t max_;
  std::uint64_t& ids_used_;
  std::function<void(std::string)> send_;
  Feeds open_;
};

}  // namespace descent::rpc

#include "node/rpc/transport/subscriber.hpp"

#include <boost/json/serialize.hpp>

namespace descent::rpc {

void Subscriber::notify(std::string_view method, const json::value& result) const {
  if (closed()) return;
  std::string text = R"({"jsonrpc":"2.0","method":)";
  text += json::serialize(json::string_view{method.data(), method.size()});
  text += R"(,"params":{"subscription":)" + json::serialize(json::string_view{id()});
  text += R"(,"result":)" + json::serialize(result) + "}}";
  feed_->owner->send_(std::move(text));
}

void Subscriber::end() const {
  if (closed()) return;
  feed_->callbacks.clear();
  Subscriptions& owner = *std::exchange(feed_->owner, nullptr);
  owner.open_.erase(feed_->id);
}

void Subscriber::on_close(std::function<void()> callback) const {
  if (closed()) return callback();
  feed_->callbacks.push_back(std::move(callback));
}

Subscriber Subscriptions::open(const void* kind) {
  auto feed =
      std::make_shared<Subscriber::Feed>(Subscriber::Feed{std::to_string(++ids_used_), kind, this});
  open_[feed->id] = feed;
  return Subscriber{std::move(feed)};
}

bool Subscriptions::close(const void* kind, std::string_view id) {
  const auto found = open_.find(id);
  if (found == open_.end() || found->second->kind != kind) return false;
  const auto feed = found->second;
  open_.erase(found);
  close(*feed);
  return true;
}

void Subscriptions::close_all() {
  const Feeds closing = std::exchange(open_, {});
  // All of them first: a callback may notify another, which must find it closed.
  for (const auto& [id, feed] : closing) feed->owner = nullptr;
  for (const auto& [id, feed] : closing) close(*feed);
}

void Subscriptions::close(Subscriber::Feed& feed) {
  feed.owner = nullptr;
  for (const auto& callback : std::exchange(feed.callbacks, {})) callback();
}

}  // namespace descent::rpc

#include "modules/timestamp/timestamp.hpp"

namespace descent::modules {

Result<> Timestamp::apply(const frame::Origin& origin, const set& call) {
  DESCENT_TRY(origin.none());
  if (did_update.get()) return fail(Error::SetTwice);
  if (call.now < earliest_next()) return fail(Error::TooEarly);
  now.put(call.now);
  did_update.put(true);
  return {};
}

Moment Timestamp::earliest_next() const {
  return saturating_add(now.get(), static_cast<Moment>(values_.get(*this, kMinBlockInterval)));
}

}  // namespace descent::modules

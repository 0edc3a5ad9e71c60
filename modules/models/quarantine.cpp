#include "modules/models/models.hpp"
#include "modules/models/weights.hpp"
#include "modules/origins/origins.hpp"

namespace descent::modules {
namespace {

Result<> ensure_holders(const frame::Origin& origin) {
  return origins::ensure_root_or(origin, origins::Custom::Models);
}

}  // namespace

Weight models::quarantine::weight(const Models& m) const {
  return models_weights::kOffer + m.weight_of_quarantine();
}

/// The record is written before others hear of it: they let go of their lock on it.
Result<> Models::apply(const frame::Origin& origin, const quarantine& call) {
  DESCENT_TRY(ensure_holders(origin));
  if (!models.contains(call.model)) return fail(Error::UnknownModel);
  if (quarantines.contains(call.model)) return fail(Error::Quarantined);
  quarantines.insert(call.model, {call.reason, frame().number});
  emit(ModelQuarantined{call.model, call.reason});
  if (watcher_ != nullptr) watcher_->quarantined(call.model);
  return {};
}

Weight models::release::weight() const { return models_weights::kOffer; }

Result<> Models::apply(const frame::Origin& origin, const release& call) {
  DESCENT_TRY(ensure_holders(origin));
  if (!quarantines.contains(call.model)) return fail(Error::NotQuarantined);
  quarantines.remove(call.model);
  emit(ModelReleased{call.model});
  return {};
}

Weight models::force_deregister::weight(const Models& m) const {
  return m.weight_of_removal(model);
}

/// While a task is open its parties have deposits in it: quarantine ends it first.
Result<> Models::apply(const frame::Origin& origin, const force_deregister& call) {
  DESCENT_TRY(ensure_holders(origin));
  auto record = models.get(call.model);
  if (!record) return fail(Error::UnknownModel);
  if (record->locks > 0) return fail(Error::Locked);
  remove(call.model, *record);
  emit(DeregisteredByVote{call.model, call.reason});
  return {};
}

bool Models::is_quarantined(ModelId model) const { return quarantines.contains(model); }

}  // namespace descent::modules

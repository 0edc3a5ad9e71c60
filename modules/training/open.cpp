#include <algorithm>

#include "modules/training/opening.hpp"
#include "modules/training/training.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {
namespace {

constexpr std::uint64_t kThresholdMax = std::uint64_t{1} << 36;
/// Base, merged model and full step of each round, and the head on the last slice.
constexpr std::uint64_t kModelsPerRound = 3;

bool unique(std::vector<AccountId> accounts) {
  std::ranges::sort(accounts);
  return std::ranges::adjacent_find(accounts) == accounts.end();
}

bool within(u128 value, u128 least, u128 most) { return least <= value && value <= most; }

/// Weight of a unit of this model, without its samples and for each of them. What overflows is
/// evaluated a second time, sample by sample: twice the operations are the bound.
std::pair<std::uint64_t, std::uint64_t> unit_parts(const training::Shape& shape,
                                                   const Architecture& architecture,
                                                   std::uint32_t samples) {
  namespace w = training_weights;
  const std::uint64_t read = 2 * shape.bytes + w::kUpdateBytesPerElement * shape.parameters +
                             training::opening_bytes(samples, shape.elements);
  const std::uint64_t fixed = 2 * w::kTaskState + saturating_mul(w::kByte, read) +
                              saturating_mul(w::kMergeElement, shape.parameters) +
                              evaluation_weight(architecture.cost(), 0).ref_time.value;
  return {fixed, saturating_mul(2 * kOperationTime, architecture.operations_per_sample)};
}

}  // namespace

std::uint64_t Training::graph_bytes(ModelId model) const {
  const auto record = models_.models.get(model);
  const auto version = record ? models_.versions.get(record->head) : std::nullopt;
  return version ? version->bytes : 0;
}

Result<> Training::apply(const frame::Origin& origin, const open_task& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const auto model = models_.models.get(call.model);
  if (!model) return fail(Error::UnknownModel);
  if (model->owner != who) return fail(Error::NotOwner);
  const auto head = models_.versions.get(model->head);
  DESCENT_ASSERT(head);
  const auto& architecture = head->architecture;
  const training::Shape shape{static_cast<std::uint32_t>(graph::elements(architecture.input)),
                              architecture.classes, architecture.parameters, head->bytes};
  DESCENT_TRY(check_terms(call.terms));
  DESCENT_TRY(check_participants(call.terms));
  if (call.terms.loss == kernels::Loss::MeanSquaredError && shape.classes != 1)
    return fail(Error::LossDoesNotFit);
  if (open_count.get() >= kTasksMax) return fail(Error::TooManyTasks);
  Task task{.sponsor = who, .model = call.model, .terms = call.terms, .rates = {}, .shape = shape};
  task.rates = DESCENT_TRY(rates_for(call.terms, shape, architecture));
  task.pool = DESCENT_TRY(checked_mul<Balance>(call.terms.reward, call.terms.rounds));
  task.bond = call.terms.bond;
  task.scoring = DESCENT_TRY(
      checked_mul<Balance>(task.rates.evaluation_price, kModelsPerRound * call.terms.rounds + 1));
  DESCENT_TRY(models_.lock(call.model));
  DESCENT_TRY(balances_.hold(reason(HoldReason::Pool), who, task.pool));
  DESCENT_TRY(balances_.hold(reason(HoldReason::Bond), who, task.bond));
  DESCENT_TRY(balances_.hold(reason(HoldReason::Scoring), who, task.scoring));
  const TaskId id = next_task.get();
  next_task.put(id + 1);
  open_count.put(open_count.get() + 1);
  task_on.insert(call.model, id);
  emit(training::TaskOpened{id, who, call.model, task.pool, task.bond, task.scoring});
  begin_round(id, task);
  return {};
}

Result<> Training::check_terms(const training::Terms& terms) const {
  const auto blocks = [&](BlockNumber n) {
    return within(n, values_.get(*this, training::kPhaseBlocksLeast), kPhaseBlocksMax);
  };
  if (!within(terms.rounds, 1, kRoundsMax)) return fail(Error::BadRounds);
  if (terms.reward == 0) return fail(Error::BadReward);
  if (terms.bond < terms.reward) return fail(Error::BadBond);
  if (!within(terms.target, 1, kThresholdMax)) return fail(Error::BadTarget);
  if (!within(terms.harm, values_.get(*this, training::kHarmLeast), kThresholdMax))
    return fail(Error::BadHarm);
  if (!blocks(terms.commit_blocks) || !blocks(terms.reveal_blocks) || !blocks(terms.open_blocks))
    return fail(Error::BadPhaseLength);
  if (!within(terms.samples, values_.get(*this, training::kSliceSamples),
              kernels::kSliceSamplesMax))
    return fail(Error::BadSamples);
  return {};
}

Result<> Training::check_participants(const training::Terms& terms) const {
  const u128 least = values_.get(*this, training::kDepositLeast);
  if (!within(terms.max_participants, 1, values_.get(*this, training::kParticipantsMost)))
    return fail(Error::BadParticipants);
  if (const auto* open = std::get_if<training::Open>(&terms.participants)) {
    if (open->deposit_min < least || open->deposit_max < open->deposit_min)
      return fail(Error::BadDeposit);
    return {};
  }
  const auto& listed = *std::get_if<training::Listed>(&terms.participants);
  if (listed.accounts.empty() || listed.accounts.size() > terms.max_participants ||
      !unique(listed.accounts))
    return fail(Error::BadParticipants);
  if (listed.deposit < least) return fail(Error::BadDeposit);
  return {};
}

Result<training::Rates> Training::rates_for(const training::Terms& terms,
                                            const training::Shape& shape,
                                            const Architecture& architecture) const {
  if (training::opening_bytes(terms.samples, shape.elements) > training::kOpeningBytesMax)
    return fail(Error::SliceTooLarge);
  if (training_weights::merge(shape, terms.max_participants) > kMergeMax)
    return fail(Error::MergeTooHeavy);
  const auto [fixed, per_sample] = unit_parts(shape, architecture, terms.samples);
  const std::uint64_t room = saturating_sub(models_.config.unit_time, fixed);
  if (room < per_sample) return fail(Error::ModelTooHeavy);
  training::Rates out{
      .no_reveal_forfeit =
          static_cast<std::uint32_t>(values_.get(*this, training::kNoRevealForfeit)),
      .harm_forfeit = static_cast<std::uint32_t>(values_.get(*this, training::kHarmForfeit)),
      .evaluation_price = 0,
      .unit_fixed = fixed,
      .unit_per_sample = per_sample,
      .unit_samples =
          static_cast<std::uint32_t>(std::min<std::uint64_t>(room / per_sample, terms.samples))};
  const std::uint64_t units = (terms.samples + out.unit_samples - 1) / out.unit_samples;
  const std::uint64_t time = saturating_mul(units, fixed) + terms.samples * per_sample;
  const std::uint64_t microseconds = time / kMicrosecond + 1;
  out.evaluation_price = DESCENT_TRY(
      checked_mul<Balance>(values_.get(*this, training::kEvaluationPrice), microseconds));
  return out;
}

}  // namespace descent::modules

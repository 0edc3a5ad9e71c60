#include "modules/offences/offences.hpp"

#include <algorithm>

#include "runtime/crypto/signature.hpp"

namespace descent::modules {

namespace {

bool is_signed(const consensus::Vote& vote, const Hash& genesis) {
  const Bytes message = scale::encoded(consensus::sign_bytes(genesis, vote));
  return crypto::verify(multi_signature::Ed25519{vote.signature}, message,
                        AccountId{vote.validator.key});
}

}  // namespace

// ---- Reports --------------------------------------------------------------------------------

Result<> Offences::apply(const frame::Origin& origin, const report_equivocation& call) {
  const AccountId reporter = DESCENT_TRY(origin.signer());
  return punish(call.equivocation_proof, reporter);
}

Result<> Offences::apply(const frame::Origin& origin, const report_equivocation_unsigned& call) {
  DESCENT_TRY(origin.none());
  return punish(call.equivocation_proof, std::nullopt);
}

/// The cheap checks come first, the signatures last.
Result<Offences::Verdict> Offences::judge(const consensus::Equivocation& proof) const {
  const auto& [first, second] = proof;
  if (!consensus::is_equivocation(first, second)) return fail(Error::InvalidEquivocationProof);
  if (first.number > frame().number) return fail(Error::NotYet);
  const auto era = staking_.era_of(first.number);
  const auto set = session_.set_at(first.number);
  if (!era || !set) return fail(Error::TooOld);
  const auto* member = set->find(first.validator);
  if (member == nullptr) return fail(Error::NotAnAuthority);
  const ReportId id = crypto::blake2b_256(
      scale::encoded(std::tuple{offences::kEquivocation, *era, member->validator}));
  if (reports.contains(id)) return fail(Error::DuplicateOffenceReport);
  const Hash genesis = system_.hash_of(0).value_or(Hash{});
  if (!is_signed(first, genesis) || !is_signed(second, genesis))
    return fail(Error::InvalidEquivocationProof);
  return Verdict{member->validator, *era, id};
}

Result<> Offences::punish(const consensus::Equivocation& proof,
                          const std::optional<AccountId>& reporter) {
  const Verdict verdict = DESCENT_TRY(judge(proof));
  const Bytes slot = scale::encoded(verdict.era);
  offences::OffenceDetails details{verdict.offender, {}};
  if (reporter) details.reporters.push_back(*reporter);
  reports.insert(verdict.id, details);
  auto listed = concurrent.get(offences::kEquivocation, slot);
  listed.push_back(verdict.id);
  concurrent.insert(offences::kEquivocation, slot, listed);
  emit(Offence{offences::kEquivocation, slot});
  staking_.report_offence(verdict.era, verdict.offender, reporter);
  return {};
}

Result<> Offences::query(const Api::check_equivocation& question) const {
  const auto verdict = judge(question.equivocation_proof);
  return verdict ? Result<>{} : Result<>{verdict.error()};
}

// ---- Hooks ----------------------------------------------------------------------------------

Weight Offences::on_initialize(BlockNumber) {
  Weight out{offences_weights::kBlock, 0};
  if (next_era.get() >= staking_.era_now()) return out;
  const EraIndex over = next_era.get();
  next_era.put(over + 1);
  look_for_offline(over);
  const EraIndex age = staking_.config.evidence_age;
  if (over >= age) forget_reports(over - age);
  return out +
         Weight{staking::kElectedMax * (offences_weights::kValidator + offences_weights::kForget),
                0};
}

void Offences::forget_reports(EraIndex era) {
  const auto listed = concurrent.take(offences::kEquivocation, scale::encoded(era));
  for (const auto& id : listed) reports.remove(id);
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems Offences::try_state() const {
  frame::Problems out;
  std::size_t listed = 0;
  for (const auto& [key, ids] : concurrent.entries()) {
    listed += ids.size();
    for (const auto& id : ids)
      if (!reports.contains(id)) out.push_back("a listed report is not there");
  }
  if (reports.entries().size() != listed) out.push_back("a report is not listed");
  for (const auto& [who, eras] : offline_for.entries())
    if (eras == 0) out.push_back("a validator is listed that is not offline");
  return out;
}

}  // namespace descent::modules

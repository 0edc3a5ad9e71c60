#pragma once
/// # Executive
/// Drives the modules of runtime R through a block, in FRAME's order: initialise, inherents,
/// transactions, idle work, finalise.
///
/// REQUIRES of R, besides `pallets`: members `system` and `payment`, which hold the accounts'
/// nonces and take the fees; `inherents(now)` and `complete()`; `version()` and
/// `metadata(version)`.
#include "runtime/frame/api_hosts.hpp"
#include "runtime/frame/dispatch.hpp"
#include "runtime/frame/parameter.hpp"
#include "runtime/frame/runtime.hpp"

namespace descent::frame {

template <class R>
class Executive final : public Execution {
 public:
  Executive(const Runtime& rules, const ExecutionInputs& inputs)
      : rules_{rules}, inputs_{inputs}, frame_{inputs.state, inputs.blobs} {
    frame_.memo = inputs.memo;
    frame_.parameters = &parameters_;
    frame_.number = runtime_.system.number.get();
  }

  void initialize(const Digest& digest) override {
    parent_hash_ = crypto::blake2b_256(scale::encoded(inputs_.head));
    frame_.number = inputs_.head.number + 1;
    frame_.parent_hash = parent_hash_;
    frame_.digest = digest;
    frame_.phase = phase::Initialization{};
    runtime_.system.initialize(frame_.number, parent_hash_, digest);
    frame_.meter.weight.mandatory = runtime_.system.config.block_weights.base_block;
    each([&](auto& module) {
      if constexpr (requires { module.on_initialize(frame_.number); }) {
        frame_.meter.weight.mandatory =
            frame_.meter.weight.mandatory + module.on_initialize(frame_.number);
      }
    });
  }

  std::vector<Bytes> inherents(Moment now) const override {
    std::vector<Bytes> out;
    for (auto& call : runtime_.inherents(now))
      out.push_back(encode_extrinsic({std::nullopt, std::move(call)}));
    return out;
  }

  ApplyResult apply(View bytes, bool verdict) override {
    frame_.phase = phase::ApplyExtrinsic{applied_};
    frame_.checkpoint();
    const BlockMeter meter = frame_.meter;
    ApplyResult out = apply_decoded(bytes, verdict);
    if (out) {
      frame_.commit();
      ++applied_;
    } else {
      frame_.rollback();
      frame_.meter = meter;
    }
    return out;
  }

  Expected<BlockOutcome, BlockError> finalize(const trie::NodeSource& nodes,
                                              std::span<const Bytes> body) override {
    if (!runtime_.complete()) return BlockError{BlockError::Kind::MissingInherent, 0, {}};
    frame_.phase = phase::Finalization{};
    idle();
    each([&](auto& module) {
      if constexpr (requires { module.on_finalize(frame_.number); })
        module.on_finalize(frame_.number);
    });
    runtime_.system.finalize(applied_);
    return seal(nodes, body);
  }

  Validity<std::optional<SignatureCheck>> signature_of(View bytes) const override {
    const Extrinsic extrinsic = DESCENT_TRY(decode(bytes));
    if (!extrinsic.signature) return std::optional<SignatureCheck>{};
    const Signature& s = *extrinsic.signature;
    const AccountId who = DESCENT_TRY(signer(s));
    const Hash birth = DESCENT_TRY(birth_hash(s.era()));
    const Implicit implicit{rules_.version().spec_version, rules_.version().transaction_version,
                            inputs_.genesis_hash, birth};
    return std::optional{
        SignatureCheck{who, s.signature, signing_payload(extrinsic.call, s.extra, implicit)}};
  }

  Validity<ValidTransaction> validate(View bytes) override {
    const Extrinsic extrinsic = DESCENT_TRY(decode(bytes));
    if (!extrinsic.signature) return refuse(unknown::NoUnsignedValidator{});
    const Signature& s = *extrinsic.signature;
    const AccountId who = DESCENT_TRY(signer(s));
    DESCENT_TRY(birth_hash(s.era()));
    const Nonce expected = runtime_.system.nonce(who);
    if (s.nonce() < expected) return refuse(invalid::Stale{});
    const Job job = DESCENT_TRY(job_of(extrinsic, bytes));
    if (job.info.dispatch_class == DispatchClass::Mandatory)
      return refuse(invalid::MandatoryValidation{});
    const BlockMeter empty;
    if (!admits(empty, job)) return refuse(invalid::ExhaustsResources{});
    frame_.checkpoint();
    const auto paid = runtime_.payment.withdraw(who, job.info, job.length, s.tip());
    frame_.rollback();
    if (!paid) return paid.error();
    ValidTransaction out;
    out.priority = runtime_.payment.priority(job.info, job.length, s.tip());
    out.provides = {tag(who, s.nonce())};
    if (s.nonce() > expected) out.requires_ = {tag(who, s.nonce() - 1)};
    out.longevity =
        s.era().is_immortal() ? UINT64_MAX : s.era().death(frame_.number) - frame_.number;
    out.propagate = true;
    return out;
  }

  Expected<Bytes, ApiError> call(std::string_view name, View arguments) override {
    CoreHost core{rules_};
    MetadataHost metadata{rules_};
    TransactionQueueHost queue{*this};
    ApiCall question{name, arguments, dispatcher_};
    question.ask(core);
    question.ask(metadata);
    question.ask(queue);
    each([&](auto& module) { question.ask(module); });
    return question.answer();
  }

  std::vector<Ahead> ahead() override {
    std::vector<Ahead> out;
    each([&](auto& module) {
      if constexpr (requires { module.ahead(); })
        for (auto& work : module.ahead()) out.push_back(std::move(work));
    });
    return out;
  }

  std::vector<std::string> try_state() override {
    std::vector<std::string> out;
    each([&]<class M>(M& module) {
      if constexpr (requires { module.try_state(); }) {
        for (auto& problem : module.try_state())
          out.push_back(std::string{M::name} + ": " + problem);
      }
    });
    return out;
  }

  Frame& frame() override { return frame_; }
  R& runtime() { return runtime_; }

 private:
  struct Job {
    DispatchInfo info;
    std::uint32_t length{};  ///< bytes, with the length in front
  };

  template <class Visit>
  void each(Visit&& visit) {
    std::apply([&](auto... member) { (visit(runtime_.*member), ...); }, R::pallets);
  }
  template <class Reason>
  static TransactionValidityError refuse(Reason reason) {
    if constexpr (std::is_constructible_v<InvalidTransaction, Reason>)
      return InvalidTransaction{reason};
    else
      return UnknownTransaction{reason};
  }
  static Tag tag(const AccountId& who, Nonce nonce) {
    return scale::encoded(std::pair{who, nonce});
  }

  Validity<Extrinsic> decode(View bytes) const {
    auto out = decode_extrinsic(bytes, dispatcher_);
    if (!out) return refuse(invalid::Call{});
    return *std::move(out);
  }
  Validity<AccountId> signer(const Signature& s) const {
    const auto* id = std::get_if<multi_address::Id>(&s.address);
    if (id == nullptr) return refuse(unknown::CannotLookup{});
    if (id->value == AccountId{}) return refuse(invalid::BadSigner{});
    return id->value;
  }
  /// The hash of the block an era begins at. A block being made can name its parent.
  Validity<Hash> birth_hash(const Era& era) const {
    if (era.is_immortal()) return inputs_.genesis_hash;
    const auto birth = era.birth(frame_.number);
    const auto hash = runtime_.system.hash_of(static_cast<BlockNumber>(birth));
    if (!hash) return refuse(invalid::AncientBirthBlock{});
    return *hash;
  }
  Validity<Job> job_of(const Extrinsic& extrinsic, View bytes) const {
    const auto info = dispatcher_.info(extrinsic.call.bytes);
    if (!info) return refuse(invalid::Call{});
    Bytes prefix;
    scale::encode_compact(prefix, bytes.size());
    return Job{*info, static_cast<std::uint32_t>(prefix.size() + bytes.size())};
  }
  bool admits(const BlockMeter& meter, const Job& job) const {
    const auto& config = runtime_.system.config;
    return meter.admits(config.block_weights, config.block_length, job.info, job.length);
  }

  ApplyResult apply_decoded(View bytes, bool verdict) {
    const Extrinsic extrinsic = DESCENT_TRY(decode(bytes));
    const Job job = DESCENT_TRY(job_of(extrinsic, bytes));
    if (!admits(frame_.meter, job)) return refuse(invalid::ExhaustsResources{});
    frame_.meter.charge(job.info, runtime_.system.config.block_weights, job.length);
    if (extrinsic.signature) return apply_signed(extrinsic, job, verdict);
    return apply_inherent(extrinsic, job);
  }

  ApplyResult apply_signed(const Extrinsic& extrinsic, const Job& job, bool verdict) {
    if (job.info.dispatch_class == DispatchClass::Mandatory)
      return refuse(invalid::MandatoryValidation{});
    const Signature& s = *extrinsic.signature;
    const AccountId who = DESCENT_TRY(signer(s));
    DESCENT_TRY(birth_hash(s.era()));
    if (!verdict) return refuse(invalid::BadProof{});
    const Nonce expected = runtime_.system.nonce(who);
    if (s.nonce() < expected) return refuse(invalid::Stale{});
    if (s.nonce() > expected) return refuse(invalid::Future{});
    const auto paid = DESCENT_TRY(runtime_.payment.withdraw(who, job.info, job.length, s.tip()));
    runtime_.system.inc_nonce(who);
    const auto result = dispatcher_.dispatch(origin::Signed{who}, extrinsic.call.bytes);
    const Weight spent = result ? *result : job.info.weight;
    frame_.meter.refund(job.info.dispatch_class, job.info.weight - spent);
    runtime_.payment.settle(paid, job.info, spent, job.length);
    return note(result, job, spent);
  }

  ApplyResult apply_inherent(const Extrinsic& extrinsic, const Job& job) {
    if (job.info.dispatch_class != DispatchClass::Mandatory)
      return refuse(unknown::NoUnsignedValidator{});
    const auto result = dispatcher_.dispatch(origin::None{}, extrinsic.call.bytes);
    if (!result) return refuse(invalid::BadMandatory{});
    return note(result, job, *result);
  }

  ApplyResult note(const Result<Weight>& result, const Job& job, const Weight& spent) {
    const DispatchInfo info{spent, job.info.dispatch_class, job.info.pays_fee};
    if (result) {
      runtime_.system.note_success(info);
      return DispatchOutcome{};
    }
    runtime_.system.note_failure(result.error(), info);
    return DispatchOutcome{result.error()};
  }

  /// What transactions leave of the share that is closed to them goes to idle work.
  void idle() {
    Weight left = runtime_.system.config.idle_share;
    each([&](auto& module) {
      if constexpr (requires { module.on_idle(frame_.number, left); }) {
        const Weight used = module.on_idle(frame_.number, left);
        DESCENT_ASSERT(fits(used, left));
        left = left - used;
        frame_.meter.weight.mandatory = frame_.meter.weight.mandatory + used;
      }
    });
  }

  Expected<BlockOutcome, BlockError> seal(const trie::NodeSource& nodes,
                                          std::span<const Bytes> body) {
    BlockOutcome out;
    std::tie(out.state, out.found) = frame_.state.release();
    out.blobs = frame_.blobs.release().first;
    auto update = trie::update(nodes, inputs_.head.state_root, out.state, trie::Layout::V1);
    if (!update) return BlockError{BlockError::Kind::BrokenTrie, 0, {}};
    out.nodes = std::move(update->nodes);
    out.header = {parent_hash_, frame_.number, update->root,
                  trie::ordered_root(body, trie::Layout::V1), frame_.digest};
    out.hash = crypto::blake2b_256(scale::encoded(out.header));
    return out;
  }

  const Runtime& rules_;
  ExecutionInputs inputs_;
  Frame frame_;
  R runtime_{frame_};
  RuntimeDispatcher<R> dispatcher_{runtime_, frame_};
  RuntimeParameters<R> parameters_{runtime_};
  Hash parent_hash_;
  std::uint32_t applied_ = 0;
};

}  // namespace descent::frame

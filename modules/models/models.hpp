#pragma once
/// # Models
/// Registered graphs and their versions. A model's head is its newest version; training adds to it,
/// and anybody may fork one, sharing the weights by their root. Versions know their parents, also
/// across forks: the lineage.
///
/// Terminology: an operation is what `kernels::cost` counts; an evaluation unit is the longest
/// stretch of evaluation that is not interrupted, a twentieth of a block.
///
/// Invariants:
/// (1) a model keeps the graphs of its newest versions, its head's always.
/// (2) each kept version refers to its blob once.
/// (3) what the deposits of an owner's models sum up to is what Balances holds for it.
/// (4) a version's parent has a lower number.
/// (5) what is in quarantine is a registered model, and nothing works on its head.
#include "modules/blobs/blobs.hpp"
#include "modules/models/errors.hpp"
#include "modules/models/inference.hpp"
#include "modules/models/quarantine.hpp"
#include "modules/models/records.hpp"

namespace descent::modules {

class Models : public frame::Pallet<Models> {
 public:
  static constexpr std::string_view name = "Models";
  static constexpr std::string_view doc = "Models, their versions, and inference.";

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    std::uint64_t unit_time;  ///< ref_time of an evaluation unit, above zero
  };
  const Config config;
  static constexpr std::size_t kNameBytesMax = 64;
  static constexpr std::size_t kTaskBytesMax = 256;
  static constexpr std::uint32_t kPageMax = 100;  ///< entries an answer of the API may have
  static constexpr std::size_t kEventNumbersMax = 4'096;

  static constexpr frame::Parameter kDepositBase{
      0,
      "DepositBase",
      {.initial = kGrad, .least = 0, .most = 1'000'000 * kGrad},
      "Base units held for each model, burned when it is deregistered: its records stay."};
  static constexpr frame::Parameter kDepositPerByte{
      1,
      "DepositPerByte",
      {.initial = 1'000'000, .least = 0, .most = kGrad},
      "Base units held for each byte of a model's graph."};
  // At most what registering takes within a block.
  static constexpr frame::Parameter kGraphBytesMax{
      2,
      "GraphBytesMax",
      {.initial = 8 << 20, .least = 1 << 16, .most = 16 << 20},
      "Bytes the graph of a new model may have at most."};
  static constexpr frame::Parameter kKeptVersions{
      3,
      "KeptVersions",
      {.initial = 128, .least = 2, .most = 256},
      "Versions of a model whose graphs are kept, the newest first."};
  static constexpr frame::Parameter parameters[] = {kDepositBase, kDepositPerByte, kGraphBytesMax,
                                                    kKeptVersions};

  /// Why it holds a balance.
  enum class HoldReason : std::uint8_t { Deposit, kCount };

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"NextModel", ModelId> next_model{state(), name};
  frame::StorageValue<"NextVersion", VersionId> next_version{state(), name};
  frame::StorageMap<"Models", frame::Twox64Concat, ModelId, frame::Optional<ModelRecord>> models{
      state(), name};
  frame::StorageMap<"Versions", frame::Twox64Concat, VersionId, frame::Optional<VersionRecord>>
      versions{state(), name};
  frame::StorageDoubleMap<"VersionOf", frame::Twox64Concat, ModelId, frame::Twox64Concat,
                          std::uint32_t, frame::Optional<VersionId>>
      version_of{state(), name};
  frame::StorageMap<"Provenances", frame::Twox64Concat, VersionId, frame::Optional<Provenance>>
      provenances{state(), name};
  frame::StorageMap<"Offers", frame::Twox64Concat, ModelId, frame::Optional<AccountId>> offers{
      state(), name};
  frame::StorageMap<"Quarantines", frame::Twox64Concat, ModelId,
                    frame::Optional<models::Quarantine>>
      quarantines{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Models::next_model, "The number of the next model."),
      frame::item(&Models::next_version, "The number of the next version."),
      frame::item(&Models::models, "Every registered model."),
      frame::item(&Models::versions, "Every version there ever was."),
      frame::item(&Models::version_of, "A model's versions by their ordinals."),
      frame::item(&Models::provenances, "Which updates were merged into a version."),
      frame::item(&Models::offers, "To whom a model is offered."),
      frame::item(&Models::quarantines, "Models that were taken out of use by vote."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Registered {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "A model was registered.";
    ModelId model{};
    VersionId version{};
    AccountId owner;
    Hash blob;
    DESCENT_FIELDS(model, version, owner, blob)
  };
  struct Forked {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "A version was forked into a new model.";
    ModelId model{};
    VersionId version{};
    AccountId owner;
    VersionId origin{};
    DESCENT_FIELDS(model, version, owner, origin)
  };
  struct VersionAdded {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "Training made a new version.";
    ModelId model{};
    VersionId version{};
    VersionId parent{};
    Hash blob;
    DESCENT_FIELDS(model, version, parent, blob)
  };
  struct OwnershipOffered {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc = "A model was offered to another account.";
    ModelId model{};
    AccountId to;
    DESCENT_FIELDS(model, to)
  };
  struct OwnershipTransferred {
    static constexpr std::uint8_t event_index = 4;
    static constexpr std::string_view doc = "A model has a new owner.";
    ModelId model{};
    AccountId owner;
    DESCENT_FIELDS(model, owner)
  };
  struct Deregistered {
    static constexpr std::uint8_t event_index = 5;
    static constexpr std::string_view doc =
        "A model was deregistered; the records of its versions stay.";
    ModelId model{};
    DESCENT_FIELDS(model)
  };
  struct Inferred {
    static constexpr std::uint8_t event_index = 6;
    static constexpr std::string_view doc = "A version was run on samples.";
    AccountId who;
    VersionId version{};
    std::vector<InferenceRow> rows;
    DESCENT_FIELDS(who, version, rows)
  };
  using ModelQuarantined = models::ModelQuarantined;
  using ModelReleased = models::ModelReleased;
  using DeregisteredByVote = models::DeregisteredByVote;
  using Event =
      frame::Events<Registered, Forked, VersionAdded, OwnershipOffered, OwnershipTransferred,
                    Deregistered, Inferred, ModelQuarantined, ModelReleased, DeregisteredByVote>;

  // ---- Errors -------------------------------------------------------------------------------
  using Error = models::Error;
  static constexpr std::span errors{models::kErrors};

  // ---- Calls --------------------------------------------------------------------------------
  struct register_model {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc =
            "Register the graph in a stored blob as a model. `licence` is the hash of the "
            "licence's text. Holds a deposit by size. Signed."};
    Hash blob;
    std::string name;
    std::string task;
    Hash licence;
    DESCENT_FIELDS(blob, name, task, licence)
    Weight weight(const Models& m) const;
  };
  Result<frame::Spent> apply(const frame::Origin&, const register_model&);

  struct fork {
    static constexpr frame::CallMeta meta{
        .index = 1,
        .doc =
            "Make a version the first of a model of one's own; the licence stays. Holds a "
            "deposit by size. Signed."};
    VersionId version{};
    std::string name;
    DESCENT_FIELDS(version, name)
    Weight weight() const;
  };
  Result<> apply(const frame::Origin&, const fork&);

  struct transfer_ownership {
    static constexpr frame::CallMeta meta{
        .index = 2,
        .doc =
            "Offer a model to another account, in place of any earlier offer. Signed by its "
            "owner."};
    ModelId model{};
    AccountId to;
    DESCENT_FIELDS(model, to)
    Weight weight() const;
  };
  Result<> apply(const frame::Origin&, const transfer_ownership&);

  struct accept_ownership {
    static constexpr frame::CallMeta meta{
        .index = 3,
        .doc =
            "Take over a model that is offered, and its deposit with it. Signed by whom it is "
            "offered to."};
    ModelId model{};
    DESCENT_FIELDS(model)
    Weight weight() const;
  };
  Result<> apply(const frame::Origin&, const accept_ownership&);

  struct deregister {
    static constexpr frame::CallMeta meta{
        .index = 4,
        .doc =
            "Give a model up: its graphs are let go and the deposit by size returns. Signed by "
            "its owner."};
    ModelId model{};
    DESCENT_FIELDS(model)
    Weight weight(const Models& m) const;
  };
  Result<> apply(const frame::Origin&, const deregister&);

  struct infer {
    static constexpr frame::CallMeta meta{
        .index = 5,
        .doc =
            "Run a version on samples (f32 bit patterns, one sample behind another); the answer "
            "is the event `Inferred`. Signed."};
    VersionId version{};
    std::vector<std::uint32_t> samples;
    DESCENT_FIELDS(version, samples)
    Weight weight(const Models& m) const;
  };
  Result<> apply(const frame::Origin&, const infer&);

  using quarantine = models::quarantine;
  using release = models::release;
  using force_deregister = models::force_deregister;
  Result<> apply(const frame::Origin&, const quarantine&);
  Result<> apply(const frame::Origin&, const release&);
  Result<> apply(const frame::Origin&, const force_deregister&);

  using Call = frame::Calls<register_model, fork, transfer_ownership, accept_ownership, deregister,
                            infer, quarantine, release, force_deregister>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "ModelsApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "Models, their lineage, and inference.";

    struct model {
      static constexpr std::string_view doc = "A registered model.";
      using Output = std::optional<ModelRecord>;
      ModelId id{};
      DESCENT_FIELDS(id)
    };
    struct models {
      static constexpr std::string_view doc =
          "Up to `limit` models, at most 100, from number `start` on.";
      using Output = std::vector<ListedModel>;
      ModelId start{};
      std::uint32_t limit{};
      DESCENT_FIELDS(start, limit)
    };
    struct version {
      static constexpr std::string_view doc = "A version of a model.";
      using Output = std::optional<VersionRecord>;
      VersionId id{};
      DESCENT_FIELDS(id)
    };
    struct lineage {
      static constexpr std::string_view doc =
          "A version and its ancestors, the version first, up to `limit`, at most 100.";
      using Output = std::vector<LineageEntry>;
      VersionId version{};
      std::uint32_t limit{};
      DESCENT_FIELDS(version, limit)
    };
    struct graph {
      static constexpr std::string_view doc = "The encoded graph of a version, while it is kept.";
      using Output = std::optional<Bytes>;
      VersionId version{};
      DESCENT_FIELDS(version)
    };
    struct infer {
      static constexpr std::string_view doc =
          "Runs a version on samples (f32 bit patterns). For each the class and the output as f32.";
      using Output = Inference;
      VersionId version{};
      std::vector<std::uint32_t> samples;
      DESCENT_FIELDS(version, samples)
    };
    using Methods = frame::Methods<model, models, version, lineage, graph, infer>;
  };
  std::optional<ModelRecord> query(const Api::model&) const;
  std::vector<ListedModel> query(const Api::models&) const;
  std::optional<VersionRecord> query(const Api::version&) const;
  std::vector<LineageEntry> query(const Api::lineage&) const;
  std::optional<Bytes> query(const Api::graph&) const;
  Inference query(const Api::infer&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  Models(frame::Mount mount, Balances& balances, Blobs& blobs, Parameters& values, Config c)
      : Pallet{mount}, config{c}, balances_{balances}, blobs_{blobs}, values_{values} {}
  frame::Problems integrity() const;
  frame::Problems try_state() const;

  /// The encoded or the decoded graph of a version; nullopt if there is none or it is no longer
  /// kept.
  std::optional<Bytes> read(VersionId version) const;
  std::optional<graph::Graph> load(VersionId version) const;

  /// Who is told of quarantines. To be called once, by whoever locks models.
  void watch(models::Watcher& watcher) { watcher_ = &watcher; }
  bool is_quarantined(ModelId model) const;
  /// What the end of others' work on a model takes at most, and that of its registration.
  Weight weight_of_quarantine() const {
    return watcher_ != nullptr ? watcher_->quarantine_weight() : Weight{};
  }
  Weight weight_of_removal(ModelId model) const;

  /// Keeps a model's head, owner and registration as they are but for `add_version`, until
  /// `unlock`: for the task that is open on it. errors  UnknownModel; Locked; Quarantined
  Result<> lock(ModelId model);
  /// REQUIRES: locked.
  void unlock(ModelId model);

  /// Makes `graph`, the encoding of what was merged onto the head, the model's new head.
  /// errors    UnknownModel, TooManyNumbers
  /// REQUIRES: it has the head's architecture.
  Result<VersionId> add_version(ModelId model, View graph, const Provenance& provenance);

 private:
  struct Checked {
    Hash content;
    Architecture architecture;
    std::size_t parts{};  ///< operators and tensors
  };
  frame::HoldReason reason() const;
  Result<ModelRecord> owned(ModelId model, const AccountId& who) const;
  Result<Checked> check(View graph) const;
  /// Makes a model whose first version is `first`; its blob is referred to already.
  Result<std::pair<ModelId, VersionId>> add_model(ModelRecord record, VersionRecord first);
  Result<VersionId> append(ModelId id, ModelRecord& record, VersionRecord version);
  /// Ends a registration. REQUIRES: it is not locked
  void remove(ModelId model, ModelRecord& record);
  /// Lets go of the graph of the oldest kept version.
  void drop_oldest(ModelId id, ModelRecord& record);
  Inference run(VersionId number, const std::vector<std::uint32_t>& samples,
                const InferenceLimits& limits) const;
  frame::Problems check_versions() const;

  Balances& balances_;
  Blobs& blobs_;
  Parameters& values_;
  models::Watcher* watcher_ = nullptr;
};

}  // namespace descent::modules

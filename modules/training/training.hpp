#pragma once
/// # Training
/// Tasks on the heads of models: rounds in which participants commit to updates, reveal them, and
/// are scored by the chain itself on a slice of a validation set that the sponsor committed to.
///
/// Terminology: an entry is one participant's part in one round; a candidate is an entry whose
/// update was revealed and is valid; a unit is a model over some samples of a slice, the least work
/// that is begun.
///
/// Evaluation runs in `on_idle` and has no deadline. What it leaves between two units are integer
/// sums in state, so it matters to no result how many units fit into a block.
///
/// Invariants, after every block:
/// (1) what this module holds of an account is what its tasks and entries say.
/// (2) a task in a phase with an end is in the agenda of that block, and no other is.
/// (3) a task has `Work` iff it is in the queue iff it evaluates.
/// (4) an open task is the one on its model.
#include "modules/balances/balances.hpp"
#include "modules/models/models.hpp"
#include "modules/training/errors.hpp"
#include "modules/training/events.hpp"
#include "modules/training/parameters.hpp"
#include "modules/training/unit.hpp"
#include "modules/training/weights.hpp"

namespace descent::modules {

class Training : public frame::Pallet<Training>, private models::Watcher {
 public:
  static constexpr std::string_view name = "Training";
  static constexpr std::string_view doc = "Tasks, rounds, scores and pay of federated training.";

  using TaskId = training::TaskId;
  using RoundIndex = training::RoundIndex;
  using Task = training::Task;
  using Round = training::Round;
  using Entry = training::Entry;
  using Entries = training::Entries;

  // ---- Config -------------------------------------------------------------------------------
  static constexpr std::uint32_t kTasksMax = 256;       ///< open at once
  static constexpr std::uint32_t kPhaseChangesMax = 4;  ///< in a block; others wait for the next
  static constexpr std::uint32_t kRoundsMax = 1'000;    ///< of a task
  static constexpr BlockNumber kPhaseBlocksMax = 1'000'000;
  static constexpr std::uint64_t kMergeMax = 60 * kMillisecond;  ///< a merge is not cut into units
  static constexpr std::uint32_t kFullMille = 900;  ///< above it nobody is blamed for silence

  static constexpr std::span parameters{training::kParameters};

  enum class HoldReason : std::uint8_t { Pool, Bond, Scoring, Deposit, Evaluation, kCount };

  // ---- Storage ------------------------------------------------------------------------------
  using Twox = frame::Twox64Concat;
  frame::StorageValue<"NextTask", TaskId> next_task{state(), name};
  frame::StorageMap<"Tasks", Twox, TaskId, frame::Optional<Task>> tasks{state(), name};
  frame::StorageValue<"OpenCount", std::uint32_t> open_count{state(), name};
  frame::StorageDoubleMap<"Rounds", Twox, TaskId, Twox, RoundIndex, frame::Optional<Round>> rounds{
      state(), name};
  frame::StorageDoubleMap<"Participants", Twox, TaskId, Twox, RoundIndex, Entries> entries{state(),
                                                                                           name};
  frame::StorageMap<"Agenda", Twox, BlockNumber, Bounded<TaskId, kPhaseChangesMax>> agenda{state(),
                                                                                           name};
  frame::StorageValue<"Queue", Bounded<TaskId, kTasksMax>> queue{state(), name};
  frame::StorageMap<"Work", Twox, TaskId, frame::Optional<training::Work>> work{state(), name};
  frame::StorageDoubleMap<"BaseLosses", Twox, TaskId, Twox, std::uint32_t,
                          std::vector<std::uint64_t>>
      base_losses{state(), name};
  frame::StorageValue<"Fullness", std::uint64_t> fullness{state(), name};
  frame::StorageMap<"TaskOn", Twox, ModelId, frame::Optional<TaskId>> task_on{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Training::next_task, "The number the next task gets."),
      frame::item(&Training::tasks, "Every task, with its own copy of all it depends on."),
      frame::item(&Training::open_count, "How many tasks are open."),
      frame::item(&Training::rounds, "Every round of every task."),
      frame::item(&Training::entries, "Who took part in a round: afterwards the receipts."),
      frame::item(&Training::agenda, "Tasks whose phase ends with the beginning of a block."),
      frame::item(&Training::queue, "Tasks being evaluated, the first one at a time."),
      frame::item(&Training::work, "Where the evaluation of a task stands."),
      frame::item(&Training::base_losses,
                  "Losses of the base on the samples of a unit, by its first: to pair gains."),
      frame::item(&Training::fullness, "Sum of the fullness of all blocks, in thousandths."),
      frame::item(&Training::task_on, "The task that is open on a model."),
  };

  // ---- Events -------------------------------------------------------------------------------
  using Event = training::AllEvents;

  // ---- Errors -------------------------------------------------------------------------------
  using Error = training::Error;
  static constexpr std::span errors{training::kErrors};

  // ---- Calls --------------------------------------------------------------------------------
  struct open_task {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc =
            "Open a task on the head of the signer's model. Pool, bond and the price of scoring "
            "are held."};
    std::uint32_t model{};
    training::Terms terms;
    DESCENT_FIELDS(model, terms)
    Weight weight(const Training& t) const {
      return training_weights::open_task(t.graph_bytes(model));
    }
  };
  Result<> apply(const frame::Origin&, const open_task&);

  struct commit {
    static constexpr frame::CallMeta meta{
        .index = 1, .doc = "Seal an update, with a deposit. The evaluation is paid in advance."};
    TaskId task{};
    RoundIndex round{};
    Hash commitment;
    Balance deposit{};
    DESCENT_FIELDS(task, round, commitment, deposit)
    Weight weight() const { return training_weights::kCommit; }
  };
  Result<> apply(const frame::Origin&, const commit&);

  struct reveal {
    static constexpr frame::CallMeta meta{
        .index = 2, .doc = "Show the update behind a commitment: a blob stored in this phase."};
    TaskId task{};
    RoundIndex round{};
    Hash update;
    Hash salt;
    DESCENT_FIELDS(task, round, update, salt)
    Weight weight(const Training& t) const { return t.reveal_weight(*this); }
  };
  Result<> apply(const frame::Origin&, const reveal&);

  struct open_slice {
    static constexpr frame::CallMeta meta{
        .index = 3,
        .doc =
            "Show a slice: its salt and samples, and its way up to the set's root. The last "
            "slice has the number of rounds."};
    TaskId task{};
    std::uint32_t slice{};
    Bounded<std::uint8_t, training::kOpeningBytesMax> opening;
    Bounded<Hash, training::kProofMax> proof;
    DESCENT_FIELDS(task, slice, opening, proof)
    Weight weight() const { return training_weights::open_slice(opening.size()); }
  };
  Result<> apply(const frame::Origin&, const open_slice&);

  struct close_task {
    static constexpr frame::CallMeta meta{
        .index = 4,
        .doc = "End a task before its last round, while nobody has committed to the present one."};
    TaskId task{};
    DESCENT_FIELDS(task)
    Weight weight() const { return training_weights::kClose; }
  };
  Result<> apply(const frame::Origin&, const close_task&);

  using Call = frame::Calls<open_task, commit, reveal, open_slice, close_task>;

  // ---- Runtime API --------------------------------------------------------------------------
  /// Every input of the formulas of docs/scoring.md, and what they gave.
  struct Receipt {
    Balance reward{};
    Balance bond{};
    std::uint64_t target{};
    std::uint64_t harm{};
    std::uint32_t harm_forfeit{};
    std::uint32_t no_reveal_forfeit{};
    std::uint32_t samples{};
    Round round;
    Entry entry;
    std::vector<Entry> candidates;  ///< all valid reveals, in the order of their commitments
    DESCENT_FIELDS(reward, bond, target, harm, harm_forfeit, no_reveal_forfeit, samples, round,
                   entry, candidates)
  };
  struct Api {
    static constexpr std::string_view api_name = "TrainingApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "Tasks, rounds, scores and receipts.";
    static constexpr std::uint32_t kTasksMost = 256;  ///< in one answer

    struct task {
      static constexpr std::string_view doc = "A task, if there is one.";
      using Output = std::optional<Task>;
      TaskId id{};
      DESCENT_FIELDS(id)
    };
    struct tasks {
      static constexpr std::string_view doc = "At most `limit` tasks from number `start` on.";
      using Output = std::vector<std::pair<TaskId, Task>>;
      TaskId start{};
      std::uint32_t limit{};
      DESCENT_FIELDS(start, limit)
    };
    struct round {
      static constexpr std::string_view doc = "A round of a task, if it has begun.";
      using Output = std::optional<Round>;
      TaskId task_{};
      RoundIndex round_{};
      DESCENT_FIELDS(task_, round_)
    };
    struct scores {
      static constexpr std::string_view doc = "Who took part in a round, in order of commitment.";
      using Output = std::vector<Entry>;
      TaskId task_{};
      RoundIndex round_{};
      DESCENT_FIELDS(task_, round_)
    };
    struct receipt {
      static constexpr std::string_view doc =
          "Every input of a participant's pay in a round, and what it came to.";
      using Output = std::optional<Receipt>;
      TaskId task_{};
      RoundIndex round_{};
      AccountId account;
      DESCENT_FIELDS(task_, round_, account)
    };
    using Methods = frame::Methods<task, tasks, round, scores, receipt>;
  };
  std::optional<Task> query(const Api::task&) const;
  std::vector<std::pair<TaskId, Task>> query(const Api::tasks&) const;
  std::optional<Round> query(const Api::round&) const;
  std::vector<Entry> query(const Api::scores&) const;
  std::optional<Receipt> query(const Api::receipt&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  Training(frame::Mount mount, System& system, Balances& balances, Blobs& blobs, Models& models,
           Parameters& values)
      : Pallet{mount},
        system_{system},
        balances_{balances},
        blobs_{blobs},
        models_{models},
        values_{values} {
    models.watch(*this);
  }
  /// Ends the phases that end with this block.
  Weight on_initialize(BlockNumber now);
  /// Evaluates, unit by unit, while the next one fits into `left`.
  Weight on_idle(BlockNumber now, const Weight& left);
  /// Notes how full the block was.
  void on_finalize(BlockNumber now);
  /// The base and the candidates of the task at the front of the queue, as far as the memo lacks
  /// them: what they evaluate to depends on nothing that a later block decides.
  std::vector<frame::Ahead> ahead() const;
  frame::Problems integrity() const;
  frame::Problems try_state() const;

 private:
  using UnitResult = training::UnitResult;
  using Subject = training::Subject;
  /// A task with what its evaluation reads and writes.
  struct Job {
    TaskId id{};
    Task task;
    Round round;
    Entries entries;
    training::Work work;
  };

  frame::HoldReason reason(HoldReason r) const { return {index(), static_cast<std::uint8_t>(r)}; }
  std::uint64_t graph_bytes(ModelId model) const;
  Weight reveal_weight(const reveal& call) const;

  // open.cpp
  Result<> check_terms(const training::Terms& terms) const;
  Result<> check_participants(const training::Terms& terms) const;
  Result<training::Rates> rates_for(const training::Terms& terms, const training::Shape& shape,
                                    const Architecture& architecture) const;
  // commit.cpp, reveal.cpp
  Result<> check_place(const Task& task, const AccountId& who, Balance deposit) const;
  Result<> displace(const Task& task, const commit& call, Entries& all);
  Result<> check_update(const Round& round, const Hash& blob) const;
  // phases.cpp
  Result<Task> task_in(TaskId id, RoundIndex round) const;
  void enter(TaskId id, Task& task, training::Phase phase, BlockNumber blocks);
  void schedule(TaskId id, Task& task, BlockNumber wanted);
  void unschedule(TaskId id, Task& task);
  void begin_round(TaskId id, Task& task);
  void end_phase(TaskId id);
  void end_commit(TaskId id, Task& task);
  void end_reveal(TaskId id, Task& task);
  void withhold(TaskId id, Task& task);
  void begin_evaluation(TaskId id, Task& task, const Hash& slice);
  void next_round(TaskId id, Task& task);
  void begin_last(TaskId id, Task& task);
  void end_unscored(TaskId id, const Task& task, training::Outcome outcome);
  void close(TaskId id, Task& task);
  bool was_full(const Round& round) const;
  // halt.cpp
  Weight quarantine_weight() const override;
  void quarantined(ModelId model) override;
  void halt(TaskId id, Task& task);
  void return_all(TaskId id, const Task& task);
  // money.cpp: all of it is held already, so none of it can fail
  void give_back(HoldReason from, const AccountId& who, Balance amount);
  void burn(HoldReason from, const AccountId& who, Balance amount);
  void pay(HoldReason from, const AccountId& who, const AccountId& to, Balance amount);
  // evaluate.cpp
  Job load(TaskId id) const;
  void save(const Job& job);
  std::uint64_t unit_time(const Job& job) const;
  std::uint32_t unit_samples(const Job& job) const;
  void run_unit(Job& job);
  void evaluate_samples(Job& job);
  void finish_model(Job& job, bool refused);
  void merge(Job& job);
  void after_merged(Job& job);
  void charge_sponsor(Job& job);
  void advance(Job& job, training::Step step);
  void next_candidate(Job& job, std::size_t from);
  Subject subject(const Job& job) const;
  Subject candidate(const Job& job, std::size_t number) const;
  training::Content content(const Job& job, const Subject& what) const;
  Bytes blob(const Hash& root) const;
  UnitResult evaluate(const Job& job, const training::Unit& unit);
  const training::PreparedSubject& prepare(const Job& job, const Subject& what);
  // ahead.cpp
  std::vector<std::pair<Subject, std::uint32_t>> foreseen(const Job& job) const;
  std::vector<training::Unit> unknown_units(const Job& job, const Subject& what,
                                            std::uint32_t from) const;
  // settle.cpp
  void settle(Job& job);
  std::optional<VersionId> new_version(const Job& job, const training::NewVersion& version);
  void settle_entry(Job& job, Entry& entry, const training::Verdict& verdict);
  void end_last(Job& job);
  void end_work(const Job& job);

  System& system_;
  Balances& balances_;
  Blobs& blobs_;
  Models& models_;
  Parameters& values_;
  // Kept between the units of a block: they save work and change no result and no weight.
  std::optional<std::pair<Hash, training::PreparedSubject>> prepared_;
  std::unique_ptr<kernels::Workspace> workspace_;
};

}  // namespace descent::modules

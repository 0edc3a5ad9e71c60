#pragma once
// Referenda as a clerk would keep them, who looks at every one in every block, and computes every
// curve and tally anew. Who is looked at first in a block, the alarms of the chain say; nothing
// else is taken from it.
#include "tests/modules/conviction_voting/model.hpp"
#include "tests/modules/referenda/assembly.hpp"

namespace descent::modules {

class ReferendaModel {
 public:
  using TrackId = referenda::TrackId;
  enum class State { Ongoing, Approved, Rejected, Cancelled, TimedOut, Killed };
  struct Owed {
    AccountId who;
    Balance amount = 0;
  };
  struct Referendum {
    TrackId track = 0;
    State state = State::Ongoing;
    BlockNumber submitted = 0;
    BlockNumber wanted = 0;  ///< blocks from approval to enactment
    std::optional<Owed> submission;
    std::optional<Owed> decision;
    std::optional<BlockNumber> deciding;
    std::optional<BlockNumber> confirming;
    BlockNumber over = 0;
    BlockNumber enacted = 0;
  };
  /// A track's curves, each a line from `ceil` to `floor` over the period, in parts of a billion.
  struct Rule {
    std::size_t most;
    Balance deposit;
    BlockNumber prepare, decide, confirm, enact;
    u128 approval_floor, approval_ceil, support_floor, support_ceil;
  };
  /// What the alarms of a block are of: a referendum, or a track that has one fewer.
  struct Alarm {
    bool of_track = false;
    std::uint32_t index = 0;
  };

  ReferendaModel(VotingModel& voting, BlockNumber timeout, Balance submission)
      : voting_{voting}, timeout_{timeout}, submission_{submission} {}

  // What an account does. false: it is refused.
  bool submit(const AccountId& who, TrackId track, BlockNumber wanted,
              const std::set<AccountId>& excluded, BlockNumber now);
  bool place(const AccountId& who, ReferendumIndex of, BlockNumber now);
  bool refund_decision(ReferendumIndex of);
  bool refund_submission(ReferendumIndex of);
  bool cancel(ReferendumIndex of, BlockNumber now);
  bool kill(ReferendumIndex of, const AccountId& purse, BlockNumber now);

  /// A block begins. returns  what is wrong with its alarms, if anything
  std::string begin(BlockNumber now, const std::vector<Alarm>& alarms);

  Balance issuance = 0;
  std::map<TrackId, Rule> rules;
  std::map<ReferendumIndex, Referendum> all;
  std::map<TrackId, std::vector<ReferendumIndex>> waiting;  ///< the next to be decided last
  std::map<TrackId, std::size_t> taken;                     ///< places of those being decided
  std::map<ReferendumIndex, Balance> ranked;                ///< the ayes by which each waits
  std::map<AccountId, Balance> held;

 private:
  bool take(const AccountId& who, Balance amount);
  Balance ayes(ReferendumIndex of) const;
  bool passes(ReferendumIndex of, const Referendum& r, BlockNumber now) const;
  void look(ReferendumIndex of, BlockNumber now);
  void prepare(ReferendumIndex of, Referendum& r, BlockNumber now);
  void decide(ReferendumIndex of, Referendum& r, BlockNumber now);
  void begin_deciding(ReferendumIndex of, BlockNumber now);
  void wait(ReferendumIndex of, const Referendum& r);
  void end(ReferendumIndex of, State state, BlockNumber now);

  VotingModel& voting_;
  BlockNumber timeout_;
  Balance submission_;
  std::map<TrackId, int> leaving_;  ///< places to be free from the next block on
};

}  // namespace descent::modules

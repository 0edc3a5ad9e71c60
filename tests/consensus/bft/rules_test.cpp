#include "consensus/bft/rules.hpp"

#include <gtest/gtest.h>

#include "tests/consensus/bft/table.hpp"

namespace descent::consensus::testing {
namespace {

// ---- Proposing ------------------------------------------------------------------------------

TEST(Rules, L14_the_proposer_builds_a_block_and_proposes_it_fresh) {
  Table a{'A'};
  a.play(R"(
    built X 0            | proposal 0 X, prevote 0 X                 | 0 prevote - -
  )");
}

TEST(Rules, L15_the_proposer_proposes_its_valid_value_again_with_its_round) {
  Table b{'B'};
  b.play(R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    A prevote 0 X        |                                           | 0 prevote - -
    C prevote 0 X        | precommit 0 X                             | 0 precommit X@0 X@0
    A precommit 0 nil    |                                           | 0 precommit X@0 X@0
    C precommit 0 nil    | timer precommit 0                         | 0 precommit X@0 X@0
    timeout precommit 0  | timer propose 1, proposal 1 X vr 0, prevote 1 X | 1 prevote X@0 X@0
  )");
}

TEST(Rules, L18_a_block_built_too_late_is_not_proposed) {
  Table a{'A'};
  a.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    built X 0            |                                           | 0 prevote - -
  )");
}

TEST(Rules, L18_a_block_nobody_asked_for_is_not_proposed) {
  Table d{'D'};
  d.play(R"(
    built X 0            |                                           | 0 propose - -
  )");
}

// ---- Prevoting ------------------------------------------------------------------------------

TEST(Rules, L24_a_fresh_valid_proposal_is_prevoted) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
  )");
}

TEST(Rules, L22_nothing_is_prevoted_before_the_block_was_executed) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 Q       |                                           | 0 propose - -
    checked Q 0 valid    | prevote 0 Q                               | 0 prevote - -
  )");
}

TEST(Rules, L26_an_invalid_proposal_is_prevoted_nil) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 Z       | prevote 0 nil                             | 0 prevote - -
  )");
}

TEST(Rules, L26_a_fresh_proposal_out_of_time_is_prevoted_nil) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 U       | prevote 0 nil                             | 0 prevote - -
  )");
}

TEST(Rules, L22_only_the_proposer_of_the_round_is_heard) {
  Table d{'D'};
  d.play(R"(
    B proposal 0 X       |                                           | 0 propose - -
    A proposal 1 X       |                                           | 0 propose - -
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
  )");
}

TEST(Rules, L22_a_proposal_is_prevoted_once) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    A proposal 0 Y       | evidence A                                | 0 prevote - -
  )");
}

TEST(Rules, L57_without_a_proposal_in_time_nil_is_prevoted) {
  Table d{'D'};
  d.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    A proposal 0 X       |                                           | 0 prevote - -
  )");
}

TEST(Rules, L57_a_time_out_of_another_round_or_step_does_nothing) {
  Table d{'D'};
  d.play(R"(
    timeout propose 1    |                                           | 0 propose - -
    timeout prevote 0    |                                           | 0 propose - -
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    timeout propose 0    |                                           | 0 prevote - -
  )");
}

constexpr std::string_view kLockedOnXInRound1 = R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    A prevote 0 X        |                                           | 0 prevote - -
    B prevote 0 X        | precommit 0 X                             | 0 precommit X@0 X@0
    A precommit 0 nil    |                                           | 0 precommit X@0 X@0
    B precommit 0 nil    | timer precommit 0                         | 0 precommit X@0 X@0
    timeout precommit 0  | timer propose 1                           | 1 propose X@0 X@0
)";

TEST(Rules, L23_locked_on_a_block_a_fresh_proposal_of_another_is_prevoted_nil) {
  Table d{'D'};
  d.play(kLockedOnXInRound1);
  d.play(R"(
    B proposal 1 Y       | prevote 1 nil                             | 1 prevote X@0 X@0
  )");
}

TEST(Rules, L23_locked_on_a_block_a_fresh_proposal_of_the_same_is_prevoted) {
  Table d{'D'};
  d.play(kLockedOnXInRound1);
  d.play(R"(
    B proposal 1 X       | prevote 1 X                               | 1 prevote X@0 X@0
  )");
}

TEST(Rules, L28_a_proposal_that_appeals_to_a_round_waits_for_that_rounds_quorum) {
  Table d{'D'};
  d.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    A prevote 0 X        |                                           | 0 prevote - -
    B prevote 0 X        | timer prevote 0                           | 0 prevote - -
    timeout prevote 0    | precommit 0 nil                           | 0 precommit - -
    A precommit 0 nil    |                                           | 0 precommit - -
    B precommit 0 nil    | timer precommit 0                         | 0 precommit - -
    timeout precommit 0  | timer propose 1                           | 1 propose - -
    B proposal 1 X vr 0  |                                           | 1 propose - -
    C prevote 0 X        | prevote 1 X                               | 1 prevote - -
  )");
}

TEST(Rules, L28_nobody_asks_for_the_time_of_a_block_that_had_a_quorum) {
  Table d{'D'};
  d.play(R"(
    B proposal 1 U vr 0  |                                           | 0 propose - -
    B prevote 1 U        |                                           | 0 propose - -
    C prevote 1 U        | timer propose 1                           | 1 propose - -
    A prevote 0 U        |                                           | 1 propose - -
    B prevote 0 U        |                                           | 1 propose - -
    C prevote 0 U        | prevote 1 U, precommit 1 U                | 1 precommit U@1 U@1
  )");
}

/// D is locked on X in round 1; others had a quorum for Y in round 0 or 2.
constexpr std::string_view kLockedOnXInRound1Of2 = R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    B prevote 1 nil      |                                           | 0 prevote - -
    C prevote 1 nil      | timer propose 1                           | 1 propose - -
    B proposal 1 X       | prevote 1 X, timer prevote 1              | 1 prevote - -
    A prevote 1 X        |                                           | 1 prevote - -
    B prevote 1 X        | evidence B, precommit 1 X                 | 1 precommit X@1 X@1
    B precommit 2 nil    |                                           | 1 precommit X@1 X@1
    C precommit 2 nil    | timer propose 2                           | 2 propose X@1 X@1
)";

TEST(Rules, L29_an_older_quorum_does_not_unlock) {
  Table d{'D'};
  d.play(kLockedOnXInRound1Of2);
  d.play(R"(
    C proposal 2 Y vr 0  |                                           | 2 propose X@1 X@1
    A prevote 0 Y        |                                           | 2 propose X@1 X@1
    B prevote 0 Y        |                                           | 2 propose X@1 X@1
    C prevote 0 Y        | prevote 2 nil                             | 2 prevote X@1 X@1
  )");
}

TEST(Rules, L29_a_quorum_not_older_than_the_lock_unlocks) {
  Table d{'D'};
  d.play(kLockedOnXInRound1Of2);
  d.play(R"(
    A precommit 4 nil    |                                           | 2 propose X@1 X@1
    B precommit 4 nil    | timer propose 4                           | 4 propose X@1 X@1
    A proposal 4 Y vr 2  |                                           | 4 propose X@1 X@1
    A prevote 2 Y        |                                           | 4 propose X@1 X@1
    B prevote 2 Y        |                                           | 4 propose X@1 X@1
    C prevote 2 Y        | prevote 4 Y                               | 4 prevote X@1 X@1
  )");
}

TEST(Rules, L29_the_locked_block_is_prevoted_whatever_round_it_appeals_to) {
  Table d{'D'};
  d.play(kLockedOnXInRound1Of2);
  d.play(R"(
    C proposal 2 X vr 0  |                                           | 2 propose X@1 X@1
    A prevote 0 X        |                                           | 2 propose X@1 X@1
    B prevote 0 X        |                                           | 2 propose X@1 X@1
    C prevote 0 X        | prevote 2 X                               | 2 prevote X@1 X@1
  )");
}

// ---- Precommitting --------------------------------------------------------------------------

TEST(Rules, L34_the_prevotes_are_timed_once_two_thirds_have_spoken) {
  Table d{'D'};
  d.play(R"(
    A prevote 0 X        |                                           | 0 propose - -
    B prevote 0 Y        |                                           | 0 propose - -
    timeout propose 0    | prevote 0 nil, timer prevote 0            | 0 prevote - -
    C prevote 0 X        |                                           | 0 prevote - -
  )");
}

TEST(Rules, L61_when_prevotes_disagree_too_long_nil_is_precommitted) {
  Table d{'D'};
  d.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    timeout prevote 0    | precommit 0 nil                           | 0 precommit - -
    timeout prevote 0    |                                           | 0 precommit - -
  )");
}

TEST(Rules, L36_two_thirds_of_prevotes_lock_and_precommit) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    A prevote 0 X        |                                           | 0 prevote - -
    B prevote 0 Y        | timer prevote 0                           | 0 prevote - -
    C prevote 0 X        | precommit 0 X                             | 0 precommit X@0 X@0
  )");
}

TEST(Rules, L36_locks_in_spite_of_our_own_nil) {
  Table d{'D'};
  d.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    A prevote 0 X        |                                           | 0 prevote - -
    B prevote 0 X        | timer prevote 0                           | 0 prevote - -
    C prevote 0 X        | precommit 0 X                             | 0 precommit X@0 X@0
  )");
}

TEST(Rules, L36_waits_until_the_block_was_executed) {
  Table d{'D'};
  d.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    A prevote 0 Q        |                                           | 0 prevote - -
    B prevote 0 Q        | timer prevote 0                           | 0 prevote - -
    C prevote 0 Q        |                                           | 0 prevote - -
    checked Q 0 untimely | precommit 0 Q                             | 0 precommit Q@0 Q@0
  )");
}

TEST(Rules, L36_never_locks_an_invalid_block) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 Z       | prevote 0 nil                             | 0 prevote - -
    A prevote 0 Z        |                                           | 0 prevote - -
    B prevote 0 Z        | timer prevote 0                           | 0 prevote - -
    C prevote 0 Z        |                                           | 0 prevote - -
  )");
}

TEST(Rules, L42_after_the_precommit_the_quorum_is_still_the_valid_value) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    timeout prevote 0    | precommit 0 nil                           | 0 precommit - -
    A prevote 0 X        |                                           | 0 precommit - -
    B prevote 0 X        |                                           | 0 precommit - X@0
  )");
}

TEST(Rules, L44_two_thirds_of_nil_precommit_nil) {
  Table d{'D'};
  d.play(R"(
    timeout propose 0    | prevote 0 nil                             | 0 prevote - -
    A prevote 0 nil      |                                           | 0 prevote - -
    B prevote 0 nil      | precommit 0 nil                           | 0 precommit - -
  )");
}

// ---- Deciding and rounds --------------------------------------------------------------------

TEST(Rules, L47_the_precommits_are_timed_once_two_thirds_have_spoken) {
  Table d{'D'};
  d.play(R"(
    A precommit 0 X      |                                           | 0 propose - -
    B precommit 0 nil    |                                           | 0 propose - -
    C precommit 0 Y      | timer precommit 0                         | 0 propose - -
    timeout precommit 0  | timer propose 1                           | 1 propose - -
    timeout precommit 0  |                                           | 1 propose - -
  )");
}

TEST(Rules, L49_two_thirds_of_precommits_decide) {
  Table d{'D'};
  d.play(R"(
    A proposal 0 X       | prevote 0 X                               | 0 prevote - -
    A precommit 0 X      |                                           | 0 prevote - -
    B precommit 0 X      |                                           | 0 prevote - -
    C precommit 0 X      | decide X                                  | 0 decided - -
    B precommit 1 X      |                                           | 0 decided - -
  )");
}

TEST(Rules, L49_decides_in_any_round_without_its_proposal) {
  Table d{'D'};
  d.play(R"(
    A precommit 2 X      |                                           | 0 propose - -
    B precommit 2 X      | timer propose 2                           | 2 propose - -
    C precommit 2 X      | timer precommit 2, decide X               | 2 decided - -
  )");
  Table late{'D'};
  late.play(R"(
    A prevote 2 nil      |                                           | 0 propose - -
    B prevote 2 nil      | timer propose 2                           | 2 propose - -
    A precommit 0 X      |                                           | 2 propose - -
    B precommit 0 X      |                                           | 2 propose - -
    C precommit 0 X      | decide X                                  | 2 decided - -
  )");
}

TEST(Rules, L49_precommits_of_two_rounds_do_not_add_up) {
  Table d{'D'};
  d.play(R"(
    A precommit 0 X      |                                           | 0 propose - -
    B precommit 0 X      |                                           | 0 propose - -
    C precommit 1 X      |                                           | 0 propose - -
  )");
}

TEST(Rules, L49_an_authority_counts_once_however_often_it_speaks) {
  Table d{'D'};
  d.play(R"(
    A precommit 0 X      |                                           | 0 propose - -
    A precommit 0 X      |                                           | 0 propose - -
    B precommit 0 X      |                                           | 0 propose - -
    B precommit 0 X      |                                           | 0 propose - -
    A precommit 0 Y      | evidence A                                | 0 propose - -
  )");
}

TEST(Rules, L50_a_block_that_two_thirds_call_final_and_is_invalid_here_stops_the_node) {
  Table d{'D'};
  d.play(R"(
    A precommit 0 Z      |                                           | 0 propose - -
    B precommit 0 Z      |                                           | 0 propose - -
    C precommit 0 Z      | timer precommit 0, halt Z                 | 0 halted - -
    timeout precommit 0  |                                           | 0 halted - -
    A proposal 0 X       |                                           | 0 halted - -
  )");
}

TEST(Rules, L55_more_than_a_third_in_a_later_round_take_us_there) {
  Table d{'D'};
  d.play(R"(
    A prevote 5 nil      |                                           | 0 propose - -
    A precommit 5 nil    |                                           | 0 propose - -
    B precommit 4 nil    |                                           | 0 propose - -
    C prevote 5 X        | timer propose 5                           | 5 propose - -
    A prevote 2 nil      |                                           | 5 propose - -
    B prevote 2 nil      |                                           | 5 propose - -
  )");
}

TEST(Rules, L55_a_proposal_is_a_message_of_its_round) {
  Table d{'D'};
  d.play(R"(
    B proposal 1 X       |                                           | 0 propose - -
    C prevote 1 X        | timer propose 1, prevote 1 X              | 1 prevote - -
  )");
}

TEST(Rules, each_round_waits_longer) {
  Table d{'D'};
  const Timing timing;
  bft::State state = d.engine().state();
  for (const Round round : {0u, 1u, 7u}) {
    Effects out;
    bft::start_round(state, out, round);
    EXPECT_EQ(std::get<effect::ScheduleTimer>(out.at(0)).delay_ms,
              timing.propose_ms + round * timing.growth_ms);
  }
}

}  // namespace
}  // namespace descent::consensus::testing

#pragma once
// A story about one engine among A, B, C and D, each of power 1, who propose in this order, told as
// a text table. A row is `what happens | what it does | how it stands`:
//
//     B prevote 0 X        |                     | 0 prevote -    -
//     C prevote 0 X        | precommit 0 X       | 0 precommit X@0 X@0
//
// What happens: `B proposal 1 X vr 0`, `B prevote 0 nil`, `timeout propose 0`, `built X 0`,
// `checked Q 0 valid`. What it does: what it says, `timer prevote 0`, `build 0`, `decide X`,
// `halt Z`, `evidence B`, separated by commas. How it stands: round, step, lock, valid value.
// Its votes are durable and signed at once, signatures of others checked. Blocks X, Y and W are
// valid, Z is not, U is not timely; about Q the node has no answer yet.
#include <deque>
#include <string>

#include "consensus/bft/bft.hpp"
#include "tests/consensus/bft/people.hpp"

namespace descent::consensus::testing {

/// At this number A proposes first.
inline constexpr BlockNumber kTableNumber = bft::kRotationWindow;

class Table {
 public:
  /// Starts round 0. self   'A' to 'D'
  explicit Table(char self);

  /// Plays the rows and compares; reports the first row that differs.
  void play(std::string_view rows);

  Bft& engine() { return engine_; }
  /// What the engine did since the last call, as the table says it.
  std::string feed(const Input& input);

 private:
  void play_row(std::string_view row);

  void on(const effect::ScheduleTimer&);
  void on(const effect::CancelTimer&) {}
  void on(const effect::BuildValue&);
  void on(const effect::CheckValue&);
  void on(const effect::Append&);
  void on(const effect::Sign&);
  void on(const effect::Broadcast&);
  void on(const effect::VerifyBatch&);
  void on(const effect::Decide&);
  void on(const effect::ReportEvidence&);
  void on(const effect::RequestSync&);
  void on(const effect::Halt&);
  void say(const std::string& words);

  Bft engine_;
  std::deque<Input> inputs_;  ///< answers to what it asked for
  std::string said_;
};

Hash block_named(char name);
/// A vote of A, B, C or D at kTableNumber, signed. block   a name, or 0 for nil
Vote vote_of(char who, VoteKind kind, Round round, char block,
             std::optional<Round> valid_round = std::nullopt);
/// What starts the table's height.
input::HeightStarted table_height(char self);

}  // namespace descent::consensus::testing

#include "tests/consensus/bft/table.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace descent::consensus::testing {
namespace {

const std::vector<std::string> kKinds{"proposal", "prevote", "precommit"};
const std::vector<std::string> kTimers{"pace",    "seal",      "propose",
                                       "prevote", "precommit", "retransmit"};
const std::vector<std::string> kSteps{"new",       "propose", "prevote",
                                      "precommit", "decided", "halted"};
const std::vector<std::string> kVerdicts{"valid", "untimely", "invalid"};

template <class E>
E named(const std::vector<std::string>& names, const std::string& name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<E>(i);
  ADD_FAILURE() << "no such word: " << name;
  return {};
}

template <class E>
std::string name_of(const std::vector<std::string>& names, E e) {
  return names.at(static_cast<std::size_t>(e));
}

std::string name_of(const Hash& block) { return std::string(1, static_cast<char>(block.bytes[0])); }

std::string words_of(const Vote& vote) {
  std::string out = name_of(kKinds, vote.kind) + ' ' + std::to_string(vote.round) + ' ' +
                    (vote.block ? name_of(*vote.block) : "nil");
  if (vote.valid_round) out += " vr " + std::to_string(*vote.valid_round);
  return out;
}

std::string words_of(const std::optional<bft::Choice>& choice) {
  return choice ? name_of(choice->block) + '@' + std::to_string(choice->round) : "-";
}

std::string standing(const bft::State& state) {
  return std::to_string(state.round) + ' ' + name_of(kSteps, state.step) + ' ' +
         words_of(state.locked) + ' ' + words_of(state.valid);
}

/// The words of `text`, single spaces between them.
std::string tidied(std::string_view text) {
  std::istringstream in{std::string{text}};
  std::string out;
  for (std::string word; in >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> columns(std::string_view row) {
  std::vector<std::string> out;
  for (auto bar = row.find('|'); bar != row.npos; bar = row.find('|')) {
    out.push_back(tidied(row.substr(0, bar)));
    row.remove_prefix(bar + 1);
  }
  out.push_back(tidied(row));
  return out;
}

Input vote_in(std::istringstream& in, char who) {
  std::string kind, block, vr;
  Round round = 0;
  Round valid_round = 0;
  in >> kind >> round >> block;
  const bool again = static_cast<bool>(in >> vr >> valid_round);
  return input::VoteReceived{vote_of(who, named<VoteKind>(kKinds, kind), round,
                                     block == "nil" ? '\0' : block.at(0),
                                     again ? std::optional{valid_round} : std::nullopt)};
}

Input input_in(const std::string& column) {
  std::istringstream in{column};
  std::string first, second;
  Round round = 0;
  in >> first;
  if (first.size() == 1) return vote_in(in, first[0]);
  in >> second >> round;
  if (first == "timeout")
    return input::TimeoutElapsed{named<Timer>(kTimers, second), kTableNumber, round};
  if (first == "built") return input::ValueBuilt{kTableNumber, block_named(second.at(0)), round};
  if (first != "checked") ADD_FAILURE() << "nothing happens by this: " << column;
  std::string verdict;
  in >> verdict;
  return input::ValueChecked{kTableNumber, round, block_named(second.at(0)),
                             named<Verdict>(kVerdicts, verdict)};
}

}  // namespace

Hash block_named(char name) { return {{static_cast<std::uint8_t>(name)}}; }

Vote vote_of(char who, VoteKind kind, Round round, char block, std::optional<Round> valid_round) {
  return signed_vote({.number = kTableNumber,
                      .round = round,
                      .kind = kind,
                      .block = block == '\0' ? std::nullopt : std::optional{block_named(block)},
                      .valid_round = valid_round,
                      .validator = person(static_cast<std::size_t>(who - 'A'))});
}

input::HeightStarted table_height(char self) {
  input::HeightStarted start;
  start.number = kTableNumber - 1;
  start.work = true;
  start.authorities = authorities({1, 1, 1, 1});
  start.self = person(static_cast<std::size_t>(self - 'A'));
  return start;
}

Table::Table(char self) {
  (void)feed(table_height(self));
  (void)feed(input::TimeoutElapsed{Timer::Pace, kTableNumber, 0});
}

void Table::play(std::string_view rows) {
  while (!rows.empty() && !::testing::Test::HasFailure()) {
    const auto end = std::min(rows.find('\n'), rows.size());
    const std::string_view row = rows.substr(0, end);
    rows.remove_prefix(std::min(end + 1, rows.size()));
    if (!tidied(row).empty()) play_row(row);
  }
}

void Table::play_row(std::string_view row) {
  const auto column = columns(row);
  ASSERT_EQ(column.size(), 3u) << row;
  EXPECT_EQ(feed(input_in(column[0])), column[1]) << row;
  EXPECT_EQ(standing(engine_.state()), column[2]) << row;
}

std::string Table::feed(const Input& input) {
  inputs_.push_back(input);
  while (!inputs_.empty()) {
    const Effects effects = engine_.step(inputs_.front());
    inputs_.pop_front();
    for (const auto& effect : effects) std::visit([&](const auto& what) { on(what); }, effect);
  }
  return std::exchange(said_, {});
}

void Table::say(const std::string& words) { said_ += (said_.empty() ? "" : ", ") + words; }

void Table::on(const effect::ScheduleTimer& schedule) {
  const bool of_round = schedule.timer == Timer::Propose || schedule.timer == Timer::Prevote ||
                        schedule.timer == Timer::Precommit;
  if (of_round)
    say("timer " + name_of(kTimers, schedule.timer) + ' ' + std::to_string(schedule.round));
}

void Table::on(const effect::BuildValue& build) { say("build " + std::to_string(build.round)); }

void Table::on(const effect::CheckValue& check) {
  if (check.block == block_named('Q')) return;
  auto verdict = Verdict::Valid;
  if (check.block == block_named('Z')) verdict = Verdict::Invalid;
  if (check.block == block_named('U')) verdict = Verdict::Untimely;
  inputs_.push_back(input::ValueChecked{check.number, check.round, check.block, verdict});
}

void Table::on(const effect::Append& append) {
  inputs_.push_back(input::RecordDurable{append.sequence});
}

void Table::on(const effect::Sign& sign) {
  inputs_.push_back(input::VoteSigned{signed_vote(sign.vote)});
}

void Table::on(const effect::Broadcast& broadcast) {
  const std::string words = words_of(broadcast.vote);
  say(broadcast.again ? "again " + words : words);
}

void Table::on(const effect::VerifyBatch& verify) {
  input::SignaturesChecked checked{verify.batch, {}};
  for (const auto& vote : verify.votes) checked.valid.push_back(is_signed(vote));
  inputs_.push_back(checked);
}

void Table::on(const effect::Decide& decide) { say("decide " + name_of(decide.block)); }

void Table::on(const effect::ReportEvidence& report) {
  say("evidence " +
      std::string(1, static_cast<char>('A' + report.equivocation.first.validator.key[1])));
}

void Table::on(const effect::RequestSync&) { say("sync"); }

void Table::on(const effect::Halt& halt) { say("halt " + name_of(halt.block)); }

}  // namespace descent::consensus::testing

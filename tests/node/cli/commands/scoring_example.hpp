#pragma once
#include "modules/training/training.hpp"

namespace descent::cli {

using namespace modules::training;

/// The example of docs/scoring.md.
struct Example {
  Task task;
  Round round;
  std::vector<Entry> entries;

  Example() {
    task.terms.rounds = 1;
    task.terms.samples = 4;
    task.terms.reward = 1'000'000;
    task.terms.bond = 500'001;
    task.terms.target = 2'097'152;
    task.terms.harm = 4'194'304;
    task.rates.harm_forfeit = 1'000'000;
    task.rates.no_reveal_forfeit = 250'000;
    round.outcome = modules::training::Outcome::Merged;
    round.merged = Score{{}, {4, 6'000'000, 1}};
    add(8'000'000, 18, 12, 476'836);
    add(300'000, 51, 10, 0);
    add(-20'200'000, 10'206, 10, 0);
    add(4'000'000, 6, 12, 238'418);
    for (const std::size_t i : {0U, 1U, 3U}) entries[i].accepted = true;
    for (const std::size_t i : {0U, 3U}) entries[i].paid = true;
    entries[2].forfeit = 1'000'000'000'000'000;
  }
  void add(std::int64_t sum, u128 squares, int zeros, Balance payout) {
    for (int i = 0; i < zeros; ++i) squares *= 10;
    Entry entry;
    entry.account.id[0] = static_cast<std::uint8_t>(entries.size());
    entry.status = Status::Scored;
    entry.deposit = 1'000'000'000'000'000;
    entry.score = Score{{}, {4, sum, squares}};
    entry.payout = payout;
    entries.push_back(entry);
  }
};

}  // namespace descent::cli

#pragma once
/// # Checks
/// (1) no two final blocks at a height, anywhere, ever; a final block stays final, is proved by its
///     certificate, and its state is what its header says;
/// (2) a vote is durable before it is signed;
/// (3) whoever contradicts itself, and nobody else, is reported and punished, and once;
/// (4) the modules' invariants hold at the end: money is conserved.
#include <string>

#include "tests/sim/machine.hpp"

namespace descent::sim {

class Checks {
 public:
  using Machines = std::vector<std::unique_ptr<Machine>>;
  using Wrong = std::function<void(const std::string&)>;

  /// All outlive it. `wrong` is told what is wrong, in words.
  Checks(const Founding& founding, const Machines& machines, Wrong wrong)
      : founding_{founding}, machines_{machines}, wrong_{std::move(wrong)} {}

  void on_start(std::size_t machine);
  /// returns  true if it is the first to have this block
  bool on_commit(std::size_t machine, const service::Chain::Committed& block);
  void on_sign(std::size_t machine, const consensus::Vote& vote);
  void on_end() const;

  /// The highest final block.
  BlockNumber reached() const { return final_.empty() ? 0 : final_.rbegin()->first; }
  std::size_t reports() const { return reported_.size(); }
  std::uint64_t transfers() const { return transfers_; }

 private:
  std::string name(std::size_t machine) const { return "machine " + std::to_string(machine); }
  void look_at(View extrinsic);
  void check_proof(const Process& process, const service::Chain::Committed& block) const;
  void check_machine(std::size_t machine) const;
  void check_state(std::size_t machine) const;
  void check_punished(const Process& process) const;

  const Founding& founding_;
  const Machines& machines_;
  const Wrong wrong_;
  std::map<BlockNumber, Hash> final_;
  std::set<std::size_t> reported_;  ///< machines
  std::uint64_t transfers_ = 0;
};

}  // namespace descent::sim

#pragma once
/// # Every order of everything
/// Explores all that four validators can come to in a few rounds, whatever is delivered, lost,
/// late or timed out, whoever crashes, and whatever the liars among them say. Blocks are A and B.
///
/// A message once sent may reach anybody at any time or never, so between two steps a node may
/// forget what it heard: it can hear it again. What is left of a node is its round, step, lock,
/// valid value and what it said, and a step is some set of sent votes of one place (with a proposal
/// that appeals to it, if any) delivered to it at once. That is every run and more: time-outs need
/// no timer here. The steps of one node are computed by the engine, once for each state and each
/// delivery; the states of all are then enumerated.
#include <functional>
#include <set>

#include "consensus/bft/bft.hpp"

namespace descent::consensus::testing {

class Explorer {
 public:
  /// liars   places of 0..3; place 0 proposes in round 0, place 1 in round 1
  Explorer(std::set<std::size_t> liars, Round rounds);

  struct Outcome {
    std::size_t states = 0;        ///< of the four together
    std::size_t local_states = 0;  ///< of one
    std::set<Hash> decided;        ///< by anybody in any run
    bool disagreement = false;     ///< two honest nodes decided differently
    bool complete = false;         ///< nothing was left to explore
  };
  /// Breadth first: what takes the fewest steps is seen first. Ends when there are `states_max`.
  Outcome explore(std::size_t states_max);

 private:
  using Id = std::uint32_t;
  using Key = std::vector<std::uint32_t>;
  /// What others can say in a place: nothing, nil, A, B, or what a liar likes.
  enum Says : std::uint32_t { kNothing, kNil, kA, kB, kAnything };
  struct Local {
    bft::State state;
    std::optional<Hash> decided;
    Id voice{};  ///< equal for those who said the same
  };
  /// The state of each honest node, 16 bits each: hundreds of thousands are kept, in order.
  using Joint = std::uint64_t;
  static Id part(Joint joint, std::size_t honest) { return joint >> (16 * honest) & 0xffff; }
  static Joint with(Joint joint, std::size_t honest, Id id);

  Id intern(Local local);
  std::optional<Id> run(Id from, const std::vector<Input>& inputs);
  std::optional<Id> crash(Id from);
  Says says(Id id, Round round, VoteKind kind) const;
  Says says(Joint joint, std::size_t place, Round round, VoteKind kind) const;
  const std::vector<Id>& successors(Joint joint, std::size_t honest);
  std::set<Id> compute_successors(Joint joint, std::size_t honest);
  void look_at(Joint joint, Outcome& outcome) const;
  void alone(Id from, std::set<Id>& out);
  void hear(Joint joint, std::size_t honest, Round round, VoteKind kind,
            const std::vector<Input>& before, std::uint32_t tag, std::set<Id>& out);
  const std::set<Id>& deliveries(Id from, Round round, VoteKind kind, const std::vector<Says>& all,
                                 const std::vector<Input>& before, std::uint32_t tag);
  void hear_proposal(Joint joint, std::size_t honest, std::set<Id>& out);
  void hear_proposal(Joint joint, std::size_t honest, const Vote& proposal, std::set<Id>& out);

  const std::set<std::size_t> liars_;
  const Round rounds_;
  std::vector<std::size_t> honest_;  ///< places
  std::vector<Local> locals_;
  std::map<Bytes, Id> ids_;
  std::map<std::map<bft::Slot, Vote>, Id> voices_;
  std::map<Key, std::optional<Id>> runs_;   ///< by state and what was delivered
  std::map<Key, std::set<Id>> deliveries_;  ///< by state and what could be delivered
  std::map<Id, std::set<Id>> alone_;
  /// Of each honest node, by its state and what the others said.
  std::array<std::map<Joint, std::vector<Id>>, 4> successors_;
};

}  // namespace descent::consensus::testing

#include <random>

#include "consensus/engine.hpp"
#include "node/service/gossip.hpp"
#include "tests/consensus/bft/people.hpp"
#include "tests/fuzz/seeds.hpp"

namespace descent::fuzz {
namespace {

using namespace consensus;
namespace gossip = service::gossip;

Vote vote_of(std::size_t who, VoteKind kind, std::optional<Hash> block) {
  return testing::signed_vote({.number = 7,
                               .round = 1,
                               .kind = kind,
                               .block = block,
                               .valid_round = {},
                               .validator = testing::person(who)});
}

void messages(Seeds& out) {
  const Block block{Header{}, {{4, 1, 0}, Bytes(70, 1)}};
  const gossip::Sketch sketch{
      Header{}, {gossip::Whole{{4, 1, 0}}, gossip::Name{{1, 2, 3}}, gossip::Name{{1, 2, 4}}}};
  CommitCertificate certificate{7, 1, Hash{{1}}, {}};
  for (AuthorityIndex i = 1; i < 4; ++i)
    certificate.signatures.push_back({i, vote_of(i, VoteKind::Precommit, Hash{{1}}).signature});
  const auto caught =
      equivocation_of(vote_of(2, VoteKind::Prevote, Hash{{1}}), vote_of(2, VoteKind::Prevote, {}));
  const std::pair<const char*, gossip::Message> all[] = {
      {"said", gossip::Said{vote_of(1, VoteKind::Prevote, {})}},
      {"proposed", gossip::Proposed{vote_of(1, VoteKind::Proposal, Hash{{1}}), sketch}},
      {"wanted", gossip::BlockWanted{Hash{{1}}}},
      {"found", gossip::BlockFound{sketch}},
      {"commit-wanted", gossip::CommitWanted{7}},
      {"commit", gossip::CommitFound{certificate, block}},
      {"caught", gossip::Caught{*caught}},
      {"parts-wanted", gossip::PartsWanted{Hash{{1}}, {1, 63, 64, 70'000}}},
      {"parts", gossip::PartsFound{Hash{{1}}, {{4, 1, 0}, Bytes(70, 1)}}}};
  for (const auto& [name, message] : all)
    out["gossip/" + std::string{name}] = scale::encoded(message);
}

void scripts(Seeds& out) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    std::mt19937_64 random{seed};
    Bytes script(200 * seed);
    for (auto& byte : script) byte = static_cast<std::uint8_t>(random());
    out["bft/random-" + std::to_string(seed)] = script;
  }
}

/// What bft_target does with bytes, in words.
struct Story {
  Bytes bytes;
  Story& begin() { return add({5, 3, 0, 0}); }
  Story& propose_time_is_up() { return add({3, 2, 0}); }
  Story& crash() { return add({4, 0}); }
  /// Of all three others: whoever's turn it is, is among them.
  Story& all_say(VoteKind kind, std::uint8_t block) {
    for (std::uint8_t who = 0; who < 3; ++who)
      add({0, 0, 0, static_cast<std::uint8_t>(kind), block, 0, who, 0});
    return *this;
  }
  /// In the order in which the engine asked.
  Story& answer_all() {
    for (int i = 0; i < 40; ++i) add({6, 0, 1});
    return *this;
  }
  Story& add(std::initializer_list<std::uint8_t> more) {
    bytes.insert(bytes.end(), more);
    return *this;
  }
};

/// Restarts after a prevote and after a precommit, and is tempted to say something else.
void stories(Seeds& out) {
  const auto begun = Story{}.begin().all_say(VoteKind::Proposal, 1).answer_all();
  const auto locked = Story{begun}.all_say(VoteKind::Prevote, 1).answer_all();
  out["bft/restart-after-prevote"] =
      Story{begun}.crash().begin().propose_time_is_up().answer_all().bytes;
  out["bft/restart-after-precommit"] = Story{locked}
                                           .crash()
                                           .begin()
                                           .propose_time_is_up()
                                           .all_say(VoteKind::Prevote, 2)
                                           .answer_all()
                                           .bytes;
  out["bft/decide"] = Story{locked}.all_say(VoteKind::Precommit, 1).answer_all().begin().bytes;
}

Bytes kept(const Vote& vote, const WalRecord& record) {
  Bytes out{static_cast<std::uint8_t>(vote.round), static_cast<std::uint8_t>(vote.kind)};
  append(out, long_piece(scale::encoded(record)));
  return out;
}

void logs(Seeds& out) {
  Bytes all;
  for (const auto kind : {VoteKind::Prevote, VoteKind::Precommit}) {
    Vote vote = vote_of(0, kind, Hash{{1}});
    vote.signature = {};
    WalRecord record{vote, {}};
    if (kind == VoteKind::Precommit)
      for (std::size_t i = 1; i < 4; ++i)
        record.prevotes.push_back(vote_of(i, VoteKind::Prevote, Hash{{1}}));
    append(all, kept(vote, record));
  }
  out["vote_log/two"] = all;
  out["sign_state/nothing"] = {0};
  SignBytes signed_bytes{.genesis = Hash{{2}},
                         .number = 7,
                         .round = 1,
                         .kind = VoteKind::Prevote,
                         .block = Hash{{3}},
                         .valid_round = {}};
  Bytes slots = scale::encoded(signed_bytes);
  slots.resize(96);  // the body of a slot
  signed_bytes.kind = VoteKind::Precommit;
  append(slots, scale::encoded(signed_bytes));
  out["sign_state/newest"] = slots;
}

}  // namespace

Seeds consensus_seeds() {
  Seeds out;
  messages(out);
  scripts(out);
  stories(out);
  logs(out);
  return out;
}

}  // namespace descent::fuzz

// What a validator said, as it stands on its disk: damaged records are found, and an engine that
// starts from the others contradicts none of them.
#include "node/store/vote_log.hpp"

#include <algorithm>

#include "consensus/bft/bft.hpp"
#include "node/store/memory_store.hpp"
#include "tests/consensus/bft/people.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace consensus;

constexpr BlockNumber kNumber = 7;
using Place = std::pair<Round, VoteKind>;

/// A record under the key of a place, which may be another than its own.
store::Write record(Input& in) {
  Bytes key = store::key_of(store::Column::Log, kNumber);
  append(key, Bytes{'r', 0, 0, 0, in.byte(), in.byte()});
  const View value = in.long_piece();
  return {std::move(key), Bytes{value.begin(), value.end()}};
}

void starts_from(const std::vector<WalRecord>& log) {
  input::HeightStarted begin{.number = kNumber - 1};
  begin.authorities = testing::authorities({1, 1, 1, 1});
  begin.self = testing::person(0);
  begin.log = log;
  Bft engine;
  std::map<Place, Vote> said;
  for (const auto& effect : engine.step(begin))
    if (const auto* sign = std::get_if<effect::Sign>(&effect)) {
      require(is_well_formed(sign->vote), "what is signed again is a vote");
      const Place place{sign->vote.round, sign->vote.kind};
      require(said.emplace(place, sign->vote).first->second == sign->vote,
              "a log does not make a validator contradict itself");
    }
}

}  // namespace

void vote_log_target(View input) {
  Input in{input};
  store::MemoryStore disk;
  store::Batch batch;
  while (!in.empty()) batch.push_back(record(in));
  (void)disk.write(batch, store::Sync::Yes);
  store::VoteLog log{disk};
  const auto records = log.records(kNumber);
  if (!records) return;
  std::map<Bytes, Bytes> last;
  for (const auto& [key, value] : batch) last[key] = *value;
  require(records->size() == last.size(), "no record is passed over");
  auto at = last.begin();
  for (const auto& read : *records)
    require(scale::encoded(read) == (at++)->second,
            "a record that is read is the one that was written");
  for (const auto& read : *records) {
    require(read.vote.number == kNumber, "a record is of the height that was asked for");
    (void)log.append(read, std::nullopt);
  }
  const auto again = log.records(kNumber);
  require(again && *again == *records, "records that are written again are in their places");
  starts_from(*records);
}

}  // namespace descent::fuzz

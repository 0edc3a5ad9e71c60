#include "node/service/block_quest.hpp"

#include <algorithm>

namespace descent::service {

using network::Instant;

/// nullptr if there is no room: what is wanted displaces what is only spoken of.
BlockQuest::Quest* BlockQuest::quest_for(const Hash& block) {
  const auto known = quests_.find(block);
  if (known != quests_.end()) return &known->second;
  if (quests_.size() >= kMost) {
    const auto idle = std::ranges::find_if(quests_, [](const auto& q) { return !q.second.next; });
    if (idle == quests_.end()) return nullptr;
    quests_.erase(idle);
  }
  return &quests_[block];
}

void BlockQuest::mentioned(PeerNumber peer, const Hash& block) {
  Quest* quest = quest_for(block);
  if (quest == nullptr || quest->asked.contains(peer)) return;
  if (std::ranges::find(quest->speakers, peer) == quest->speakers.end())
    quest->speakers.push_back(peer);
}

void BlockQuest::want(const Hash& block, Instant now) {
  Quest* quest = quest_for(block);
  if (quest != nullptr && !quest->next) quest->next = now + kPatience;
}

void BlockQuest::gone(PeerNumber peer) {
  for (auto& [block, quest] : quests_) {
    std::erase(quest.speakers, peer);
    quest.asked.erase(peer);
  }
}

/// Who spoke of it before who did not; when all were asked, all over again.
std::optional<PeerNumber> BlockQuest::choose(Quest& quest, const std::set<PeerNumber>& peers) {
  while (!quest.speakers.empty()) {
    const PeerNumber first = quest.speakers.front();
    quest.speakers.erase(quest.speakers.begin());
    if (peers.contains(first)) return first;
  }
  for (const PeerNumber peer : peers)
    if (!quest.asked.contains(peer)) return peer;
  quest.asked.clear();
  return std::nullopt;
}

std::vector<BlockQuest::Ask> BlockQuest::due(Instant now,
                                             const std::function<bool(const Hash&)>& waits,
                                             const std::set<PeerNumber>& peers) {
  std::vector<Ask> out;
  for (auto& [block, quest] : quests_) {
    if (!quest.next || *quest.next > now) continue;
    if (!waits(block)) {
      quest.next.reset();
      continue;
    }
    quest.next = now + kAnswer;
    const auto peer = choose(quest, peers);
    if (!peer) continue;
    quest.asked.insert(*peer);
    out.push_back({*peer, block});
  }
  return out;
}

}  // namespace descent::service

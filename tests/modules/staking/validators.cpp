#include "tests/modules/staking/validators.hpp"

namespace descent::modules {

crypto::Keypair session_pair(std::uint8_t n) {
  const std::array<std::uint8_t, 32> seed{static_cast<std::uint8_t>(n + 1), 77};
  return *crypto::Keypair::from_seed(crypto::KeyType::Ed25519, seed);
}

consensus::AuthorityId session_key(std::uint8_t n) { return {session_pair(n).account().id}; }

ValidatorChain::ValidatorChain(std::uint8_t count) {
  set(session(), Session::kSessionLength, kSessionBlocks);
  std::vector<Staking::GenesisStaker> stakers;
  for (std::uint8_t n = 0; n < 16; ++n) {
    EXPECT_TRUE(runtime().balances.mint_into(stash(n), kEndowment));
    EXPECT_TRUE(runtime().balances.mint_into(nominator(n), kEndowment));
    if (n < count) stakers.push_back({stash(n), {session_key(n)}, kBond});
  }
  staking().set_genesis(count, 1, stakers);
  EXPECT_EQ(problems(), "");
}

void ValidatorChain::pass(BlockNumber blocks) {
  for (BlockNumber i = 0; i < blocks; ++i) {
    now_ += kBlockTime;
    runtime().timestamp.now.put(now_);
    advance();
  }
}

void ValidatorChain::until_session(session::SessionIndex wanted) {
  while (session().current_index.get() < wanted) pass();
}

void ValidatorChain::until_era(staking::EraIndex era) {
  while (staking().era_now() < era) pass();
}

void ValidatorChain::author(std::optional<std::uint8_t> n) {
  pre_runtime.logs.clear();
  if (n)
    pre_runtime.logs.push_back(
        digest_item::PreRuntime{session::kEngineId, scale::encoded(session_key(*n))});
}

void ValidatorChain::nominate(const AccountId& who, Balance amount,
                              std::vector<AccountId> targets) {
  EXPECT_DONE(call(who, staking(), Staking::bond{amount, staking::reward_destination::Stash{}}));
  Staking::nominate out;
  for (const auto& target : targets) out.targets.emplace_back(target);
  EXPECT_DONE(call(who, staking(), out));
}

void ValidatorChain::validate(std::uint8_t n, Balance amount, std::uint32_t commission) {
  const auto proof =
      session_pair(n).sign(Session::possession_message(stash(n), *runtime().system.hash_of(0)));
  const auto& bytes = std::get<multi_signature::Ed25519>(proof).value;
  EXPECT_DONE(
      call(stash(n), session(), Session::set_keys{{session_key(n)}, {bytes.begin(), bytes.end()}}));
  EXPECT_DONE(
      call(stash(n), staking(), Staking::bond{amount, staking::reward_destination::Stash{}}));
  EXPECT_DONE(call(stash(n), staking(), Staking::validate{{{commission}, false}}));
}

consensus::Vote ValidatorChain::vote(std::uint8_t n, BlockNumber number, std::optional<Hash> block,
                                     consensus::Round round) {
  consensus::Vote out{.number = number,
                      .round = round,
                      .kind = consensus::VoteKind::Prevote,
                      .block = block,
                      .validator = session_key(n)};
  const auto message = scale::encoded(consensus::sign_bytes(*runtime().system.hash_of(0), out));
  out.signature = std::get<multi_signature::Ed25519>(session_pair(n).sign(message)).value;
  return out;
}

consensus::Equivocation ValidatorChain::lie(std::uint8_t n, BlockNumber number,
                                            consensus::Round round) {
  return {vote(n, number, std::nullopt, round), vote(n, number, Hash{{1}}, round)};
}

}  // namespace descent::modules

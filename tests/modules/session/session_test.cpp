#include "modules/session/session.hpp"

#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

class SessionTest : public testing::Test {
 protected:
  ValidatorChain chain;
  Session& session = chain.session();

  /// A call to set the key of `session_pair(n)`, proved to be of `owner` on the chain of `genesis`.
  static Session::set_keys keys(std::uint8_t n, const AccountId& owner, const Hash& genesis = {}) {
    const auto proof = session_pair(n).sign(Session::possession_message(owner, genesis));
    const auto& bytes = std::get<multi_signature::Ed25519>(proof).value;
    return {{session_key(n)}, {bytes.begin(), bytes.end()}};
  }
};

TEST_F(SessionTest, a_key_is_taken_from_who_proves_to_have_it) {
  EXPECT_DONE(chain.call(kAlice, session, keys(9, kAlice)));
  EXPECT_EQ(session.next_keys.get(kAlice), (session::SessionKeys{session_key(9)}));
  EXPECT_EQ(chain.runtime().system.account.get(kAlice).consumers, 1u);
}

TEST_F(SessionTest, a_proof_counts_for_one_account_one_key_and_one_chain) {
  const auto invalid = error_of(session, Session::Error::InvalidProof);
  EXPECT_REFUSED(chain.call(kBob, session, keys(9, kAlice)), invalid);
  EXPECT_REFUSED(chain.call(kAlice, session, keys(9, kAlice, Hash{{1}})), invalid);
  auto other = keys(9, kAlice);
  other.keys.consensus = session_key(8);
  EXPECT_REFUSED(chain.call(kAlice, session, other), invalid);
  auto shorter = keys(9, kAlice);
  shorter.proof.pop_back();
  EXPECT_REFUSED(chain.call(kAlice, session, shorter), invalid);
}

TEST_F(SessionTest, no_vote_is_a_proof_of_possession) {
  const Bytes message = Session::possession_message(kAlice, Hash{});
  EXPECT_NE(message[0], consensus::kVoteDomain[0]);
}

TEST_F(SessionTest, a_key_has_one_owner) {
  EXPECT_DONE(chain.call(kAlice, session, keys(9, kAlice)));
  EXPECT_REFUSED(chain.call(kBob, session, keys(9, kBob)),
                 error_of(session, Session::Error::DuplicatedKey));
  EXPECT_DONE(chain.call(kAlice, session, keys(8, kAlice)));
  EXPECT_DONE(chain.call(kBob, session, keys(9, kBob)));
}

TEST_F(SessionTest, who_has_no_account_has_no_keys) {
  EXPECT_REFUSED(chain.call(kCarol, session, keys(9, kCarol)),
                 error_of(session, Session::Error::NoAccount));
}

TEST_F(SessionTest, keys_are_purged_once) {
  EXPECT_DONE(chain.call(kAlice, session, keys(9, kAlice)));
  EXPECT_DONE(chain.call(kAlice, session, Session::purge_keys{}));
  EXPECT_FALSE(session.has_keys(kAlice));
  EXPECT_EQ(chain.runtime().system.account.get(kAlice).consumers, 0u);
  EXPECT_REFUSED(chain.call(kAlice, session, Session::purge_keys{}),
                 error_of(session, Session::Error::NoKeys));
}

TEST_F(SessionTest, the_keys_of_an_elected_validator_stay) {
  EXPECT_REFUSED(chain.call(stash(0), session, Session::purge_keys{}),
                 error_of(session, Session::Error::KeysInUse));
}

TEST_F(SessionTest, a_session_has_its_length) {
  const BlockNumber start = chain.frame().number;
  chain.until_session(1);
  EXPECT_TRUE(chain.emitted(session, Session::NewSession{1}));
  const BlockNumber first = chain.frame().number;
  chain.until_session(2);
  EXPECT_EQ(chain.frame().number - first, kSessionBlocks);
  EXPECT_GE(first - start, 1u);
}

TEST_F(SessionTest, a_new_key_is_in_force_from_the_session_after_the_next) {
  EXPECT_DONE(chain.call(stash(0), session, keys(9, stash(0))));
  const auto of_first = [&] {
    for (const auto& member : session.members.get())
      if (member.validator == stash(0)) return member.key;
    return consensus::AuthorityId{};
  };
  chain.until_session(1);
  EXPECT_EQ(of_first(), session_key(0));
  chain.until_session(2);
  EXPECT_EQ(of_first(), session_key(9));
}

TEST_F(SessionTest, fewer_than_a_third_is_disabled) {
  EXPECT_FALSE(session.disable(kAlice));
  EXPECT_TRUE(session.disable(stash(1)));
  EXPECT_FALSE(session.disable(stash(1)));
  EXPECT_FALSE(session.disable(stash(2)));
  EXPECT_EQ(session.disabled.get().size(), 1u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(SessionTest, who_is_disabled_is_back_with_the_next_set) {
  EXPECT_TRUE(session.disable(stash(1)));
  chain.until_session(2);
  EXPECT_EQ(session.disabled.get().size(), 1u) << "no other set was queued";
  session.queue({{stash(0), 7}, {stash(1), 8}});
  chain.until_session(3);
  EXPECT_TRUE(session.disabled.get().empty());
}

TEST_F(SessionTest, who_has_no_keys_is_not_queued) {
  EXPECT_EQ(session.queue({{stash(0), 7}, {kAlice, 9}}), 1u);
  EXPECT_EQ(session.queue({{kAlice, 9}}), 0u);
  EXPECT_EQ(session.queued_keys.get().size(), 1u) << "an empty set is no set";
}

}  // namespace
}  // namespace descent::modules

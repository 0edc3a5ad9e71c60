#include "node/pool/pool.hpp"

#include <gmock/gmock.h>

#include <random>

#include "runtime/frame/extrinsic.hpp"

namespace descent::pool {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Refusal::Kind;
using Taken = Pool::Taken;

AccountId account(std::uint8_t n) {
  AccountId out;
  out.id.fill(n);
  return out;
}

/// A transaction of the tests: account, nonce, priority, and bytes to be longer by.
Bytes tx(std::uint8_t who, Nonce nonce, std::uint64_t priority, std::size_t padding = 0) {
  Bytes out{who};
  scale::encode(out, nonce);
  scale::encode(out, priority);
  out.resize(out.size() + padding);
  return out;
}
Hash hash(View extrinsic) { return frame::extrinsic_hash(extrinsic); }

struct Chain final : Validator {
  std::map<AccountId, Nonce> nonces;
  std::set<AccountId> broke;
  mutable int rechecks = 0;

  frame::Validity<Checked> check(View extrinsic) const override {
    scale::Reader in{extrinsic.subspan(1)};
    Checked out{account(extrinsic[0]), 0, nonce(account(extrinsic[0])), 0};
    scale::decode(in, out.nonce);
    scale::decode(in, out.priority);
    if (out.nonce < out.account_nonce) return no(frame::invalid::Stale{});
    if (broke.contains(out.sender)) return no(frame::invalid::Payment{});
    return out;
  }
  frame::Validity<Checked> recheck(View extrinsic) const override {
    ++rechecks;
    return check(extrinsic);
  }
  Nonce nonce(const AccountId& who) const override {
    const auto found = nonces.find(who);
    return found == nonces.end() ? 0 : found->second;
  }
  template <class Reason>
  static frame::TransactionValidityError no(Reason reason) {
    return frame::InvalidTransaction{reason};
  }
};

struct Pooling : testing::Test {
  Chain chain;
  std::vector<Event> events;
  std::optional<Pool> pool;

  void open(const Limits& limits) {
    pool.emplace(
        chain, [this](const Event& event) { events.push_back(event); }, limits);
  }
  void SetUp() override { open({}); }

  /// The refusal, or nullopt.
  std::optional<Kind> submit(const Bytes& extrinsic) {
    const auto done = pool->submit(extrinsic);
    if (!done) return done.error().kind;
    EXPECT_EQ(*done, hash(extrinsic));
    return std::nullopt;
  }
  std::vector<Bytes> block(std::size_t most = 1'000) {
    std::vector<Bytes> out;
    pool->build([&](View extrinsic) {
      if (out.size() == most) return Taken::Stop;
      out.emplace_back(extrinsic.begin(), extrinsic.end());
      return Taken::Included;
    });
    return out;
  }
  std::vector<Status> statuses(View extrinsic) const {
    std::vector<Status> out;
    for (const Event& event : events)
      if (event.transaction == hash(extrinsic)) out.push_back(event.status);
    return out;
  }
  /// Puts `body` into a block: the accounts' nonces rise.
  void include(const std::vector<Bytes>& body) {
    std::set<AccountId> touched;
    for (const Bytes& extrinsic : body) {
      ++chain.nonces[account(extrinsic[0])];
      touched.insert(account(extrinsic[0]));
    }
    pool->on_block(Hash{account(99).id}, body, touched);
  }
};

// ---- What comes out -------------------------------------------------------------------------

TEST_F(Pooling, a_block_takes_the_best_first_and_each_account_in_order_of_nonce) {
  for (const auto& t : {tx(1, 0, 5), tx(1, 1, 90), tx(2, 0, 50), tx(2, 1, 1)})
    EXPECT_FALSE(submit(t));
  EXPECT_THAT(block(), ElementsAre(tx(2, 0, 50), tx(1, 0, 5), tx(1, 1, 90), tx(2, 1, 1)));
}

TEST_F(Pooling, of_equal_priority_the_first_to_come_is_first) {
  submit(tx(2, 0, 7));
  submit(tx(1, 0, 7));
  EXPECT_THAT(block(), ElementsAre(tx(2, 0, 7), tx(1, 0, 7)));
}

TEST_F(Pooling, a_full_block_takes_no_more_and_the_rest_waits) {
  submit(tx(1, 0, 9));
  submit(tx(2, 0, 8));
  EXPECT_THAT(block(1), ElementsAre(tx(1, 0, 9)));
  EXPECT_EQ(pool->size(), 2u);
}

TEST_F(Pooling, what_is_skipped_holds_back_its_account_and_stays) {
  for (const auto& t : {tx(1, 0, 9), tx(1, 1, 9), tx(2, 0, 1)}) submit(t);
  std::vector<Bytes> offered;
  pool->build([&](View extrinsic) {
    offered.emplace_back(extrinsic.begin(), extrinsic.end());
    return extrinsic[0] == 1 ? Taken::Skip : Taken::Included;
  });
  EXPECT_THAT(offered, ElementsAre(tx(1, 0, 9), tx(2, 0, 1)));
  EXPECT_EQ(pool->size(), 3u);
}

TEST_F(Pooling, what_a_block_finds_invalid_is_removed) {
  submit(tx(1, 0, 9));
  submit(tx(1, 1, 9));
  pool->build([](View) { return Taken::Invalid; });
  EXPECT_THAT(pool->pending(), ElementsAre(tx(1, 1, 9)));
  EXPECT_THAT(statuses(tx(1, 0, 9)), ElementsAre(Status::Ready, Status::Invalid));
  EXPECT_EQ(pool->ready(), 0u);
}

// ---- Readiness ------------------------------------------------------------------------------

TEST_F(Pooling, a_future_transaction_becomes_ready_when_the_gap_closes) {
  submit(tx(1, 2, 9));
  submit(tx(1, 1, 9));
  EXPECT_EQ(pool->ready(), 0u);
  EXPECT_THAT(block(), IsEmpty());
  EXPECT_EQ(pool->next_nonce(account(1)), 0u);
  submit(tx(1, 0, 1));
  EXPECT_EQ(pool->ready(), 3u);
  EXPECT_EQ(pool->next_nonce(account(1)), 3u);
  EXPECT_THAT(block(), ElementsAre(tx(1, 0, 1), tx(1, 1, 9), tx(1, 2, 9)));
  EXPECT_THAT(statuses(tx(1, 2, 9)), ElementsAre(Status::Future, Status::Ready));
  EXPECT_THAT(statuses(tx(1, 0, 1)), ElementsAre(Status::Ready));
}

TEST_F(Pooling, pending_lists_future_transactions_too) {
  submit(tx(2, 3, 1));
  submit(tx(1, 0, 1));
  EXPECT_THAT(pool->pending(), ElementsAre(tx(1, 0, 1), tx(2, 3, 1)));
}

TEST_F(Pooling, what_is_in_it_is_found_by_its_hash_and_by_a_beginning_that_only_that_has) {
  for (std::uint8_t who = 199; who > 0; --who) submit(tx(who, 0, 1));
  const auto hashes = pool->hashes();
  ASSERT_EQ(hashes.size(), 199u);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    EXPECT_EQ(*pool->find(hashes[i]), tx(static_cast<std::uint8_t>(i + 1), 0, 1));
    for (const std::size_t bytes : {0U, 1U, 16U, 32U}) {
      const View prefix = View{hashes[i].bytes}.first(bytes);
      const auto is_like = [&](const Hash& h) {
        return std::ranges::equal(View{h.bytes}.first(bytes), prefix);
      };
      const bool alone = std::ranges::count_if(hashes, is_like) == 1;
      EXPECT_EQ(pool->find_by_prefix(prefix), alone ? pool->find(hashes[i]) : nullptr);
    }
  }
  EXPECT_EQ(pool->find(Hash{}), nullptr);
  EXPECT_EQ(pool->find_by_prefix(Bytes(33)), nullptr);
}

TEST_F(Pooling, a_nonce_too_far_ahead_is_refused) {
  open({.per_account = 2, .ahead = 3});
  EXPECT_EQ(submit(tx(1, 6, 1)), Kind::TooFarInFuture);
  EXPECT_EQ(submit(tx(1, 5, 1)), std::nullopt);
}

// ---- Replacement ----------------------------------------------------------------------------

TEST_F(Pooling, a_replacement_must_raise_the_priority_by_more_than_a_tenth) {
  submit(tx(1, 0, 100));
  EXPECT_EQ(submit(tx(1, 0, 110)), Kind::TooLowPriority);
  EXPECT_EQ(submit(tx(1, 0, 111)), std::nullopt);
  EXPECT_THAT(pool->pending(), ElementsAre(tx(1, 0, 111)));
  EXPECT_EQ(events.at(1).status, Status::Usurped);
  EXPECT_EQ(events.at(1).other, hash(tx(1, 0, 111)));
}

TEST_F(Pooling, nothing_outbids_the_highest_priority) {
  submit(tx(1, 0, UINT64_MAX - 1));
  EXPECT_EQ(submit(tx(1, 0, 5)), Kind::TooLowPriority);
  EXPECT_EQ(submit(tx(1, 0, UINT64_MAX)), Kind::TooLowPriority);
}

TEST_F(Pooling, a_replacement_does_not_announce_later_ones_again) {
  submit(tx(1, 0, 10));
  submit(tx(1, 1, 10));
  submit(tx(1, 0, 20));
  EXPECT_THAT(statuses(tx(1, 1, 10)), ElementsAre(Status::Ready));
}

TEST_F(Pooling, the_same_transaction_is_refused_the_second_time) {
  submit(tx(1, 0, 1));
  EXPECT_EQ(submit(tx(1, 0, 1)), Kind::AlreadyImported);
}

TEST_F(Pooling, an_invalid_transaction_is_refused_with_the_reason) {
  chain.nonces[account(1)] = 1;
  const auto refused = pool->submit(tx(1, 0, 1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::Invalid);
  EXPECT_EQ(describe(*refused.error().validity), "Transaction is outdated");
}

// ---- Limits ---------------------------------------------------------------------------------

TEST_F(Pooling, an_account_has_no_more_than_its_share) {
  open({.per_account = 2});
  submit(tx(1, 0, 1));
  submit(tx(1, 1, 1));
  EXPECT_EQ(submit(tx(1, 2, 99)), Kind::ImmediatelyDropped);
  EXPECT_EQ(submit(tx(2, 0, 1)), std::nullopt);
}

TEST_F(Pooling, a_full_pool_drops_the_lowest_tail) {
  open({.transactions = 3});
  for (const auto& t : {tx(1, 0, 1), tx(1, 1, 50), tx(2, 0, 20)}) submit(t);
  EXPECT_EQ(submit(tx(3, 0, 30)), std::nullopt);
  EXPECT_THAT(pool->pending(), ElementsAre(tx(1, 0, 1), tx(1, 1, 50), tx(3, 0, 30)));
  EXPECT_THAT(statuses(tx(2, 0, 20)), ElementsAre(Status::Ready, Status::Dropped));
}

TEST_F(Pooling, a_full_pool_refuses_what_is_no_better_and_keeps_the_rest) {
  open({.transactions = 2});
  submit(tx(1, 0, 20));
  submit(tx(2, 0, 30));
  EXPECT_EQ(submit(tx(3, 0, 20)), Kind::ImmediatelyDropped);
  EXPECT_EQ(pool->size(), 2u);
}

TEST_F(Pooling, a_large_transaction_drops_nobody_unless_it_gets_in) {
  open({.bytes = 200});
  submit(tx(1, 0, 10, 30));
  submit(tx(2, 0, 90, 35));
  submit(tx(3, 0, 90, 35));
  submit(tx(4, 0, 90, 35));
  EXPECT_EQ(submit(tx(5, 0, 50, 37)), std::nullopt) << "one as small makes room";
  EXPECT_EQ(submit(tx(6, 0, 60, 37)), std::nullopt);
  EXPECT_EQ(pool->size(), 4u);
  open({.bytes = 200});
  submit(tx(1, 0, 10));
  for (std::uint8_t who = 2; who < 6; ++who) submit(tx(who, 0, 90, 33));
  EXPECT_EQ(submit(tx(7, 0, 50, 37)), Kind::ImmediatelyDropped);
  EXPECT_EQ(pool->size(), 5u);
}

TEST_F(Pooling, a_replacement_keeps_to_the_limit_of_bytes) {
  open({.bytes = 200});
  for (std::uint8_t who = 1; who < 6; ++who) submit(tx(who, 0, 90, 27));
  EXPECT_EQ(submit(tx(1, 0, 200, 28)), std::nullopt);
  EXPECT_EQ(pool->size(), 4u);
  EXPECT_TRUE(pool->contains(hash(tx(1, 0, 200, 28))));
}

TEST_F(Pooling, a_transaction_of_more_than_a_quarter_of_the_pool_is_too_large) {
  open({.bytes = 200});
  EXPECT_EQ(submit(tx(1, 0, 1, 38)), Kind::TooLarge);
  EXPECT_EQ(submit(tx(1, 0, 1, 37)), std::nullopt);
}

// ---- After a block --------------------------------------------------------------------------

TEST_F(Pooling, what_a_block_has_is_forgotten_and_named) {
  submit(tx(1, 0, 1));
  submit(tx(1, 1, 1));
  include({tx(1, 0, 1)});
  EXPECT_THAT(pool->pending(), ElementsAre(tx(1, 1, 1)));
  EXPECT_EQ(events.back().status, Status::InBlock);
  EXPECT_EQ(events.back().other, Hash{account(99).id});
  EXPECT_EQ(pool->ready(), 1u);
}

TEST_F(Pooling, what_a_block_made_stale_is_dropped) {
  submit(tx(1, 0, 1));
  submit(tx(1, 1, 1));
  include({tx(1, 0, 77), tx(1, 1, 78)});
  EXPECT_EQ(pool->size(), 0u);
  EXPECT_THAT(statuses(tx(1, 1, 1)), ElementsAre(Status::Ready, Status::Invalid));
}

TEST_F(Pooling, a_touched_account_that_can_pay_no_more_is_emptied) {
  submit(tx(1, 0, 1));
  submit(tx(2, 0, 1));
  chain.broke.insert(account(1));
  pool->on_block({}, {}, {account(1)});
  EXPECT_THAT(pool->pending(), ElementsAre(tx(2, 0, 1)));
}

TEST_F(Pooling, untouched_accounts_are_checked_again_in_turn) {
  open({.revalidated_per_block = 2});
  for (std::uint8_t who = 1; who < 6; ++who) submit(tx(who, 0, 1));
  chain.broke = {account(1), account(3), account(5)};
  pool->on_block({}, {}, {});
  EXPECT_EQ(chain.rechecks, 2);
  EXPECT_EQ(pool->size(), 4u);
  pool->on_block({}, {}, {});
  pool->on_block({}, {}, {});
  EXPECT_THAT(pool->pending(), ElementsAre(tx(2, 0, 1), tx(4, 0, 1)));
}

// ---- Anything -------------------------------------------------------------------------------

/// What the pool holds, from its events alone.
struct Ledger {
  std::map<Hash, Bytes> held;
  void take(const std::vector<Event>& events, const std::map<Hash, Bytes>& known) {
    for (const Event& event : events) {
      const bool in = event.status == Status::Ready || event.status == Status::Future;
      if (in)
        held.emplace(event.transaction, known.at(event.transaction));
      else
        EXPECT_EQ(held.erase(event.transaction), 1u) << "reported twice, or never held";
    }
  }
};

TEST_F(Pooling, random_work_keeps_the_invariants) {
  const Limits limits{.transactions = 12, .bytes = 400, .per_account = 4, .ahead = 3};
  open(limits);
  std::mt19937_64 random{7};
  std::map<Hash, Bytes> known;
  Ledger ledger;
  for (int step = 0; step < 4'000; ++step) {
    events.clear();
    const auto who = static_cast<std::uint8_t>(1 + random() % 6);
    const auto before = pool->pending();
    if (random() % 10 != 0) {
      const Nonce nonce = chain.nonces[account(who)] + static_cast<Nonce>(random() % 5);
      const Bytes t = tx(who, nonce, random() % 100, random() % 60);
      known.emplace(hash(t), t);
      if (submit(t)) {
        EXPECT_EQ(pool->pending(), before) << "a refusal changed something";
      }
    } else {
      const auto body = block(random() % 4);
      std::map<AccountId, Nonce> next = chain.nonces;
      for (const Bytes& t : body) EXPECT_EQ(chain.check(t)->nonce, next[account(t[0])]++);
      include(body);
    }
    ledger.take(events, known);
    for (const Event& event : events) {
      if (event.status != Status::Dropped) continue;
      const auto gone = *chain.check(known.at(event.transaction));
      for (const Bytes& left : pool->pending()) {
        const auto other = *chain.check(left);
        EXPECT_FALSE(other.sender == gone.sender && other.nonce > gone.nonce) << "not the last";
      }
    }
    std::size_t bytes = 0, ready = 0;
    std::map<AccountId, std::set<Nonce>> nonces;
    std::map<Hash, Bytes> held;
    for (const Bytes& t : pool->pending()) {
      bytes += t.size();
      held.emplace(hash(t), t);
      nonces[account(t[0])].insert(chain.check(t)->nonce);
    }
    EXPECT_EQ(held, ledger.held);
    EXPECT_EQ(pool->size(), held.size());
    EXPECT_LE(held.size(), limits.transactions);
    EXPECT_LE(bytes, limits.bytes);
    for (const auto& [sender, set] : nonces) {
      EXPECT_LE(set.size(), limits.per_account);
      Nonce next = chain.nonce(sender);
      for (; set.contains(next); ++next) ++ready;
      EXPECT_EQ(pool->next_nonce(sender), next);
    }
    EXPECT_EQ(pool->ready(), ready);
    ASSERT_FALSE(HasFailure()) << "step " << step;
  }
}

}  // namespace
}  // namespace descent::pool

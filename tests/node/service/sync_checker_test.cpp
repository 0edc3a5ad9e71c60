#include "node/service/sync_checker.hpp"

#include "tests/node/service/sync_chain.hpp"

namespace descent::service {
namespace {

using consensus::CommitCertificate;
using modules::session::SetChange;
using network::SyncFault;

/// The first block that the changed authorities decide on; the header two before says so.
constexpr BlockNumber kChanged = 2 * kSessionBlocks + 2;

/// The headers of a chain, to be altered.
struct Headers {
  std::vector<Bytes> headers, certificates;

  explicit Headers(const SyncChain& of, BlockNumber from = 1) {
    for (BlockNumber n = from; n <= of.chain->head().number; ++n) {
      headers.push_back(scale::encoded(of.header(n)));
      certificates.push_back(of.certificate(n));
    }
  }
  std::vector<SyncChecker::Claim> claims() const {
    std::vector<SyncChecker::Claim> out;
    for (std::size_t i = 0; i < headers.size(); ++i) out.push_back({headers[i], certificates[i]});
    return out;
  }
};

struct Joining : testing::Test {
  const SyncChain& source = changed_chain();
  const BlockNumber last = source.chain->head().number;
  SyncChain joiner;  // at genesis
  Verifier verifier{1};
  SyncChecker checker{*joiner.chain, verifier};
  Headers said{source};

  SyncChecker::Checked check() { return checker.check_headers(said.claims()); }
  /// What is said of block `number` is found wrong, and all before it right.
  void expect_fault(BlockNumber number, SyncFault fault) {
    checker.reset();
    const auto checked = check();
    EXPECT_EQ(checked.good, number - 1);
    EXPECT_EQ(checked.fault, fault);
    said = Headers{source};
  }
  CommitCertificate certificate(BlockNumber number) const {
    return *scale::decoded<CommitCertificate>(source.certificate(number));
  }
  void say(BlockNumber number, const CommitCertificate& certificate) {
    said.certificates.at(number - 1) = scale::encoded(certificate);
  }
  void say(BlockNumber number, const Header& header) {
    said.headers.at(number - 1) = scale::encoded(header);
  }
  consensus::AuthoritySet set_of(BlockNumber number) const {
    const auto state = source.chain->at(source.hash(number - 1));
    return *scale::decoded<consensus::AuthoritySet>(
        *state->execution->call("SessionApi_authorities", {}));
  }
  CommitCertificate certified(BlockNumber number, const consensus::AuthoritySet& set,
                              std::vector<consensus::AuthorityIndex> signers) const {
    return certify(source.keys, source.chain->genesis_hash(), set, number, source.hash(number),
                   std::move(signers));
  }
};

TEST_F(Joining, the_chain_has_a_change_of_authorities) {
  EXPECT_EQ(set_of(1), set_of(kChanged - 1));
  EXPECT_NE(set_of(kChanged - 1), set_of(kChanged));
}

TEST_F(Joining, a_chain_is_found_right_across_a_change_of_authorities) {
  const auto checked = check();
  EXPECT_EQ(checked.good, last);
  EXPECT_FALSE(checked.fault);
}

TEST_F(Joining, headers_may_come_in_pieces) {
  for (const auto& claim : said.claims())
    EXPECT_EQ(checker.check_headers(std::span{&claim, 1}).good, 1u);
  EXPECT_EQ(check().fault, SyncFault::BadHeader) << "the chain goes on behind them";
  checker.reset();
  EXPECT_FALSE(check().fault) << "and begins again at the head";
}

TEST_F(Joining, whatever_the_head_is_what_follows_is_found_right) {
  const auto known = [](const Hash&) { return false; };
  for (BlockNumber head = 0; head <= last; ++head) {
    EXPECT_EQ(checker.reset(), head);
    const Headers rest{source, head + 1};
    EXPECT_EQ(checker.check_headers(rest.claims()).good, last - head);
    if (head == last) break;
    const Hash hash = source.hash(head + 1);
    auto next = joiner.chain->check({source.header(head + 1), **source.chain->blocks().body(hash)},
                                    verifier, known);
    ASSERT_TRUE(next) << next.error();
    joiner.chain->commit(*next);
  }
}

TEST_F(Joining, more_than_a_batch_is_checked) {
  SyncChain longer;
  longer.add_until(70);
  said = Headers{longer};
  EXPECT_EQ(check().good, 70u);
  checker.reset();
  auto wrong = *scale::decoded<CommitCertificate>(longer.certificate(66));
  wrong.signatures[1].signature[3] ^= 1;
  say(66, wrong);
  EXPECT_EQ(check().good, 65u);
  checker.reset();
  say(10, wrong);
  const auto checked = check();
  EXPECT_EQ(checked.good, 9u);
  EXPECT_EQ(checked.fault, SyncFault::BadCertificate) << "what is behind a lie is not looked at";
}

// ---- Authorities ----------------------------------------------------------------------------

TEST_F(Joining, those_who_decided_before_a_change_do_not_after_it) {
  say(kChanged, certified(kChanged, set_of(1), {0, 1, 2, 3}));
  expect_fault(kChanged, SyncFault::BadCertificate);
}

TEST_F(Joining, those_who_decide_after_a_change_do_not_before_it) {
  say(kChanged - 1, certified(kChanged - 1, set_of(kChanged), {0, 1, 2, 3}));
  expect_fault(kChanged - 1, SyncFault::BadCertificate);
}

TEST_F(Joining, who_decides_follows_from_what_headers_say) {
  Authorities authorities{*joiner.chain};
  for (BlockNumber n = 1; n < last; ++n) {
    EXPECT_EQ(authorities.next(), set_of(n));
    EXPECT_TRUE(authorities.advance(source.header(n)));
  }
}

TEST_F(Joining, a_change_that_cannot_be_is_refused) {
  const SetChange right{3, set_of(1)};
  const auto accepts = [&](const std::vector<Bytes>& said_by_engine, EngineId engine) {
    Authorities authorities{*joiner.chain};
    Header header;
    header.number = 1;
    for (const Bytes& data : said_by_engine)
      header.digest.logs.emplace_back(digest_item::Consensus{engine, data});
    return authorities.advance(header);
  };
  const auto ours = modules::session::kEngineId;
  EXPECT_TRUE(accepts({}, ours));
  EXPECT_TRUE(accepts({scale::encoded(right)}, ours));
  EXPECT_FALSE(accepts({scale::encoded(right), scale::encoded(right)}, ours));
  EXPECT_FALSE(accepts({scale::encoded(SetChange{2, right.authorities})}, ours));
  EXPECT_FALSE(accepts({scale::encoded(SetChange{4, right.authorities})}, ours));
  EXPECT_FALSE(accepts({scale::encoded(SetChange{3, {}})}, ours));
  EXPECT_FALSE(accepts({Bytes{1, 2, 3}}, ours));
  EXPECT_TRUE(accepts({Bytes{1, 2, 3}}, {'o', 't', 'h', 'r'})) << "of another engine";
}

// ---- Lies -----------------------------------------------------------------------------------

TEST_F(Joining, a_header_that_does_not_follow_is_refused) {
  Header header = source.header(4);
  header.parent_hash = source.hash(2);
  say(4, header);
  expect_fault(4, SyncFault::BadHeader);
  header = source.header(4);
  header.number = 5;
  say(4, header);
  expect_fault(4, SyncFault::BadHeader);
  said.headers[3] = said.headers[4];
  expect_fault(4, SyncFault::BadHeader);
  said.headers[3].push_back(0);
  expect_fault(4, SyncFault::BadHeader);
}

TEST_F(Joining, a_header_nobody_decided_on_is_refused) {
  Header header = source.header(4);
  header.state_root = Hash{{1}};
  say(4, header);
  expect_fault(4, SyncFault::BadCertificate);
}

TEST_F(Joining, a_header_that_changes_the_authorities_by_itself_is_refused) {
  Header header = source.header(4);
  header.digest.logs.emplace_back(digest_item::Consensus{
      modules::session::kEngineId, scale::encoded(SetChange{6, set_of(kChanged)})});
  say(4, header);
  expect_fault(4, SyncFault::BadCertificate);
  std::get<digest_item::Consensus>(header.digest.logs.back()).data.clear();
  say(4, header);
  expect_fault(4, SyncFault::BadHeader);
}

TEST_F(Joining, each_part_of_a_certificate_is_checked) {
  const auto altered = [&](auto change) {
    auto wrong = certificate(4);
    change(wrong);
    say(4, wrong);
    expect_fault(4, SyncFault::BadCertificate);
  };
  altered([](auto& c) { c.number = 5; });
  altered([](auto& c) { c.round = 1; });
  altered([&](auto& c) { c.block = source.hash(5); });
  altered([](auto& c) { c.signatures.pop_back(); });
  altered([](auto& c) { c.signatures.clear(); });
  altered([](auto& c) { c.signatures[0].signature[0] ^= 1; });
  altered([](auto& c) { c.signatures[2].signature[63] ^= 1; });
  altered([](auto& c) { c.signatures[2].signer = 2; });
  altered([](auto& c) { c.signatures[2].signer = 4; });
  altered([](auto& c) { std::swap(c.signatures[0], c.signatures[1]); });
  altered([](auto& c) { c.signatures[1] = c.signatures[0]; });
  altered([&](auto& c) {
    c = certify(source.keys, source.chain->genesis_hash(), set_of(4), 5, source.hash(4), {0, 1, 2});
  });
  said.certificates[3].push_back(0);
  expect_fault(4, SyncFault::BadCertificate);
  said.certificates[3] = said.certificates[4];
  expect_fault(4, SyncFault::BadCertificate);
}

TEST_F(Joining, the_lie_in_front_is_the_one_that_is_told) {
  auto wrong = certificate(4);
  wrong.signatures[0].signature[0] ^= 1;
  say(4, wrong);
  said.headers[7].clear();
  expect_fault(4, SyncFault::BadCertificate);
}

TEST_F(Joining, after_a_lie_the_right_headers_are_taken) {
  auto wrong = certificate(kChanged);
  wrong.signatures[0].signature[0] ^= 1;
  say(kChanged, wrong);
  EXPECT_EQ(check().good, kChanged - 1);
  const Headers rest{source, kChanged};
  const auto checked = checker.check_headers(rest.claims());
  EXPECT_EQ(checked.good, last - kChanged + 1);
  EXPECT_FALSE(checked.fault);
}

// ---- Bodies ---------------------------------------------------------------------------------

TEST_F(Joining, a_body_is_that_of_its_header_alone) {
  EXPECT_TRUE(checker.body_matches(said.headers[0], source.body(1)));
  EXPECT_TRUE(checker.body_matches(said.headers[1], source.body(2)));
  EXPECT_FALSE(checker.body_matches(said.headers[0], source.body(2)));
  EXPECT_FALSE(checker.body_matches(said.headers[0], {}));
  Bytes longer = source.body(1);
  longer.push_back(0);
  EXPECT_FALSE(checker.body_matches(said.headers[0], longer));
  EXPECT_FALSE(
      checker.body_matches(said.headers[0], scale::encoded(std::vector<Bytes>(1'000'000))));
}

}  // namespace
}  // namespace descent::service

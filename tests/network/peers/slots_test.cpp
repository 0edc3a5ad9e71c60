#include "network/peers/slots.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using libp2p::PeerId;

PeerId id(std::uint8_t n) { return {{n}}; }
const PeerId kOurs = id(100);
std::int32_t nobody_stands_out(const PeerId&) { return 0; }

struct Table {
  explicit Table(const SlotLimits& limits = {.outbound = 2, .inbound = 4},
                 std::set<PeerId> reserved = {id(200)})
      : slots{limits, kOurs, std::move(reserved)} {}

  Admission in(const PeerId& who, const std::string& group = "") {
    return slots.admit({++last, who, true, group}, nobody_stands_out, now);
  }
  Admission out(const PeerId& who) {
    return slots.admit({++last, who, false, ""}, nobody_stands_out, now);
  }

  Slots slots;
  PeerNumber last = 0;
  Instant now = 1h;
};

const Admission kTaken{};
Admission refused(Refused why) { return {.refused = why}; }
Admission instead_of(PeerNumber number) { return {.instead_of = number}; }

TEST(Slots, are_taken_up_to_their_limits) {
  Table table;
  for (std::uint8_t n = 1; n <= 4; ++n) EXPECT_EQ(table.in(id(n)), kTaken);
  EXPECT_EQ(table.in(id(5)), refused(Refused::Full));
  EXPECT_EQ(table.out(id(6)), kTaken);
  EXPECT_EQ(table.out(id(7)), kTaken);
  EXPECT_EQ(table.out(id(8)), refused(Refused::Full));
  EXPECT_EQ(table.slots.inbound(), 4u);
  EXPECT_EQ(table.slots.outbound(), 2u);
  table.slots.leave(1);
  EXPECT_EQ(table.in(id(5)), kTaken);
}

TEST(Slots, nobody_talks_to_himself) {
  Table table;
  EXPECT_EQ(table.in(kOurs), refused(Refused::Ourselves));
  EXPECT_EQ(table.out(kOurs), refused(Refused::Ourselves));
}

TEST(Slots, the_reserved_come_in_whatever_is_taken_and_count_for_nothing) {
  Table table;
  EXPECT_EQ(table.in(id(200)), kTaken);
  for (std::uint8_t n = 1; n <= 4; ++n) EXPECT_EQ(table.in(id(n)), kTaken);
  table.slots.leave(1);
  EXPECT_EQ(table.in(id(200)).instead_of, std::nullopt);
  EXPECT_EQ(table.slots.inbound(), 4u);
}

TEST(Slots, only_the_reserved_come_in_where_it_is_so) {
  Table table{{.reserved_only = true}};
  EXPECT_EQ(table.in(id(1)), refused(Refused::NotReserved));
  EXPECT_EQ(table.out(id(1)), refused(Refused::NotReserved));
  EXPECT_EQ(table.in(id(200)), kTaken);
}

TEST(Slots, of_two_connections_made_at_once_both_sides_keep_the_same) {
  for (const bool theirs_first : {true, false}) {
    const PeerId lesser = id(50), greater = id(150);
    Slots at_lesser{{}, lesser, {}}, at_greater{{}, greater, {}};
    // 1 is dialled by the lesser, 2 by the greater; each side sees them in the other order.
    const auto see = [&](Slots& slots, const PeerId& other, bool first_is_1) {
      Admission last;
      for (const bool is_1 : {first_is_1, !first_is_1})
        last = slots.admit({is_1 ? 1u : 2u, other, is_1 == (other == lesser), ""},
                           nobody_stands_out, 1h);
      return last;
    };
    const auto a = see(at_lesser, greater, theirs_first);
    const auto b = see(at_greater, lesser, !theirs_first);
    EXPECT_EQ(a, theirs_first ? refused(Refused::Twice) : instead_of(2));
    EXPECT_EQ(b, theirs_first ? instead_of(2) : refused(Refused::Twice));
  }
}

TEST(Slots, a_peer_that_comes_again_later_has_lost_its_old_connection) {
  for (const auto other : {std::uint8_t{50}, std::uint8_t{150}}) {
    Table table;
    EXPECT_EQ(table.out(id(other)), kTaken);
    table.now += Slots::kAtOnce - 1ms;
    const auto early = table.in(id(other));
    EXPECT_EQ(early, other == 50 ? instead_of(1) : refused(Refused::Twice));
    table.now += 1ms + Slots::kAtOnce;
    EXPECT_TRUE(table.in(id(other)).instead_of);
  }
  Table table;
  table.in(id(50));
  EXPECT_EQ(table.in(id(50)), instead_of(1)) << "dialled by the same side: it knows the newer one";
}

TEST(Slots, a_peer_that_turns_its_connection_round_needs_a_slot_as_well) {
  Table table{{.outbound = 1, .inbound = 1}};
  EXPECT_EQ(table.out(id(50)), kTaken);
  EXPECT_EQ(table.in(id(1)), kTaken);
  EXPECT_EQ(table.in(id(50)), refused(Refused::Full));
  EXPECT_EQ(table.slots.outbound(), 1u) << "and keeps the one it has";
  table.slots.leave(2);
  EXPECT_EQ(table.in(id(50)), instead_of(1));
}

TEST(Slots, a_newcomer_of_a_rare_network_takes_the_place_of_the_youngest_of_the_most_common) {
  Table table{{.outbound = 2, .inbound = 6}};
  const std::string groups[] = {"a", "a", "a", "b", "a", "a"};
  for (std::uint8_t n = 1; n <= 6; ++n, table.now += 1s) table.in(id(n), groups[n - 1]);
  EXPECT_EQ(table.in(id(7), "a"), refused(Refused::Full));
  EXPECT_EQ(table.in(id(8), "c"), instead_of(6));
  EXPECT_EQ(table.in(id(9), "c"), instead_of(5)) << "four of a, one of c";
  EXPECT_EQ(table.in(id(10), "c"), refused(Refused::Full)) << "three of a, two of c";
}

TEST(Slots, the_oldest_half_and_the_good_are_not_put_out) {
  Table table{{.outbound = 2, .inbound = 8}};
  for (std::uint8_t n = 1; n <= 8; ++n, table.now += 1s) table.in(id(n), n <= 4 ? "b" : "a");
  const auto good = [](const PeerId& who) { return who == id(8) || who == id(7) ? 5 : 0; };
  EXPECT_EQ(table.slots.admit({9, id(9), true, "c"}, good, table.now), instead_of(6));
  Table old{{.outbound = 2, .inbound = 8}};
  for (std::uint8_t n = 1; n <= 8; ++n, old.now += 1s)
    old.in(id(n), n <= 4 ? "a" : std::string{static_cast<char>('a' + n)});
  EXPECT_EQ(old.in(id(9), "z"), refused(Refused::Full)) << "all of a are among the oldest half";
}

TEST(Slots, outbound_groups_are_of_those_dialled) {
  Table table;
  table.slots.admit({1, id(1), false, "a"}, nobody_stands_out, 1h);
  table.slots.admit({2, id(2), true, "b"}, nobody_stands_out, 1h);
  table.slots.admit({3, id(200), false, "c"}, nobody_stands_out, 1h);
  table.slots.admit({4, id(3), false, ""}, nobody_stands_out, 1h);
  EXPECT_EQ(table.slots.outbound_groups(), (std::map<std::string, std::size_t>{{"a", 1}}));
}

/// Says the rules again, over a plain list, and finds whom to put out by trying each.
class Naive {
 public:
  explicit Naive(const SlotLimits& limits) : limits_{limits} {}

  struct Seat {
    Newcomer who;
    Instant since;
  };

  Admission admit(const Newcomer& who, const Slots::Standing& standing, Instant now) {
    const bool reserved = who.id == id(200);
    if (who.id == kOurs) return refused(Refused::Ourselves);
    Admission out;
    bool needs_slot = true;
    for (const auto& seat : seats)
      if (seat.who.id == who.id) {
        const bool crossing = seat.who.inbound != who.inbound && now - seat.since < Slots::kAtOnce;
        const bool ours_is_kept = kOurs < who.id;
        if (crossing && ours_is_kept == who.inbound) return refused(Refused::Twice);
        out.instead_of = seat.who.number;
        needs_slot = seat.who.inbound != who.inbound;
      }
    if (needs_slot && !reserved &&
        count(who.inbound) >= (who.inbound ? limits_.inbound : limits_.outbound)) {
      if (out.instead_of) return refused(Refused::Full);
      if (who.inbound)
        for (const auto& seat : seats)
          if (may_go(seat, who, standing) && (!out.instead_of || worse(seat, *out.instead_of)))
            out.instead_of = seat.who.number;
      if (!out.instead_of) return refused(Refused::Full);
    }
    std::erase_if(seats, [&](const Seat& s) { return s.who.number == out.instead_of; });
    seats.push_back({who, now});
    return out;
  }

  std::size_t count(bool inbound) const {
    std::size_t out = 0;
    for (const auto& seat : seats)
      if (seat.who.inbound == inbound && seat.who.id != id(200)) ++out;
    return out;
  }

  std::vector<Seat> seats;

 private:
  std::size_t of_group(const std::string& group) const {
    std::size_t out = 0;
    for (const auto& seat : seats)
      if (candidate(seat) && seat.who.group == group) ++out;
    return out;
  }
  static bool candidate(const Seat& seat) { return seat.who.inbound && seat.who.id != id(200); }
  static bool older(const Seat& a, const Seat& b) {
    return std::pair{a.since, a.who.number} < std::pair{b.since, b.who.number};
  }
  bool in_older_half(const Seat& seat) const {
    std::size_t before = 0;
    for (const auto& other : seats)
      if (candidate(other) && older(other, seat)) ++before;
    return before < count(true) / 2;
  }
  bool may_go(const Seat& seat, const Newcomer& who, const Slots::Standing& standing) const {
    if (!candidate(seat) || in_older_half(seat)) return false;
    std::size_t better = 0;
    for (const auto& other : seats)
      if (candidate(other) && !in_older_half(other)) {
        const auto a = standing(other.who.id), b = standing(seat.who.id);
        if (a > b || (a == b && older(other, seat))) ++better;
      }
    if (standing(seat.who.id) > 0 && better < count(true) / 4) return false;
    // It may go if nobody else's network has more, and the newcomer's less than one less.
    for (const auto& other : seats)
      if (candidate(other) && !in_older_half(other) && !is_good(other, standing) &&
          of_group(other.who.group) > of_group(seat.who.group))
        return false;
    return of_group(seat.who.group) > of_group(who.group) + 1;
  }
  bool is_good(const Seat& seat, const Slots::Standing& standing) const {
    std::size_t better = 0;
    for (const auto& other : seats)
      if (candidate(other) && !in_older_half(other)) {
        const auto a = standing(other.who.id), b = standing(seat.who.id);
        if (a > b || (a == b && older(other, seat))) ++better;
      }
    return standing(seat.who.id) > 0 && better < count(true) / 4;
  }
  bool worse(const Seat& seat, PeerNumber than) const {
    for (const auto& other : seats)
      if (other.who.number == than) return older(other, seat);
    return false;
  }

  SlotLimits limits_;
};

TEST(Slots, decide_as_the_naive_ones) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random{seed};
    const SlotLimits limits{.outbound = random.below(4), .inbound = random.below(12)};
    Slots clever{limits, kOurs, {id(200)}};
    Naive naive{limits};
    std::map<PeerId, std::int32_t> scores;
    for (std::uint8_t n = 0; n < 40; ++n)
      scores[id(static_cast<std::uint8_t>(80 + n))] =
          random.one_in(2) ? 0 : static_cast<std::int32_t>(random.below(9)) - 4;
    const auto standing = [&](const PeerId& who) { return scores[who]; };
    Instant now = 1h;
    for (PeerNumber number = 1; number < 300; ++number) {
      now += Duration{random.below(6'000)};
      const PeerId who = random.one_in(30)   ? kOurs
                         : random.one_in(10) ? id(200)
                                             : id(static_cast<std::uint8_t>(80 + random.below(40)));
      // Ids on both sides of ours.
      const std::string group(1, static_cast<char>('a' + random.below(3)));
      const Newcomer newcomer{number, who, !random.one_in(3), group};
      ASSERT_EQ(clever.admit(newcomer, standing, now), naive.admit(newcomer, standing, now))
          << "seed " << seed << " number " << number;
      if (random.one_in(4) && !naive.seats.empty()) {
        const auto gone = random.below(naive.seats.size());
        clever.leave(naive.seats[gone].who.number);
        naive.seats.erase(naive.seats.begin() + static_cast<std::ptrdiff_t>(gone));
      }
      ASSERT_EQ(clever.inbound(), naive.count(true));
      ASSERT_EQ(clever.outbound(), naive.count(false));
    }
  }
}

}  // namespace
}  // namespace descent::network

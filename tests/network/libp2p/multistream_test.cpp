#include "network/libp2p/multistream.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network::libp2p {
namespace {

Bytes line(std::string_view text) {
  Bytes out;
  append_varint(out, text.size() + 1);
  append(out, as_view(text));
  out.push_back('\n');
  return out;
}

Bytes lines(std::initializer_list<std::string_view> texts) {
  Bytes out;
  for (const auto text : texts) append(out, line(text));
  return out;
}

constexpr std::string_view kGreeting = "/multistream/1.0.0";

TEST(Multistream, both_sides_select_the_first_common_proposal) {
  auto dialler = Multistream::dialler({"/c", "/b", "/a"});
  auto listener = Multistream::listener({"/a", "/b"});
  while (dialler.selected() == nullptr || listener.selected() == nullptr) {
    ASSERT_TRUE(listener.receive(dialler.output()));
    ASSERT_TRUE(dialler.receive(listener.output()));
  }
  EXPECT_EQ(*dialler.selected(), "/b");
  EXPECT_EQ(*listener.selected(), "/b");
}

TEST(Multistream, the_dialler_greets_and_proposes_in_one_go) {
  auto dialler = Multistream::dialler({"/noise"});
  EXPECT_EQ(dialler.output(), lines({kGreeting, "/noise"}));
  EXPECT_TRUE(dialler.output().empty());
}

TEST(Multistream, what_stands_behind_the_selection_is_not_taken) {
  auto listener = Multistream::listener({"/a"});
  Bytes bytes = lines({kGreeting, "/x", "/a"});
  const auto size = bytes.size();
  append(bytes, as_view("rest"));
  EXPECT_EQ(*listener.receive(bytes), size);
  EXPECT_EQ(listener.output(), lines({kGreeting, "na", "/a"}));
  EXPECT_EQ(*listener.receive(as_view("more")), 0u);
}

TEST(Multistream, any_cut_of_the_bytes_gives_the_same) {
  Random random{1};
  for (int i = 0; i < 200; ++i) {
    auto listener = Multistream::listener({"/a"});
    const Bytes bytes = lines({kGreeting, "/x", "/yy", "/a"});
    View rest = bytes;
    while (!rest.empty()) {
      const auto piece = rest.first(std::min(rest.size(), 1 + random.below(9)));
      ASSERT_EQ(*listener.receive(piece), piece.size());
      rest = rest.subspan(piece.size());
    }
    ASSERT_NE(listener.selected(), nullptr);
  }
}

TEST(Multistream, no_common_protocol_ends_the_dialler) {
  auto dialler = Multistream::dialler({"/a", "/b"});
  EXPECT_TRUE(dialler.receive(lines({kGreeting, "na"})));
  const auto refused = dialler.receive(line("na"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Error::NoCommonProtocol);
}

Error listener_error(View bytes) {
  auto listener = Multistream::listener({"/a"});
  const auto result = listener.receive(bytes);
  return result ? Error::Idle : result.error();
}

TEST(Multistream, lines_have_a_form_and_a_length) {
  EXPECT_EQ(listener_error(line("/multistream/2.0.0")), Error::BadLine);
  EXPECT_EQ(listener_error(line("GET / HTTP/1.1")), Error::BadLine);
  EXPECT_EQ(listener_error(Bytes{0}), Error::BadLine);
  EXPECT_EQ(listener_error(Bytes{1, 'a'}), Error::BadLine);
  EXPECT_EQ(listener_error(Bytes{0x81, 0x08}), Error::LineTooLong);  // 1025
  EXPECT_EQ(listener_error(Bytes{0x80, 0x08}), Error::Idle);         // 1024: not yet all there
  EXPECT_EQ(listener_error(Bytes(20, 0xff)), Error::BadVarint);
}

TEST(Multistream, proposals_are_counted) {
  auto listener = Multistream::listener({"/a"});
  ASSERT_TRUE(listener.receive(line(kGreeting)));
  for (std::size_t i = 0; i < Multistream::kProposalsMax; ++i)
    ASSERT_TRUE(listener.receive(line("/x")));
  EXPECT_EQ(listener.receive(line("/a")).error(), Error::TooManyProposals);
}

TEST(Multistream, the_dialler_takes_only_its_own_proposal_for_an_answer) {
  auto dialler = Multistream::dialler({"/a", "/b"});
  EXPECT_EQ(dialler.receive(lines({kGreeting, "/b"})).error(), Error::BadLine);
}

TEST(Multistream, random_bytes_are_refused_or_waited_for) {
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    Random random{seed};
    auto machine = seed % 2 == 0 ? Multistream::listener({"/a"}) : Multistream::dialler({"/a"});
    Bytes bytes = seed % 3 == 0 ? line(kGreeting) : Bytes{};
    append(bytes, random.bytes(random.below(3'000)));
    View rest = bytes;
    while (!rest.empty()) {
      const auto piece = rest.first(std::min(rest.size(), 1 + random.below(500)));
      if (!machine.receive(piece)) break;
      EXPECT_EQ(machine.selected(), nullptr);
      rest = rest.subspan(piece.size());
    }
  }
}

}  // namespace
}  // namespace descent::network::libp2p

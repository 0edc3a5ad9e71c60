#include "node/cli/commands/training_terms.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "node/cli/to_json.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

using namespace modules::training;

struct TermsText : testing::Test {
  Console console;
  World world{console.in, console.out, console.err, false, {}};
  Globals globals;
  Session session{world, globals};
  Terms terms{.loss = kernels::Loss::MeanSquaredError,
              .participants = Open{kGrad, 500 * kGrad},
              .max_participants = 8,
              .rounds = 3,
              .reward = 50 * kGrad,
              .bond = 60 * kGrad,
              .target = 1 << 20,
              .harm = std::uint64_t{1} << 33,
              .commit_blocks = 10,
              .reveal_blocks = 20,
              .open_blocks = 30,
              .set_root = Hash{{1, 2, 3}},
              .samples = 100};

  boost::json::object json() const { return to_json(terms, session.words()).as_object(); }
  Outcome<Terms> read(const boost::json::value& from) const {
    return terms_from(session, boost::json::serialize(from));
  }
};

TEST_F(TermsText, are_read_as_training_show_prints_them) {
  const auto read_back = read(json());
  ASSERT_TRUE(read_back) << read_back.error().message;
  EXPECT_EQ(scale::encoded(*read_back), scale::encoded(terms));
  const auto alice = crypto::from_suri(crypto::KeyType::Sr25519, "//Alice")->account();
  Listed listed{.deposit = 7};
  listed.accounts.push_back(alice);
  terms.participants = listed;
  EXPECT_EQ(scale::encoded(*read(json())), scale::encoded(terms));
}

TEST_F(TermsText, amounts_are_units_or_grad_and_accounts_are_names) {
  auto text = json();
  text["reward"] = "50 GRAD";
  text["bond"] = 60'000'000'000'000;
  EXPECT_EQ(scale::encoded(*read(text)), scale::encoded(terms));
  text["participants"] = {{"Listed", {{"accounts", {"//Alice"}}, {"deposit", "1.5 GRAD"}}}};
  const auto listed = read(text);
  ASSERT_TRUE(listed) << listed.error().message;
  EXPECT_TRUE(std::get<Listed>(listed->participants).deposit == 3 * kGrad / 2);
}

TEST_F(TermsText, without_a_field_or_with_another_are_refused_by_its_name) {
  for (const auto& [name, value] : json()) {
    auto less = json();
    less.erase(name);
    const auto missing = read(less);
    ASSERT_FALSE(missing) << std::string{name};
    EXPECT_EQ(missing.error().exit, Exit::Usage);
    EXPECT_NE(missing.error().message.find("'" + std::string{name} + "' is missing"),
              std::string::npos);
    auto wrong = json();
    wrong[name] = nullptr;
    EXPECT_FALSE(read(wrong)) << std::string{name};
  }
  auto more = json();
  more["deadline"] = 1;
  EXPECT_NE(read(more).error().message.find("'deadline' is unknown"), std::string::npos);
}

TEST_F(TermsText, numbers_do_not_wrap_and_cases_are_known) {
  for (const auto& [name, value] : std::vector<std::pair<std::string, boost::json::value>>{
           {"rounds", -1},
           {"rounds", 1.5},
           {"rounds", 4'294'967'296},
           {"reward", "-1"},
           {"reward", "1e3"},
           {"set_root", "0x00"},
           {"loss", "Hinge"},
           {"participants", boost::json::object{{"Nobody", boost::json::object{}}}},
           {"participants", boost::json::object{}}}) {
    auto wrong = json();
    wrong[name] = value;
    EXPECT_FALSE(read(wrong)) << name;
  }
  EXPECT_FALSE(terms_from(session, "[1]"));
  EXPECT_FALSE(terms_from(session, "{"));
}

}  // namespace
}  // namespace descent::cli

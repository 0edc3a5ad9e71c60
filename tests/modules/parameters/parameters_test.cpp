#include "modules/parameters/parameters.hpp"

#include "modules/origins/origins.hpp"
#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

class ParametersTest : public testing::Test {
 protected:
  Chain chain;
  Parameters& parameters = chain.runtime().parameters;
  const frame::Origin root{frame::origin::Root{}};
  const frame::Parameter& row = Timestamp::kMinBlockInterval;
  const frame::ParameterKey key{chain.runtime().timestamp.index(), row.index};
};

TEST_F(ParametersTest, a_value_that_was_not_set_is_the_initial_one) {
  EXPECT_EQ(parameters.get(chain.runtime().timestamp, row), row.initial);
}

TEST_F(ParametersTest, root_sets_a_value_and_the_event_tells_both) {
  EXPECT_DONE(chain.call(root, parameters, Parameters::set_parameter{key, 2'000}));
  EXPECT_EQ(parameters.get(chain.runtime().timestamp, row), 2'000u);
  EXPECT_TRUE(chain.emitted(parameters, Parameters::Updated{key, row.initial, 2'000}));
}

TEST_F(ParametersTest, nobody_else_does) {
  EXPECT_REFUSED(chain.call(kAlice, parameters, Parameters::set_parameter{key, 2'000}),
                 DispatchError::bad_origin());
}

TEST_F(ParametersTest, each_track_sets_its_own) {
  using origins::Custom;
  const auto set = [&](Custom by, const frame::ParameterKey& of, u128 value) {
    return chain.call(origins::OriginCaller{by}.origin(), parameters,
                      Parameters::set_parameter{of, value});
  };
  const auto& slice = training::kSliceSamples;
  const frame::ParameterKey rule{chain.runtime().training.index(), slice.index};
  EXPECT_DONE(set(Custom::NetworkParameters, key, 2'000));
  EXPECT_DONE(set(Custom::TrainingRules, rule, slice.least));
  EXPECT_REFUSED(set(Custom::NetworkParameters, rule, slice.least), DispatchError::bad_origin());
  EXPECT_REFUSED(set(Custom::TrainingRules, key, 2'000), DispatchError::bad_origin());
  EXPECT_REFUSED(set(Custom::BigSpender, key, 2'000), DispatchError::bad_origin());
}

TEST_F(ParametersTest, a_key_of_no_module_is_refused) {
  EXPECT_REFUSED(chain.call(root, parameters, Parameters::set_parameter{{200, 0}, 1}),
                 error_of(parameters, Parameters::Error::UnknownParameter));
  EXPECT_REFUSED(chain.call(root, parameters, Parameters::set_parameter{{key.module, 77}, 1}),
                 error_of(parameters, Parameters::Error::UnknownParameter));
}

TEST_F(ParametersTest, every_parameter_is_set_to_its_bounds_and_not_beyond) {
  for (const auto& entry : chain.frame().parameters->list()) {
    const auto set = [&](u128 value) {
      return chain.call(root, parameters, Parameters::set_parameter{entry.key, value});
    };
    const auto refusal = error_of(parameters, Parameters::Error::OutOfBounds);
    const auto& p = entry.parameter;
    EXPECT_DONE(set(p.least));
    EXPECT_DONE(set(p.most));
    if (p.least > 0) EXPECT_REFUSED(set(p.least - 1), refusal);
    if (p.most < ~u128{0}) EXPECT_REFUSED(set(p.most + 1), refusal);
  }
}

TEST_F(ParametersTest, a_chain_at_every_extreme_goes_on) {
  for (const bool most : {false, true}) {
    for (const auto& entry : chain.frame().parameters->list())
      EXPECT_DONE(chain.call(root, parameters,
                             Parameters::set_parameter{
                                 entry.key, most ? entry.parameter.most : entry.parameter.least}));
    chain.advance(3);
    EXPECT_DONE(
        chain.call(kAlice, chain.runtime().balances,
                   Balances::transfer_keep_alive{.dest = multi_address::Id{kBob}, .value = kGrad}));
  }
}

TEST_F(ParametersTest, the_list_names_every_parameter_with_its_value_and_bounds) {
  EXPECT_DONE(chain.call(root, parameters, Parameters::set_parameter{key, 2'000}));
  const auto list = parameters.query(Parameters::Api::list{});
  EXPECT_EQ(list.size(), chain.frame().parameters->list().size());
  const auto it = std::ranges::find(list, "MinBlockInterval", &Parameters::Listed::name);
  ASSERT_NE(it, list.end());
  EXPECT_EQ(it->module, "Timestamp");
  EXPECT_EQ(it->value, 2'000u);
  EXPECT_EQ(it->initial, row.initial);
  EXPECT_EQ(it->least, row.least);
  EXPECT_EQ(it->most, row.most);
}

TEST_F(ParametersTest, every_parameter_begins_within_its_bounds) {
  EXPECT_TRUE(parameters.integrity().empty());
}

TEST_F(ParametersTest, no_two_parameters_of_a_module_share_an_index) {
  std::vector<std::pair<std::uint8_t, std::uint8_t>> keys;
  for (const auto& entry : chain.frame().parameters->list())
    keys.emplace_back(entry.key.module, entry.key.index);
  std::ranges::sort(keys);
  EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

TEST_F(ParametersTest, a_value_out_of_bounds_in_state_is_found) {
  parameters.changed.insert(key, row.most + 1);
  EXPECT_NE(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

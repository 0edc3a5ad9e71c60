#include "modules/models/models.hpp"

#include "modules/models/weights.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/graph/hashes.hpp"
#include "tests/modules/models/graphs.hpp"

namespace descent::modules {
namespace {

class ModelsTest : public testing::Test {
 protected:
  Chain chain;
  Models& models = chain.runtime().models;
  Blobs& blobs = chain.runtime().blobs;
  const Bytes example = example_bytes();

  DispatchError error(Models::Error e) { return error_of(models, e); }
  u128 value(const frame::Parameter& row) { return chain.runtime().parameters.get(models, row); }
  Balance held(const AccountId& who) {
    return chain.runtime().balances.on_hold({models.index(), 0}, who);
  }
  Balance deposit() {
    return value(Models::kDepositBase) + value(Models::kDepositPerByte) * example.size();
  }
  Result<> registering(View graph) {
    return chain.call(kAlice, models, registration(upload(chain, kAlice, graph)));
  }
  Result<> registering(const graph::Graph& graph) { return registering(scale::encoded(graph)); }
};

TEST_F(ModelsTest, a_registered_graph_is_a_model_with_one_version) {
  const ModelId id = register_graph(chain, kAlice, example);
  const auto model = models.models.get(id);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->owner, kAlice);
  EXPECT_EQ(model->name, "example");
  EXPECT_EQ(model->task, "to be an example");
  EXPECT_EQ(model->versions, 1u);
  const auto version = models.versions.get(model->head);
  ASSERT_TRUE(version);
  EXPECT_EQ(version->content, graph::content_hash(graph::example()));
  EXPECT_EQ(version->architecture.hash, graph::architecture_hash(graph::example()));
  EXPECT_EQ(version->architecture.macs, 6u);
  EXPECT_EQ(version->architecture.memory, 68u);
  EXPECT_EQ(version->architecture.parameters, 8u);
  EXPECT_EQ(version->architecture.classes, 2u);
  EXPECT_EQ(version->parent, std::nullopt);
  EXPECT_EQ(version->block, chain.frame().number);
  EXPECT_EQ(models.load(model->head), graph::example());
}

TEST_F(ModelsTest, registering_holds_a_deposit_by_size_and_refers_to_the_blob) {
  register_graph(chain, kAlice, example);
  EXPECT_EQ(held(kAlice), deposit());
  EXPECT_EQ(blobs.info(blob_root(example))->references, 1u);
  EXPECT_TRUE(chain.emitted(models, Models::Registered{0, 0, kAlice, blob_root(example)}));
}

TEST_F(ModelsTest, who_cannot_pay_the_deposit_registers_nothing) {
  chain.set(models, Models::kDepositBase, kEndowment);
  EXPECT_REFUSED(registering(example), TokenError::FundsUnavailable);
}

TEST_F(ModelsTest, a_graph_that_is_not_wholly_stored_is_refused) {
  EXPECT_REFUSED(chain.call(kAlice, models, registration(blob_root(example))),
                 error(Models::Error::BlobNotComplete));
  EXPECT_DONE(chain.call(kAlice, blobs, begin_of(example)));
  EXPECT_REFUSED(chain.call(kAlice, models, registration(blob_root(example))),
                 error(Models::Error::BlobNotComplete));
}

TEST_F(ModelsTest, names_and_tasks_have_limits) {
  auto call = registration(upload(chain, kAlice, example));
  call.name = "";
  EXPECT_REFUSED(chain.call(kAlice, models, call), error(Models::Error::BadName));
  call.name = std::string(Models::kNameBytesMax + 1, 'n');
  EXPECT_REFUSED(chain.call(kAlice, models, call), error(Models::Error::BadName));
  call.name.pop_back();
  call.task = std::string(Models::kTaskBytesMax + 1, 't');
  EXPECT_REFUSED(chain.call(kAlice, models, call), error(Models::Error::BadTask));
  call.task.pop_back();
  EXPECT_DONE(chain.call(kAlice, models, call));
}

TEST_F(ModelsTest, a_graph_above_the_limit_is_refused_for_the_price_of_a_look) {
  chain.set(models, Models::kGraphBytesMax, 1 << 16);
  const Bytes large = random_content((1 << 16) + 1);
  const Hash root = upload(chain, kAlice, large);
  EXPECT_REFUSED(chain.call(kAlice, models, registration(root)),
                 error(Models::Error::GraphTooLarge));
  EXPECT_LT(registration(root).weight(models).ref_time.value, 10 * kMillisecond);
}

TEST_F(ModelsTest, every_kind_of_bad_graph_has_an_error_that_says_what_to_mend) {
  using namespace graph;
  using E = Models::Error;
  const Graph good = graph::example();
  const auto mended_is = [&](E expected, auto mend) {
    Graph bad = good;
    mend(bad);
    EXPECT_REFUSED(registering(bad), error(expected));
  };
  mended_is(E::GraphUnknownVersion, [](Graph& g) { g.version = 2; });
  mended_is(E::GraphBadShape, [](Graph& g) { g.input = {0}; });
  mended_is(E::GraphBadShape, [](Graph& g) { g.input = {65'536, 65'536}; });
  mended_is(E::GraphBadTensor, [](Graph& g) { g.tensors[0].values.pop_back(); });
  mended_is(E::GraphBadTensor, [](Graph& g) { g.tensors[0].exponent = 200; });
  mended_is(E::GraphBadOperator, [](Graph& g) { g.operators.clear(); });
  mended_is(E::GraphBadOperator, [](Graph& g) { g.operators.push_back(Relu{2}); });
  mended_is(E::GraphBadReference, [](Graph& g) { g.operators[0] = Gemm{1, 0, 1}; });
  mended_is(E::GraphBadReference, [](Graph& g) { g.operators[0] = Gemm{0, 1, 0}; });
  mended_is(E::GraphUnused, [](Graph& g) { g.tensors.push_back(g.tensors[1]); });
}

TEST_F(ModelsTest, bytes_that_are_no_graph_are_refused) {
  EXPECT_REFUSED(registering(random_content(500)), error(Models::Error::GraphMalformed));
  Bytes longer = example;
  longer.push_back(0);
  EXPECT_REFUSED(registering(longer), error(Models::Error::GraphMalformed));
  // A count of tensors that the bytes do not hold.
  EXPECT_REFUSED(registering(Bytes{1, 4, 3, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff}),
                 error(Models::Error::GraphMalformed));
}

TEST_F(ModelsTest, a_small_graph_that_would_take_enormous_work_is_refused) {
  using namespace graph;
  Graph bomb;
  bomb.input = {4'096, 512};
  bomb.tensors.push_back(
      {.shape = {512, 512}, .exponent = 0, .values = std::vector<std::int32_t>(512 * 512, 1)});
  for (std::uint32_t i = 0; i < 8; ++i) bomb.operators.push_back(MatMul{i, 0});
  EXPECT_REFUSED(registering(bomb), error(Models::Error::GraphTooCostly));
  bomb.operators = std::vector<Operator>{MatMul{0, 0}};
  bomb.tensors[0] = {
      .shape = {512, 600}, .exponent = 0, .values = std::vector<std::int32_t>(512 * 600, 1)};
  EXPECT_REFUSED(registering(bomb), error(Models::Error::GraphTooCostly));
}

TEST_F(ModelsTest, a_model_of_which_one_sample_exceeds_an_evaluation_unit_is_refused) {
  using namespace graph;
  Graph wide;
  wide.input = {600, 512};
  wide.tensors.push_back(
      {.shape = {512, 512}, .exponent = 0, .values = std::vector<std::int32_t>(512 * 512, 1)});
  for (std::uint32_t i = 0; i < 4; ++i) wide.operators.push_back(MatMul{i, 0});
  EXPECT_REFUSED(registering(wide), error(Models::Error::SampleTooCostly));
  wide.input = {1, 512};
  EXPECT_DONE(registering(wide));
}

TEST_F(ModelsTest, registering_is_charged_by_size_and_what_was_not_needed_is_given_back) {
  const auto call = registration(upload(chain, kAlice, example));
  const auto spent = chain.weigh(frame::Origin{frame::origin::Signed{kAlice}}, models, call);
  ASSERT_TRUE(spent);
  EXPECT_LT(spent->ref_time.value, call.weight(models).ref_time.value);
  const auto small = call.weight(models);
  const auto large = registration(upload(chain, kAlice, random_content(100'000))).weight(models);
  EXPECT_GE(large.ref_time.value - small.ref_time.value,
            models_weights::load(99'000).ref_time.value);
}

TEST_F(ModelsTest, a_fork_shares_the_weights_and_names_its_parent) {
  register_graph(chain, kAlice, example);
  EXPECT_DONE(chain.call(kBob, models, Models::fork{.version = 0, .name = "mine"}));
  const auto fork = models.models.get(1);
  ASSERT_TRUE(fork);
  EXPECT_EQ(fork->owner, kBob);
  EXPECT_EQ(fork->origin, VersionId{0});
  EXPECT_EQ(fork->task, "to be an example");
  const auto version = models.versions.get(fork->head);
  EXPECT_EQ(version->parent, VersionId{0});
  EXPECT_EQ(version->ordinal, 0u);
  EXPECT_EQ(version->blob, blob_root(example));
  EXPECT_EQ(blobs.info(blob_root(example))->references, 2u);
  EXPECT_EQ(held(kBob), deposit());
  EXPECT_TRUE(chain.emitted(models, Models::Forked{1, 1, kBob, 0}));
}

TEST_F(ModelsTest, what_does_not_exist_is_not_forked) {
  EXPECT_REFUSED(chain.call(kBob, models, Models::fork{.version = 0, .name = "mine"}),
                 error(Models::Error::UnknownVersion));
  register_graph(chain, kAlice, example);
  EXPECT_REFUSED(chain.call(kBob, models, Models::fork{.version = 0, .name = ""}),
                 error(Models::Error::BadName));
  EXPECT_DONE(chain.call(kAlice, models, Models::deregister{0}));
  EXPECT_REFUSED(chain.call(kBob, models, Models::fork{.version = 0, .name = "mine"}),
                 error(Models::Error::GraphDropped));
}

TEST_F(ModelsTest, ownership_passes_when_it_is_offered_and_accepted) {
  register_graph(chain, kAlice, example);
  EXPECT_REFUSED(chain.call(kBob, models, Models::accept_ownership{0}),
                 error(Models::Error::NotOffered));
  EXPECT_REFUSED(chain.call(kBob, models, Models::transfer_ownership{0, kBob}),
                 error(Models::Error::NotOwner));
  EXPECT_DONE(chain.call(kAlice, models, Models::transfer_ownership{0, kBob}));
  EXPECT_EQ(models.models.get(0)->owner, kAlice);
  EXPECT_DONE(chain.call(kBob, models, Models::accept_ownership{0}));
  EXPECT_EQ(models.models.get(0)->owner, kBob);
  EXPECT_EQ(held(kAlice), 0u);
  EXPECT_EQ(held(kBob), deposit());
  EXPECT_REFUSED(chain.call(kBob, models, Models::accept_ownership{0}),
                 error(Models::Error::NotOffered));
}

TEST_F(ModelsTest, who_cannot_take_over_the_deposit_does_not_take_over_the_model) {
  register_graph(chain, kAlice, example);
  EXPECT_DONE(chain.call(kAlice, models, Models::transfer_ownership{0, kCarol}));
  EXPECT_REFUSED(chain.call(kCarol, models, Models::accept_ownership{0}),
                 TokenError::FundsUnavailable);
}

TEST_F(ModelsTest, deregistering_lets_the_graph_go_and_returns_the_deposit_by_size) {
  register_graph(chain, kAlice, example);
  EXPECT_REFUSED(chain.call(kBob, models, Models::deregister{0}), error(Models::Error::NotOwner));
  EXPECT_REFUSED(chain.call(kAlice, models, Models::deregister{1}),
                 error(Models::Error::UnknownModel));
  const Balance before = chain.free(kAlice);
  const Balance issued = chain.issuance();
  EXPECT_DONE(chain.call(kAlice, models, Models::deregister{0}));
  EXPECT_EQ(held(kAlice), 0u);
  EXPECT_EQ(chain.free(kAlice), before + value(Models::kDepositPerByte) * example.size());
  EXPECT_EQ(chain.issuance(), issued - value(Models::kDepositBase));
  EXPECT_EQ(blobs.info(blob_root(example))->references, 0u);
  EXPECT_FALSE(models.models.get(0));
  EXPECT_FALSE(models.versions.get(0)->kept);
}

TEST_F(ModelsTest, a_locked_model_keeps_its_owner_and_registration) {
  register_graph(chain, kAlice, example);
  EXPECT_DONE(models.lock(0));
  EXPECT_REFUSED(models.lock(0), error(Models::Error::Locked));
  EXPECT_REFUSED(models.lock(1), error(Models::Error::UnknownModel));
  EXPECT_REFUSED(chain.call(kAlice, models, Models::deregister{0}), error(Models::Error::Locked));
  EXPECT_DONE(chain.call(kAlice, models, Models::transfer_ownership{0, kBob}));
  EXPECT_REFUSED(chain.call(kBob, models, Models::accept_ownership{0}),
                 error(Models::Error::Locked));
  models.unlock(0);
  EXPECT_DONE(chain.call(kBob, models, Models::accept_ownership{0}));
}

TEST_F(ModelsTest, a_new_version_is_the_head_and_knows_its_parent_and_its_makers) {
  register_graph(chain, kAlice, example);
  const Bytes merged = example_variant(5);
  const auto version = models.add_version(0, merged, provenance(3));
  ASSERT_TRUE(version);
  EXPECT_EQ(chain.problems(), "");
  EXPECT_EQ(models.models.get(0)->head, *version);
  const auto record = models.versions.get(*version);
  EXPECT_EQ(record->parent, VersionId{0});
  EXPECT_EQ(record->ordinal, 1u);
  EXPECT_EQ(record->content, crypto::blake2b_256(merged));
  EXPECT_EQ(scale::encoded(*models.load(*version)), merged);
  EXPECT_EQ(models.provenances.get(*version)->merged[0].author, kBob);
  EXPECT_EQ(blobs.info(blob_root(merged))->owner, std::nullopt);
}

TEST_F(ModelsTest, only_the_newest_versions_keep_their_graphs) {
  chain.set(models, Models::kKeptVersions, 2);
  register_graph(chain, kAlice, example);
  EXPECT_DONE(chain.call(kBob, models, Models::fork{.version = 0, .name = "mine"}));
  for (std::int32_t i = 1; i <= 4; ++i) {
    EXPECT_TRUE(models.add_version(0, example_variant(i), provenance(0)));
    EXPECT_EQ(chain.problems(), "");
  }
  EXPECT_EQ(models.models.get(0)->kept_from, 3u);
  EXPECT_FALSE(models.load(0));
  EXPECT_FALSE(models.load(2));
  EXPECT_TRUE(models.load(4));
  EXPECT_TRUE(models.load(5));
  EXPECT_TRUE(models.load(1)) << "the fork of version 0 has its own reference";
  EXPECT_DONE(chain.call(kAlice, models, Models::deregister{0}));
  EXPECT_EQ(blobs.info(blob_root(example_variant(4)))->references, 0u);
}

TEST_F(ModelsTest, after_the_limit_was_lowered_the_surplus_goes_by_and_by) {
  register_graph(chain, kAlice, example);
  for (std::int32_t i = 1; i <= 5; ++i)
    EXPECT_TRUE(models.add_version(0, example_variant(i), provenance(0)));
  chain.set(models, Models::kKeptVersions, 2);
  for (std::int32_t i = 6; i <= 9; ++i)
    EXPECT_TRUE(models.add_version(0, example_variant(i), provenance(0)));
  EXPECT_EQ(chain.problems(), "");
  const auto model = models.models.get(0);
  EXPECT_EQ(model->versions - model->kept_from, 2u);
}

TEST_F(ModelsTest, inference_in_a_block_answers_with_an_event) {
  register_graph(chain, kAlice, example);
  const std::vector<std::uint32_t> samples{0x3f800000, 0xbf000000, 0x3dcccccd};
  EXPECT_DONE(chain.call(kBob, models, Models::infer{0, samples}));
  const auto rows = infer_rows(graph::example(), samples);
  EXPECT_TRUE(chain.emitted(models, Models::Inferred{kBob, 0, *rows}));
}

TEST_F(ModelsTest, inference_refuses_what_it_cannot_answer) {
  register_graph(chain, kAlice, example);
  const auto not_answered = [&](VersionId version, std::vector<std::uint32_t> samples,
                                Models::Error expected) {
    EXPECT_REFUSED(chain.call(kBob, models, Models::infer{version, std::move(samples)}),
                   error(expected));
  };
  not_answered(7, {0, 0, 0}, Models::Error::UnknownVersion);
  not_answered(0, {}, Models::Error::SamplesMisshapen);
  not_answered(0, {0, 0}, Models::Error::SamplesMisshapen);
  not_answered(0, {0x7fc00000, 0, 0}, Models::Error::SamplesNotFinite);
  not_answered(0, {0x7f800000, 0, 0}, Models::Error::SamplesNotFinite);
  not_answered(0, std::vector<std::uint32_t>(3 * 2'049), Models::Error::OutputTooLarge);
  EXPECT_DONE(chain.call(kAlice, models, Models::deregister{0}));
  not_answered(0, {0, 0, 0}, Models::Error::GraphDropped);
}

TEST_F(ModelsTest, inference_is_charged_by_its_samples) {
  register_graph(chain, kAlice, example);
  const auto weight = [&](std::size_t count) {
    return Models::infer{0, std::vector<std::uint32_t>(3 * count)}.weight(models).ref_time.value;
  };
  const auto cost = models.versions.get(0)->architecture.cost();
  EXPECT_EQ(weight(11) - weight(1), 10 * cost.per_sample * kOperationTime);
}

TEST_F(ModelsTest, unsigned_calls_are_refused) {
  const frame::Origin root{frame::origin::Root{}};
  EXPECT_REFUSED(chain.call(root, models, registration({})), DispatchError::bad_origin());
  EXPECT_REFUSED(chain.call(root, models, Models::deregister{0}), DispatchError::bad_origin());
}

TEST_F(ModelsTest, every_parameter_works_at_its_bounds) {
  for (const auto& row : Models::parameters) {
    for (const u128 bound : {row.least, row.most}) {
      Chain other;
      other.set(models, row, bound);
      const Hash root = upload(other, kAlice, example);
      const auto out = other.call(kAlice, other.runtime().models, registration(root));
      if (out) {
        EXPECT_TRUE(other.runtime().models.add_version(0, example, provenance(0)));
      } else {
        EXPECT_EQ(out.error(), DispatchError{TokenError::FundsUnavailable}) << row.name;
      }
      EXPECT_EQ(other.problems(), "");
    }
  }
}

}  // namespace
}  // namespace descent::modules

#include "modules/models/quarantine.hpp"

#include "modules/origins/origins.hpp"
#include "tests/modules/models/graphs.hpp"

namespace descent::modules {
namespace {

using models::Reason;

/// Alice's model 0 in the hands of the token holders.
struct QuarantineTest : testing::Test {
  Chain chain;
  Models& models = chain.runtime().models;
  const Bytes example = example_bytes();
  const ModelId id = register_graph(chain, kAlice, example);
  const frame::Origin root{frame::origin::Root{}};
  const frame::Origin holders{origins::OriginCaller{origins::Custom::Models}.origin()};

  Result<> quarantine(const frame::Origin& by, Reason why = Reason::Harmful) {
    return chain.call(by, models, Models::quarantine{id, why});
  }
  Result<> release(const frame::Origin& by) { return chain.call(by, models, Models::release{id}); }
  Result<> deregister(const frame::Origin& by) {
    return chain.call(by, models, Models::force_deregister{id, Reason::Unlicensed});
  }
  Result<> infer() {
    const std::vector<std::uint32_t> sample(3, 0x3f800000);
    return chain.call(kBob, models, Models::infer{0, sample});
  }
  DispatchError error(Models::Error e) { return error_of(models, e); }
};

TEST_F(QuarantineTest, is_for_root_and_for_the_track_of_models) {
  EXPECT_DONE(quarantine(root));
  EXPECT_DONE(release(root));
  EXPECT_DONE(quarantine(holders));
  EXPECT_DONE(release(holders));
}

TEST_F(QuarantineTest, is_for_nobody_else_be_it_the_owner) {
  const frame::Origin others{origins::OriginCaller{origins::Custom::TrainingRules}.origin()};
  for (const auto& by : {frame::Origin{frame::origin::Signed{kAlice}}, others,
                         frame::Origin{frame::origin::None{}}}) {
    EXPECT_REFUSED(quarantine(by), DispatchError::bad_origin());
    EXPECT_REFUSED(release(by), DispatchError::bad_origin());
    EXPECT_REFUSED(deregister(by), DispatchError::bad_origin());
  }
}

TEST_F(QuarantineTest, stops_inference_by_extrinsic_and_leaves_the_record_and_its_lineage) {
  EXPECT_DONE(infer());
  const auto before = models.query(Models::Api::lineage{0, 10});
  EXPECT_DONE(quarantine(holders, Reason::Backdoored));
  EXPECT_TRUE(chain.emitted(models, Models::ModelQuarantined{id, Reason::Backdoored}));
  EXPECT_EQ(models.quarantines.get(id),
            (models::Quarantine{Reason::Backdoored, chain.frame().number}));
  EXPECT_REFUSED(infer(), error(Models::Error::Quarantined));
  EXPECT_EQ(scale::encoded(models.query(Models::Api::lineage{0, 10})), scale::encoded(before));
  EXPECT_TRUE(models.load(0));
}

TEST_F(QuarantineTest, cannot_be_evaded_by_a_fork) {
  EXPECT_DONE(quarantine(holders));
  EXPECT_REFUSED(chain.call(kBob, models, Models::fork{0, "mine"}),
                 error(Models::Error::Quarantined));
}

TEST_F(QuarantineTest, keeps_tasks_off_the_model) {
  EXPECT_DONE(quarantine(holders));
  EXPECT_EQ(models.lock(id).error(), error(Models::Error::Quarantined));
}

TEST_F(QuarantineTest, ends_with_the_release) {
  EXPECT_DONE(quarantine(holders));
  EXPECT_DONE(release(holders));
  EXPECT_TRUE(chain.emitted(models, Models::ModelReleased{id}));
  EXPECT_DONE(infer());
  EXPECT_DONE(chain.call(kBob, models, Models::fork{0, "mine"}));
}

TEST_F(QuarantineTest, is_said_and_lifted_once) {
  EXPECT_REFUSED(release(holders), error(Models::Error::NotQuarantined));
  EXPECT_DONE(quarantine(holders));
  EXPECT_REFUSED(quarantine(holders), error(Models::Error::Quarantined));
}

TEST_F(QuarantineTest, of_what_does_not_exist_is_refused) {
  EXPECT_REFUSED(chain.call(holders, models, Models::quarantine{9, Reason::Other}),
                 error(Models::Error::UnknownModel));
  EXPECT_REFUSED(chain.call(holders, models, Models::force_deregister{9, Reason::Other}),
                 error(Models::Error::UnknownModel));
}

TEST_F(QuarantineTest, needs_a_reason_that_there_is) {
  auto call = frame::call_of(models, Models::quarantine{id, Reason::Other}).bytes;
  call.back() = static_cast<std::uint8_t>(Reason::kCount);
  EXPECT_FALSE(chain.dispatcher().info(call));
}

TEST_F(QuarantineTest, of_a_model_that_is_deregistered_goes_with_it) {
  EXPECT_DONE(quarantine(holders));
  EXPECT_DONE(chain.call(kAlice, models, Models::deregister{id}));
  EXPECT_FALSE(models.is_quarantined(id));
}

TEST_F(QuarantineTest, holders_deregister_as_the_owner_would_and_say_why) {
  const Balance deposit = models.models.get(id)->record_deposit;
  const Balance wealth = chain.free(kAlice) + chain.reserved(kAlice);
  EXPECT_DONE(deregister(holders));
  EXPECT_TRUE(chain.emitted(models, Models::DeregisteredByVote{id, Reason::Unlicensed}));
  EXPECT_FALSE(models.models.contains(id));
  EXPECT_TRUE(chain.runtime().balances.on_hold({models.index(), 0}, kAlice) == 0);
  EXPECT_TRUE(chain.free(kAlice) + chain.reserved(kAlice) == wealth - deposit);
  EXPECT_FALSE(models.load(0)) << "its graphs are let go";
}

TEST_F(QuarantineTest, what_a_task_works_on_is_not_deregistered) {
  EXPECT_DONE(models.lock(id));
  EXPECT_REFUSED(deregister(holders), error(Models::Error::Locked));
  models.unlock(id);
}

}  // namespace
}  // namespace descent::modules

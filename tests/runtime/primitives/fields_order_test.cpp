// Every described type of runtime/primitives names its fields in the order they stand in.
#include <gtest/gtest.h>

#include "runtime/primitives/account_info.hpp"
#include "runtime/primitives/address.hpp"
#include "runtime/primitives/certificate.hpp"
#include "runtime/primitives/dispatch_error.hpp"
#include "runtime/primitives/header.hpp"
#include "runtime/primitives/runtime_version.hpp"
#include "runtime/primitives/vote.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent {
namespace {

template <class T>
class Primitive : public testing::Test {};

using Primitives =
    testing::Types<AccountData, AccountId, AccountInfo, Block, Digest, DispatchInfo, Hash, Header,
                   ModuleError, RuntimeVersion, Weight, digest_item::Consensus,
                   digest_item::PreRuntime, digest_item::Seal, consensus::Authority,
                   consensus::AuthorityId, consensus::CommitCertificate, consensus::CommitSignature,
                   consensus::Equivocation, consensus::SignBytes, consensus::Vote>;
TYPED_TEST_SUITE(Primitive, Primitives);

TYPED_TEST(Primitive, names_its_fields_in_order) { EXPECT_TRUE(fields_in_order(TypeParam{})); }

}  // namespace
}  // namespace descent

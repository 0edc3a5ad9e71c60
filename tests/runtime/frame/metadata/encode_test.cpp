#include "runtime/frame/metadata/encode.hpp"

#include <gtest/gtest.h>

#include "runtime/frame/metadata/describe.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::frame::metadata {
namespace {

/// One module with a plain optional value, a map with a default, and a constant.
Description tiny() {
  Description out;
  Module module{.name = "M", .index = 7};
  module.storage.push_back({.name = "V", .optional = true, .value = 1, .fallback = {0}});
  module.storage.push_back({.name = "N", .hashers = {2}, .key = 1, .value = 2, .fallback = {5}});
  module.constants.push_back({.name = "C", .type = 2, .value = {9}, .doc = ""});
  module.calls = 3;
  module.doc = "d";
  out.modules.push_back(module);
  out.extrinsic = {4, 5, 6, 7, 8, {{"E", 1, 2}}};
  out.runtime = 9;
  out.outer_call = 10;
  out.outer_event = 11;
  out.outer_error = 12;
  out.apis.push_back({"A", {{"m", {{"x", 1, ""}}, 2, ""}}, ""});
  return out;
}

const std::string kModule =
    "044d"
    "01"
    "044d"
    "08"
    "0456"
    "00"
    "00"
    "04"
    "0400"
    "00"  // V: optional, plain u, fallback 0
    "044e"
    "01"
    "01"
    "0402"
    "04"
    "08"
    "0405"
    "00"  // N: default, map by blake2_128Concat
    "010c"
    "00"
    "04"
    "0443"
    "08"
    "0409"
    "00"
    "00"
    "07";

TEST(MetadataV14, has_types_modules_extrinsic_and_runtime) {
  EXPECT_EQ(to_hex(v14(TypeTable{}, tiny())),
            "6d6574610e"
            "00"
            "04" +
                kModule +
                "10"
                "04"
                "04"
                "0445"
                "04"
                "08"
                "24");
}

TEST(MetadataV15, adds_docs_apis_and_outer_enums) {
  EXPECT_EQ(to_hex(v15(TypeTable{}, tiny())),
            "6d6574610f"
            "00"
            "04" +
                kModule + "040464" +
                "04"
                "14"
                "18"
                "1c"
                "20"
                "04"
                "0445"
                "04"
                "08"
                "24"
                "04"
                "0441"
                "04"
                "046d"
                "04"
                "0478"
                "04"
                "08"
                "00"
                "00"
                "28"
                "2c"
                "30"
                "00");
}

TEST(ModulePath, is_the_crate_that_polkadot_sdk_would_name) {
  EXPECT_EQ(module_path("Balances", "Call"), "pallet_balances::pallet::Call");
  EXPECT_EQ(module_path("TransactionPayment", "Event"),
            "pallet_transaction_payment::pallet::Event");
  EXPECT_EQ(module_path("System", "Error"), "frame_system::pallet::Error");
}

}  // namespace
}  // namespace descent::frame::metadata

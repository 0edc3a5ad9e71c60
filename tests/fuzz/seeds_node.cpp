#include <boost/json/serialize.hpp>

#include "node/keystore/pkcs8.hpp"
#include "node/onnx/export.hpp"
#include "node/rpc/methods/groups.hpp"
#include "node/service/pool_validator.hpp"
#include "node/spec/raw_json.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/fuzz/genesis.hpp"
#include "tests/fuzz/seeds.hpp"
#include "tests/node/keystore/folder.hpp"
#include "tests/runtime/graph/example.hpp"
#include "tests/runtime/kernels/random_graph.hpp"

namespace descent::fuzz {
namespace {

using namespace boost;

void key_files(Seeds& out) {
  const auto alice = keystore::key_of("//Alice");
  const auto file = keystore::lock(alice, "password", "Alice", 1'700'000'000'000, keystore::kCheap);
  out["key_file/wallet"] = bytes_of(keystore::to_text(*file));
  out["key_file/box"] = chosen(1, *keystore::to_pkcs8(alice));
  out["key_file/session"] = bytes_of("\"//Alice\"");
}

/// A request for each method, with parameters that fit most of them.
void requests(Seeds& out) {
  const std::string hash = to_0x(genesis().hash.bytes);
  const std::string key = to_0x(chain_spec::code_key());
  const std::pair<const char*, std::string> all[] = {
      {"chain_getBlockHash", "[0]"},
      {"chain_getBlockHash", "[[0,\"0x1\"]]"},
      {"chain_getHeader", "[\"" + hash + "\"]"},
      {"chain_getBlock", "[]"},
      {"chain_subscribeNewHeads", "[]"},
      {"chain_unsubscribeNewHeads", "[\"1\"]"},
      {"state_getStorage", "[\"" + key + "\",\"" + hash + "\"]"},
      {"state_getStorageHash", "[\"" + key + "\"]"},
      {"state_queryStorageAt", "[[\"" + key + "\"]]"},
      {"state_getKeysPaged", "[\"0x\",3,\"" + key + "\"]"},
      {"state_getReadProof", "[[\"" + key + "\"]]"},
      {"state_call", "[\"Metadata_metadata_versions\",\"0x\"]"},
      {"state_subscribeStorage", "[[\"" + key + "\"]]"},
      {"state_subscribeRuntimeVersion", "[]"},
      {"author_submitExtrinsic", "[\"0x0c040102\"]"},
      {"author_pendingExtrinsics", "[]"},
      {"author_insertKey", "[\"babe\",\"//Alice\",\"0x00\"]"},
      {"author_hasKey", "[\"0x00\",\"babe\"]"},
      {"author_hasSessionKeys", "[\"0x00\"]"},
      {"payment_queryInfo", "[\"0x040102\"]"},
      {"payment_queryFeeDetails", "[\"0x040102\"]"},
      {"engine_createBlock", "[]"},
      {"system_health", "[]"},
      {"system_chain", "[]"},
      {"system_properties", "[]"},
      {"system_accountNextIndex", "[\"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\"]"},
      {"system_dryRun", "[\"0x040102\"]"},
      {"rpc_methods", "[]"}};
  std::string batch;
  std::size_t number = 0;
  for (const auto& [method, params] : all) {
    const std::string request = R"({"jsonrpc":"2.0","id":)" + std::to_string(number) +
                                R"(,"method":")" + method + R"(","params":)" + params + "}";
    out["rpc/request-" + std::to_string(number++)] = bytes_of(request);
    if (number <= 3) batch += (batch.empty() ? "" : ",") + request;
  }
  out["rpc/batch"] = bytes_of("[" + batch + "]");
  out["rpc/deep"] = bytes_of(std::string(40, '[') + "1e999" + std::string(40, ']'));
  out["rpc/id"] =
      bytes_of(R"({"jsonrpc":"2.0","id":12345678901234567890123,"method":"x","params":{"a":1}})");
}

void specs(Seeds& out) {
  const spec::DraftFile dev{*chain_spec::preset_draft("dev"), {}};
  out["spec/draft"] = bytes_of(json::serialize(spec::draft_json(dev)));
  out["spec/config"] = bytes_of(
      R"({"development":true,"validatorCount":2,"parameters":{"Timestamp.MinBlockInterval":200},)"
      R"("balances":[["//Alice","1000.5"]],"sudo":"//Bob",)"
      R"("stakers":[{"stash":"//Alice","sessionKey":"//Alice","bond":"10"}]})");
}

void models(Seeds& out) {
  out["onnx/example"] = *onnx::export_model(graph::example());
  for (const std::uint64_t seed : {3u, 8u}) {
    const auto graph = kernels::RandomGraph{seed}.graph();
    const auto file = onnx::export_model(graph);
    const Bytes encoded = scale::encoded(graph);
    if (file && file->size() < 6'000) out["onnx/random-" + std::to_string(seed)] = *file;
    if (encoded.size() < 6'000) out["graph/random-" + std::to_string(seed)] = chosen(0, encoded);
  }
}

}  // namespace

Seeds node_seeds() {
  Seeds out;
  key_files(out);
  requests(out);
  specs(out);
  models(out);
  return out;
}

}  // namespace descent::fuzz

#include "runtime/crypto/hash.hpp"
#include "runtime/frame/api_hosts.hpp"
#include "runtime/graph/hashes.hpp"
#include "runtime/graph/update.hpp"
#include "tests/fuzz/genesis.hpp"
#include "tests/fuzz/seeds.hpp"
#include "tests/modules/blobs/upload.hpp"
#include "tests/modules/models/graphs.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::fuzz {
namespace {

using namespace modules;
using chain_spec::DevRuntime;
using service::dev_key;
using Calls = std::vector<frame::RuntimeCall>;

constexpr std::size_t kCallsOfFile = 12;

/// Who calls, as calls_target chooses.
enum Caller : std::uint8_t { kRoot = 0, kNobody = 1, kAccount = 3, kOther = 4 };

struct Sequence {
  Bytes bytes;
  void add(Caller who, View call) {
    bytes.push_back(who);
    append(bytes, long_piece(call));
  }
};

const DevRuntime& runtime() {
  static const state::MemorySource empty{{}};
  static frame::Frame frame{empty, empty};
  static const DevRuntime one{frame};
  return one;
}

template <class Visit>
void each_module(Visit&& visit) {
  std::apply([&](auto... member) { (visit(runtime().*member), ...); }, DevRuntime::pallets);
}

template <class Visit, class... C>
void each_call(frame::Calls<C...>, Visit&& visit) {
  (visit(C{}), ...);
}

/// Every call of every module, with the arguments it begins with.
void all_calls(Seeds& out) {
  Sequence sequence;
  std::size_t calls = 0;
  const auto add = [&](const auto& module, const auto& call) {
    sequence.add(calls % 2 == 0 ? kRoot : kAccount, frame::call_of(module, call).bytes);
    if (++calls % kCallsOfFile == 0)
      out["calls/every-" + std::to_string(calls / kCallsOfFile)] =
          std::exchange(sequence, {}).bytes;
  };
  each_module([&]<class M>(const M& module) {
    if constexpr (requires { typename M::Call; })
      each_call(typename M::Call{}, [&](const auto& call) { add(module, call); });
  });
  out["calls/every-last"] = sequence.bytes;
}

AccountId account_of(Caller who) {
  const auto accounts = chain_spec::preset_draft("dev")->config.balances;
  return accounts[who % accounts.size()].first;
}

/// Stories that go further than one call.
void stories(Seeds& out) {
  const auto& r = runtime();
  const auto transfer = frame::call_of(
      r.balances, Balances::transfer_keep_alive{.dest = account_of(kOther), .value = kGrad});
  const auto all = frame::call_of(r.balances, Balances::transfer_all{.dest = account_of(kOther)});
  Sequence money;
  money.add(kAccount, transfer.bytes);
  money.add(kAccount,
            frame::call_of(r.utility, Utility::batch{.calls = Calls{transfer, all}}).bytes);
  money.add(kRoot,
            frame::call_of(r.utility, Utility::force_batch{.calls = Calls{all, transfer}}).bytes);
  out["calls/money"] = money.bytes;

  Sequence stake;
  stake.add(kAccount, frame::call_of(r.staking, Staking::bond{.value = 1'000 * kGrad}).bytes);
  stake.add(kAccount, frame::call_of(r.staking, Staking::validate{}).bytes);
  stake.add(kOther, frame::call_of(r.staking, Staking::bond{.value = 500 * kGrad}).bytes);
  stake.add(
      kOther,
      frame::call_of(r.staking,
                     Staking::nominate{.targets = std::vector<MultiAddress>{account_of(kAccount)}})
          .bytes);
  stake.add(kAccount, frame::call_of(r.staking, Staking::unbond{.value = 10 * kGrad}).bytes);
  stake.add(kRoot, frame::call_of(r.staking, Staking::force_new_era{}).bytes);
  out["calls/stake"] = stake.bytes;

  const Bytes graph = example_bytes();
  Sequence model;
  model.add(kAccount, frame::call_of(r.blobs, begin_of(graph)).bytes);
  model.add(kOther, frame::call_of(r.blobs, store_of(graph, 0)).bytes);
  model.add(kAccount, frame::call_of(r.models, registration(blob_root(graph))).bytes);
  model.add(kAccount,
            frame::call_of(r.models, Models::infer{.version = {}, .samples = {0, 0, 0}}).bytes);
  model.add(kAccount, frame::call_of(r.models, Models::deregister{}).bytes);
  model.add(kAccount, frame::call_of(r.blobs, Blobs::remove{.root = blob_root(graph)}).bytes);
  out["calls/model"] = model.bytes;
}

Bytes extrinsic_of(const frame::RuntimeCall& call, Balance tip = 0) {
  return service::sign(dev_key("Alice"), genesis().hash, 0, call, tip);
}

void extrinsics(Seeds& out) {
  const auto& r = runtime();
  const auto transfer = service::transfer_to(dev_key("Bob").account(), kGrad);
  const auto remark = frame::call_of(r.system, System::remark{Bytes(3, 7)});
  auto nested = remark;
  for (int i = 0; i < 7; ++i)
    nested = frame::call_of(r.utility, Utility::batch{.calls = Calls{nested}});
  out["extrinsic/transfer"] = extrinsic_of(transfer);
  out["extrinsic/transfer-all"] = extrinsic_of(
      frame::call_of(r.balances, Balances::transfer_all{.dest = dev_key("Bob").account()}), 9);
  out["extrinsic/sudo"] = extrinsic_of(frame::call_of(r.sudo, Sudo::sudo{.call = remark}));
  out["extrinsic/nested"] = extrinsic_of(nested);
  out["extrinsic/inherent"] = genesis().block()->inherents(2'000'000).front();
}

/// A block that executes, and one with something in its digest.
void blocks(Seeds& out) {
  const auto execution = genesis().execution();
  Digest digest;
  digest.logs.push_back(digest_item::PreRuntime{{'d', 's', 'c', 't'}, Bytes(32, 1)});
  execution->initialize(digest);
  auto body = execution->inherents(1'000'000);
  body.push_back(extrinsic_of(service::transfer_to(dev_key("Bob").account(), kGrad)));
  for (const auto& extrinsic : body) (void)execution->apply(extrinsic, true);
  const auto made = execution->finalize(genesis().nodes, body);
  Block block{made->header, body};
  out["block/good"] = scale::encoded(block);
  block.header.digest.logs = {digest_item::Other{{1}}, digest_item::RuntimeEnvironmentUpdated{}};
  block.extrinsics.resize(1);
  out["block/digest"] = scale::encoded(block);
}

template <class H, class... M>
void questions_of(Seeds& out, frame::Methods<M...>) {
  const auto add = [&]<class Q>(const Q& question) {
    const std::string name =
        std::string{H::Api::api_name} + "_" + std::string{frame::metadata::short_type_name<Q>()};
    Bytes bytes = bytes_of(name + "\n");
    scale::encode(bytes, question);
    out["api/" + name] = bytes;
  };
  (add(M{}), ...);
}

void questions(Seeds& out) {
  questions_of<frame::CoreHost>(out, frame::CoreHost::Api::Methods{});
  questions_of<frame::MetadataHost>(out, frame::MetadataHost::Api::Methods{});
  questions_of<frame::TransactionQueueHost>(out, frame::TransactionQueueHost::Api::Methods{});
  each_module([&]<class M>(const M&) {
    if constexpr (frame::HostsApi<M>) questions_of<M>(out, typename M::Api::Methods{});
  });
}

void values(Seeds& out) {
  const auto add = [&](std::size_t choice, const auto& value) {
    out["scale/type-" + std::to_string(choice)] = chosen(choice, scale::encoded(value));
  };
  add(0, Compact<u128>{u128{1} << 100});
  add(4, std::string{"текст"});
  add(7, std::vector<Bytes>{{1}, {}, {2, 3}});
  add(10, std::map<std::string, std::optional<bool>>{{"a", true}, {"b", {}}});
  add(13, genesis().head);
  add(14, Block{genesis().head, {{1, 2}, {}}});
  add(20, consensus::SignBytes{.block = Hash{{1}}, .valid_round = 2});
}

void graphs(Seeds& out) {
  graph::Update dense, sparse;
  dense.base = sparse.base = graph::content_hash(graph::example());
  dense.tensors.push_back({0, -26, graph::Dense<std::int8_t>{{1, 2, 3, 4, 5, 6}}});
  sparse.tensors.push_back({1, -20, graph::Sparse<std::int16_t>{{1}, {300}}});
  out["graph/example"] = chosen(0, example_bytes());
  out["graph/dense"] = chosen(1, scale::encoded(dense));
  out["graph/sparse"] = chosen(1, scale::encoded(sparse));
}

void proofs(Seeds& out) {
  out["proof/untouched"] = {0, 2, 0x51, 0xa2};
  out["proof/damaged"] = {0, 1, 0x51, 0, 0, 3, 0xff, 1, 1, 0, 2};
  const trie::Node leaf{{1, 2, 3}, Bytes{7}, {}};
  out["proof/leaf"] = chosen(1, chosen(0, trie::encode(leaf)));
  trie::Node branch{{4}, Hash{{1}}, {}};
  branch.children[3] = trie::MerkleValue::of(trie::encode(leaf));
  branch.children[9] = trie::MerkleValue{Hash{{2}}};
  out["proof/branch"] = chosen(1, chosen(1, chosen(0x43, trie::encode(branch))));
}

void texts(Seeds& out) {
  const std::pair<const char*, const char*> all[] = {
      {"hex", "0x00ffAB"},
      {"number", "340282366920938463463374607431768211455"},
      {"amount", "12.000000000001"},
      {"address", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"},
      {"phrase", "bottom drive obey lake curtain smoke basket hold race lonely fit walk"},
      {"path", "//Alice/soft//1"},
      {"password",
       "bottom drive obey lake curtain smoke basket hold race lonely fit walk//1///secret"},
      {"seed", "0x0101010101010101010101010101010101010101010101010101010101010101//hard"}};
  for (const auto& [name, text] : all) out["text/" + std::string{name}] = bytes_of(text);
}

}  // namespace

Seeds runtime_seeds() {
  Seeds out;
  all_calls(out);
  stories(out);
  extrinsics(out);
  blocks(out);
  questions(out);
  values(out);
  graphs(out);
  proofs(out);
  texts(out);
  return out;
}

}  // namespace descent::fuzz

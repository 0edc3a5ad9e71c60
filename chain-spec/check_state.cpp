#include <algorithm>

#include "chain-spec/check.hpp"
#include "chain-spec/descent_runtime.hpp"
#include "runtime/scale/hex.hpp"
#include "runtime/state/memory.hpp"

namespace descent::chain_spec {
namespace {

/// An item of storage: what its keys begin with, and whether what is behind it is right.
struct Item {
  std::string name;
  Bytes prefix;
  bool (*reads)(View tail, View value);
};

/// True if `tail` is what the item's hashers make of the keys in it.
template <class Handle>
bool is_key(View tail) {
  if constexpr (requires { typename Handle::Hashers; }) {
    const auto one = [&]<class Hasher, class Key>(std::type_identity<Hasher>, Key key) {
      if (tail.size() < Hasher::prefix_bytes) return false;
      scale::Reader in{tail.subspan(Hasher::prefix_bytes)};
      scale::decode(in, key);
      if (!in.ok()) return false;
      Bytes again;
      Hasher::hash(again, scale::encoded(key));
      const bool same =
          again.size() <= tail.size() && std::ranges::equal(again, tail.first(again.size()));
      tail = in.rest();
      return same;
    };
    using Hashers = typename Handle::Hashers;
    using Key = typename Handle::Key;
    const bool all = [&]<std::size_t... I>(std::index_sequence<I...>) {
      if constexpr (sizeof...(I) == 1)
        return one(std::type_identity<std::tuple_element_t<0, Hashers>>{}, Key{});
      else
        return (one(std::type_identity<std::tuple_element_t<I, Hashers>>{},
                    std::tuple_element_t<I, Key>{}) &&
                ...);
    }
    (std::make_index_sequence<std::tuple_size_v<Hashers>>{});
    return all && tail.empty();
  } else {
    return tail.empty();
  }
}

template <class Handle>
bool reads(View tail, View value) {
  using Value = typename Handle::Value;
  // Block 0 has no events, and those of other blocks are not for this reader.
  if constexpr (std::same_as<Value, std::vector<frame::EventRecord>>)
    return false;
  else
    return is_key<Handle>(tail) && scale::decoded<Value>(value);
}

template <class R>
std::vector<Item> items_of(const R& runtime) {
  std::vector<Item> out;
  const auto module = [&]<class M>(const M& m) {
    if constexpr (requires { M::storage; }) {
      const auto row = [&]<class H>(const frame::StorageRow<M, H>& r) {
        out.push_back(
            {std::string{M::name} + "." + std::string{H::item}, (m.*r.member).prefix(), &reads<H>});
      };
      std::apply([&](const auto&... r) { (row(r), ...); }, M::storage);
    }
  };
  std::apply([&](auto... member) { (module(runtime.*member), ...); }, R::pallets);
  return out;
}

std::vector<Item> items_under(const frame::Runtime& rules) {
  const state::MemorySource nothing{{}};
  frame::Frame frame{nothing, nothing};
  if (rules.version().spec_name == dev_version().spec_name) return items_of(DevRuntime{frame});
  return items_of(DescentRuntime{frame});
}

const Item* item_of(const std::vector<Item>& items, View key) {
  const auto at = std::ranges::find_if(items, [&](const Item& item) {
    return key.size() >= item.prefix.size() &&
           std::ranges::equal(item.prefix, key.first(item.prefix.size()));
  });
  return at == items.end() ? nullptr : &*at;
}

std::vector<std::string> unreadable(const KeyValues& state, const frame::Runtime& rules) {
  std::vector<std::string> out;
  const auto items = items_under(rules);
  for (const auto& [key, value] : state) {
    if (out.size() == kProblemsMax) break;
    if (key == code_key()) continue;
    const Item* item = item_of(items, key);
    const std::string shown = to_0x(View{key}.first(std::min<std::size_t>(key.size(), 80)));
    if (item == nullptr)
      out.push_back("the key " + shown + " is of no storage item of these rules");
    else if (!item->reads(View{key}.subspan(item->prefix.size()), value))
      out.push_back("the entry " + shown + " of " + item->name + " does not decode");
  }
  return out;
}

}  // namespace

std::vector<std::string> problems_of(const KeyValues& state) {
  const RuntimeSet known;
  const auto manifest = state.find(code_key());
  if (manifest == state.end())
    return {"the state has no \":code\", which says what rules it is under"};
  const frame::Runtime* rules = known.find(manifest->second);
  if (rules == nullptr)
    return {"this program has no rules for the state's \":code\"; use the release that made it"};
  auto out = unreadable(state, *rules);
  if (!out.empty()) return out;
  const state::MemorySource source{state};
  const state::MemorySource blobs{{}};
  const Header header = genesis_header(state);
  const auto execution = rules->begin({source, blobs, header, {}, nullptr});
  return execution->try_state();
}

}  // namespace descent::chain_spec

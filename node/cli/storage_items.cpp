#include "node/cli/storage_items.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "node/cli/runtime_model.hpp"
#include "node/cli/storage_key.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/frame/metadata/registry.hpp"

namespace descent::cli {
namespace {

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

/// The hashers and key types of a handle, in pairs.
template <class Hasher, class Key>
struct Part {
  using HasherType = Hasher;
  using KeyType = Key;
};
template <class Handle>
struct Parts {
  using Type = std::tuple<>;
};
template <frame::Name N, class H, class K, class Q>
struct Parts<frame::StorageMap<N, H, K, Q>> {
  using Type = std::tuple<Part<H, K>>;
};
template <frame::Name N, class H1, class K1, class H2, class K2, class Q>
struct Parts<frame::StorageDoubleMap<N, H1, K1, H2, K2, Q>> {
  using Type = std::tuple<Part<H1, K1>, Part<H2, K2>>;
};

/// Calls `visit(type of part)` for each part until it returns false.
template <class Handle, class Visit>
bool each_part(Visit&& visit) {
  return [&]<class... P>(std::tuple<P...>*) {
    return (visit(std::type_identity<P>{}) && ...);
  }(static_cast<typename Parts<Handle>::Type*>(nullptr));
}

template <class M, class Handle>
StorageItem describe(const M& module, const frame::StorageRow<M, Handle>& row) {
  StorageItem out{std::string{M::name},
                  std::string{Handle::item},
                  std::string{row.doc},
                  (module.*row.member).prefix(),
                  {}};
  each_part<Handle>([&]<class P>(std::type_identity<P>) {
    out.key_types.push_back(frame::metadata::type_name<typename P::KeyType>());
    return true;
  });
  return out;
}

/// Calls `use(type of handle, row's description)` for each storage item.
template <class Use>
void each_item(const RuntimeModel& model, Use&& use) {
  model.any_module([&]<class M>(const M& module) {
    if constexpr (requires { M::storage; }) {
      const auto one = [&]<class H>(const frame::StorageRow<M, H>& row) {
        use(std::type_identity<H>{}, describe(module, row));
      };
      std::apply([&](const auto&... row) { (one(row), ...); }, M::storage);
    }
    return false;
  });
}

/// Calls `use(type of handle)` for the handle of `item`.
template <class Use>
void with_handle(const RuntimeModel& model, const StorageItem& item, Use&& use) {
  each_item(model, [&]<class H>(std::type_identity<H> handle, const StorageItem& found) {
    if (found.prefix == item.prefix) use(handle);
  });
}

std::string as_words(const boost::json::value& key) {
  return key.is_string() ? std::string{key.as_string()} : boost::json::serialize(key);
}

template <class Handle>
std::optional<std::vector<std::string>> read_keys(const JsonWriter& writer, View tail) {
  std::vector<std::string> out;
  const bool read = each_part<Handle>([&]<class P>(std::type_identity<P>) {
    if (tail.size() < P::HasherType::prefix_bytes) return false;
    scale::Reader in{tail.subspan(P::HasherType::prefix_bytes)};
    typename P::KeyType key{};
    scale::decode(in, key);
    tail = in.rest();
    out.push_back(as_words(writer.write(key)));
    return in.ok();
  });
  return read && tail.empty() ? std::optional{out} : std::nullopt;
}

template <class Handle>
boost::json::value write_value(const JsonWriter& writer, const StorageItem& item,
                               const typename Handle::Value& value) {
  if constexpr (std::same_as<typename Handle::Value, u128>)
    if (item.module != "Parameters") return writer.amount(value);
  return writer.write(value);
}

template <class Handle>
std::optional<boost::json::value> read_value(const RuntimeWords& words, const JsonWriter& writer,
                                             const StorageItem& item,
                                             const std::optional<Bytes>& bytes, Audience audience) {
  using Value = typename Handle::Value;
  if (!bytes && Handle::optional) return boost::json::value{};
  if constexpr (std::same_as<Value, std::vector<frame::EventRecord>>) {
    const auto events = words.events(bytes.value_or(Bytes{0}), audience);
    if (!events) return std::nullopt;
    boost::json::array out;
    for (const auto& e : *events)
      out.push_back({{"module", e.module}, {"event", e.name}, {"fields", e.fields}});
    return out;
  } else {
    if (!bytes) return write_value<Handle>(writer, item, Value{});
    const auto value = scale::decoded<Value>(*bytes, &words.model().calls);
    if (!value) return std::nullopt;
    return write_value<Handle>(writer, item, *value);
  }
}

std::string list_of(const RuntimeModel& model, const std::string& module) {
  std::string out;
  for (const auto& item : storage_items(model))
    if (module.empty() || lower(item.module) == module)
      out += (out.empty() ? "" : ", ") + item.name();
  return out;
}

}  // namespace

std::vector<StorageItem> storage_items(const RuntimeModel& model) {
  std::vector<StorageItem> out;
  each_item(model, [&](auto, StorageItem item) { out.push_back(std::move(item)); });
  return out;
}

Outcome<StorageItem> find_storage_item(const RuntimeModel& model, std::string_view name) {
  for (auto& item : storage_items(model))
    if (lower(item.name()) == lower(name)) return std::move(item);
  const std::string module = lower(name.substr(0, name.find('.')));
  std::string known = list_of(model, module);
  if (known.empty()) known = list_of(model, "");
  return misused("there is no storage item '" + std::string{name} + "'; there are " + known);
}

Outcome<Bytes> storage_key(const RuntimeModel& model, const StorageItem& item,
                           const std::vector<std::string>& keys) {
  if (keys.size() > item.key_types.size())
    return misused(item.name() + " takes " + std::to_string(item.key_types.size()) +
                   " key(s), not " + std::to_string(keys.size()));
  Bytes out = item.prefix;
  std::optional<std::size_t> wrong;
  with_handle(model, item, [&]<class H>(std::type_identity<H>) {
    std::size_t i = 0;
    each_part<H>([&]<class P>(std::type_identity<P>) {
      if (i == keys.size()) return false;
      const auto key = parse_storage_key<typename P::KeyType>(keys[i]);
      if (key)
        P::HasherType::hash(out, scale::encoded(*key));
      else
        wrong = i;
      ++i;
      return key.has_value();
    });
  });
  if (wrong)
    return misused("'" + keys[*wrong] + "' is no " + item.key_types[*wrong] + ", which key " +
                   std::to_string(*wrong + 1) + " of " + item.name() + " is");
  return out;
}

std::optional<StorageEntry> storage_entry(const RuntimeWords& words, const StorageItem& item,
                                          View key, const std::optional<Bytes>& value,
                                          Audience audience) {
  std::optional<StorageEntry> out;
  if (key.size() < item.prefix.size()) return out;
  with_handle(words.model(), item, [&]<class H>(std::type_identity<H>) {
    const JsonWriter writer{words, audience};
    auto keys = read_keys<H>(writer, key.subspan(item.prefix.size()));
    auto read = read_value<H>(words, writer, item, value, audience);
    if (keys && read) out = StorageEntry{*std::move(keys), *std::move(read)};
  });
  return out;
}

}  // namespace descent::cli

#include "node/spec/spec_file.hpp"

#include <algorithm>
#include <fstream>

#include "chain-spec/check.hpp"
#include "node/rpc/transport/document.hpp"
#include "node/spec/draft_json.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::spec {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using network::libp2p::Multiaddr;
template <class T>
using Read = Expected<T, std::string>;

constexpr std::size_t kProtocolIdMax = 32;

std::string lines_of(const std::vector<std::string>& problems) {
  std::string out;
  for (const auto& problem : problems) out += (out.empty() ? "" : "\n") + problem;
  return out;
}

std::string presets() {
  std::string out;
  for (const auto& name : chain_spec::preset_names()) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Read<Bytes> content_of(const fs::path& path) {
  const auto unreadable = [&](std::string_view why) {
    return "cannot read the chain spec " + path.string() + ": " + std::string{why};
  };
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return unreadable(error.message());
  if (size > kFileBytesMax)
    return unreadable("it has more than " + std::to_string(kFileBytesMax >> 20) + " MiB");
  Bytes out(size);
  std::ifstream in{path, std::ios::binary};
  in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(size));
  if (!in) return unreadable("is it a file you may read?");
  return out;
}

std::string_view text_of(const Bytes& content) {
  return {reinterpret_cast<const char*>(content.data()), content.size()};
}

Read<json::object> object_of(std::string_view text) {
  if (text.size() > kFileBytesMax) return std::string{"it is too long"};
  rpc::Limits limits;
  limits.json_depth = kDepthMax;
  limits.json_values = kValuesMax;
  auto document = rpc::read_document(text, limits);
  if (!document) return "it is no JSON: " + document.error().message;
  if (!document->value.is_object()) return std::string{"it is no JSON object"};
  return std::move(document->value.get_object());
}

const json::value* field(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

Read<void> read_text(const json::object& object, std::string_view name, std::string& out) {
  const auto* value = field(object, name);
  if (value == nullptr || !value->is_string())
    return "\"" + std::string{name} + "\" is missing, or no text";
  out = value->get_string();
  return {};
}

Read<std::vector<Multiaddr>> boot_nodes(const json::object& object) {
  std::vector<Multiaddr> out;
  const auto* value = field(object, "bootNodes");
  if (value == nullptr) return out;
  if (!value->is_array() || value->get_array().size() > kBootNodesMax)
    return "\"bootNodes\" is a list of at most " + std::to_string(kBootNodesMax) + " addresses";
  for (const auto& entry : value->get_array()) {
    const auto* text = entry.if_string();
    const auto address = text != nullptr && text->size() <= Multiaddr::kTextMax
                             ? Multiaddr::from_text(*text)
                             : std::nullopt;
    if (!address || !address->peer)
      return "boot node " + std::to_string(out.size() + 1) +
             " is no address with an identity, as in /dns/boot.example/tcp/30333/p2p/12D3Koo...";
    out.push_back(*address);
  }
  return out;
}

Read<Contacts> contacts_in(const json::object& object) {
  Contacts out{DESCENT_TRY(boot_nodes(object)), {}};
  if (field(object, "protocolId") == nullptr) return out;
  std::string id;
  DESCENT_TRY(read_text(object, "protocolId", id));
  if (id.size() > kProtocolIdMax || !chain_spec::is_chain_id(id))
    return "\"protocolId\" has 1 to " + std::to_string(kProtocolIdMax) +
           " of a-z, 0-9, '-' and '_'";
  out.protocol_id = id;
  return out;
}

/// The names, in a draft or a chain, which have them alike.
template <class Named>
Read<void> read_names(const json::object& object, Named& out) {
  DESCENT_TRY(read_text(object, "name", out.name));
  DESCENT_TRY(read_text(object, "id", out.id));
  return read_text(object, "chainType", out.chain_type);
}

const json::object* part_of_genesis(const json::object& object, std::string_view part) {
  const auto* genesis = field(object, "genesis");
  const auto* value =
      genesis != nullptr && genesis->is_object() ? field(genesis->get_object(), part) : nullptr;
  return value == nullptr ? nullptr : value->if_object();
}

Read<KeyValues> state_in(const json::object& raw) {
  const auto* top = field(raw, "top");
  if (top == nullptr || !top->is_object())
    return std::string{"\"genesis.raw.top\" is an object of keys and values in hex"};
  const auto* children = field(raw, "childrenDefault");
  if (children != nullptr && !(children->is_object() && children->get_object().empty()))
    return std::string{"\"childrenDefault\" is not empty, and there are no child tries here"};
  KeyValues out;
  for (const auto& [key, value] : top->get_object()) {
    const auto key_bytes = from_hex(key);
    const auto bytes = value.is_string() ? from_hex(value.get_string()) : std::nullopt;
    if (!key_bytes || !bytes || !out.emplace(*key_bytes, *bytes).second)
      return "the entry \"" + std::string{key}.substr(0, 80) + "\" is not one key and value in hex";
  }
  return out;
}

Read<void> check_names(const chain_spec::ChainSpec& chain) {
  if (chain.name.empty() || chain.name.size() > chain_spec::kNameMax)
    return std::string{"\"name\" is empty or too long"};
  if (!chain_spec::is_chain_id(chain.id))
    return std::string{"\"id\" names a folder: a-z, 0-9, '-' and '_', a letter or digit first"};
  if (!chain_spec::is_chain_type(chain.chain_type))
    return std::string{"\"chainType\" is Development, Local or Live"};
  return {};
}

Read<SpecFile> read_raw(const json::object& object, const json::object& raw) {
  SpecFile out;
  DESCENT_TRY(read_names(object, out.chain));
  DESCENT_TRY(check_names(out.chain));
  out.contacts = DESCENT_TRY(contacts_in(object));
  out.chain.genesis = DESCENT_TRY(state_in(raw));
  const auto problems = chain_spec::problems_of(out.chain.genesis);
  if (!problems.empty()) return lines_of(problems);
  return out;
}

Read<DraftFile> read_draft(const json::object& object) {
  const auto* config = part_of_genesis(object, "config");
  if (config == nullptr)
    return std::string{"\"genesis\" has neither \"config\" (for people) nor \"raw\""};
  DraftFile out;
  DESCENT_TRY(read_names(object, out.draft));
  out.contacts = DESCENT_TRY(contacts_in(object));
  DESCENT_TRY(read_config(*config, out.draft));
  return out;
}

bool is_path(std::string_view chain) {
  return chain.find('/') != chain.npos || chain.ends_with(".json");
}

std::string no_chain(std::string_view chain) {
  return "there is no chain \"" + std::string{chain} + "\"; the presets are: " + presets() +
         ", or name a file that ends with .json";
}

/// `error` with the file that it is about.
std::string in_file(const fs::path& path, const std::string& error) {
  return "the chain spec " + path.string() + ": " + error;
}

}  // namespace

Read<SpecFile> read(std::string_view text) {
  const auto object = DESCENT_TRY(object_of(text));
  if (const auto* raw = part_of_genesis(object, "raw")) return read_raw(object, *raw);
  return build(DESCENT_TRY(read_draft(object)));
}

Read<SpecFile> load(const fs::path& path) {
  auto file = read(text_of(DESCENT_TRY(content_of(path))));
  if (!file) return in_file(path, file.error());
  return file;
}

Read<SpecFile> find(std::string_view chain) {
  if (auto preset = chain_spec::preset(chain)) return SpecFile{*std::move(preset), {}};
  if (!is_path(chain)) return no_chain(chain);
  return load(chain);
}

Read<DraftFile> find_draft(std::string_view chain) {
  if (auto draft = chain_spec::preset_draft(chain)) return DraftFile{*std::move(draft), {}};
  if (!is_path(chain)) return no_chain(chain);
  const fs::path path{chain};
  const auto object = object_of(text_of(DESCENT_TRY(content_of(path))));
  if (!object) return in_file(path, object.error());
  if (part_of_genesis(*object, "raw") != nullptr)
    return in_file(path, "it is raw already: what it was made from cannot be had back");
  auto out = read_draft(*object);
  if (!out) return in_file(path, out.error());
  return out;
}

Read<SpecFile> build(const DraftFile& file) {
  const auto problems = chain_spec::problems_of(file.draft);
  if (!problems.empty()) return lines_of(problems);
  return SpecFile{chain_spec::build(file.draft), file.contacts};
}

}  // namespace descent::spec

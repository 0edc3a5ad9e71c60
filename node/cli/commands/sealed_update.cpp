#include "node/cli/commands/sealed_update.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "modules/training/opening.hpp"
#include "node/cli/to_json.hpp"
#include "node/keystore/fresh.hpp"
#include "node/keystore/private_file.hpp"

namespace descent::cli {
namespace {

/// Room for the hex of an update as long as a blob may be.
constexpr std::size_t kFileBytesMax = (std::size_t{128} << 20) + 1'024;

std::optional<Bytes> hex_in(const boost::json::value& json, std::string_view name) {
  const auto* object = json.if_object();
  const auto* text = object == nullptr ? nullptr : object->if_contains(name);
  return text != nullptr && text->is_string() ? from_hex(text->as_string()) : std::nullopt;
}

std::string text_of(const SealedUpdate& sealed) {
  return boost::json::serialize(boost::json::object{{"salt", to_hex(sealed.salt.bytes)},
                                                    {"update", to_hex(sealed.update)}}) +
         "\n";
}

}  // namespace

Outcome<std::filesystem::path> sealed_path(const Session& session, const SealedFor& what) {
  const auto keys = DESCENT_TRY(session.keystore());
  auto folder = keys.folder();
  if (!folder.has_filename()) folder = folder.parent_path();
  const std::string name = to_hex(what.genesis.bytes).substr(0, 16) + "-" +
                           address_of(what.account) + "-task-" + std::to_string(what.task) +
                           "-round-" + std::to_string(what.round) + ".json";
  return folder.parent_path() / (folder.filename().string() + "-sealed") / name;
}

Outcome<std::optional<SealedUpdate>> sealed_update(const std::filesystem::path& path) {
  const auto text = keystore::read_private(path, kFileBytesMax);
  if (!text && text.error().kind == keystore::ErrorKind::NotFound)
    return std::optional<SealedUpdate>{};
  if (!text) return failure_of(text.error());
  boost::json::error_code error;
  const auto json = boost::json::parse(**text, error);
  const auto salt = hex_in(json, "salt");
  auto update = hex_in(json, "update");
  SealedUpdate out;
  if (error || !salt || salt->size() != out.salt.bytes.size() || !update || update->empty())
    return refused("the sealed update in " + path.string() +
                   " is damaged: take a backup; without its salt it cannot be revealed");
  std::copy(salt->begin(), salt->end(), out.salt.bytes.begin());
  out.update = *std::move(update);
  return std::optional{std::move(out)};
}

Outcome<SealedUpdate> seal(const std::filesystem::path& path, View update) {
  if (const auto before = DESCENT_TRY(sealed_update(path))) {
    if (std::ranges::equal(before->update, update)) return *before;
    return refused("another update is sealed for this round in " + path.string() +
                   "; who has committed to it reveals it. If it was never sent, remove the file");
  }
  SealedUpdate out;
  out.update = {update.begin(), update.end()};
  const auto filled = keystore::fill_random(out.salt.bytes);
  if (!filled) return failure_of(filled.error());
  const auto folder = keystore::make_private_folder(path.parent_path());
  if (!folder) return failure_of(folder.error());
  const auto written = keystore::write_private(path, text_of(out), false);
  if (!written) return failure_of(written.error());
  return out;
}

Hash commitment_of(const SealedFor& what, const SealedUpdate& sealed) {
  return modules::training::commitment(modules::blob_root(sealed.update), sealed.salt, what.account,
                                       what.task, what.round);
}

}  // namespace descent::cli

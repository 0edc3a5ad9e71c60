#include "node/keystore/session_keys.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/keystore/fresh.hpp"
#include "node/keystore/private_file.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::keystore {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWords = 12;
constexpr std::size_t kFileBytesMax = 8 * crypto::kSuriLengthMax;  // escapes make a text longer

Kept<SessionKeyKind> kind_named(std::string_view id) {
  const auto at = std::ranges::find(kSessionKeyKinds, id, &SessionKeyKind::id);
  if (at == kSessionKeyKinds.end())
    return Error{ErrorKind::Unsupported, "there is no kind of session key '" + std::string{id} +
                                             "'; there is: " + std::string{kVotingKey.id}};
  return *at;
}

Kept<crypto::Keypair> key_of(const SessionKeyKind& kind, std::string_view suri, View public_key) {
  auto key = crypto::from_suri(kind.scheme, suri);
  if (!key) return Error{ErrorKind::BadKey, std::string{describe(key.error())}};
  if (!std::ranges::equal(key->public_key(), public_key))
    return Error{ErrorKind::BadKey, "the secret is not that of the public key: as " +
                                        std::string{name_of(kind.scheme)} + ", it has " +
                                        to_0x(key->public_key())};
  return *std::move(key);
}

/// The text in the file; empty if it is none.
crypto::SecretText parse_text(std::string_view json) {
  boost::json::error_code error;
  auto value = boost::json::parse({json.data(), json.size()}, error);
  if (error || !value.is_string()) return {};
  auto& text = value.get_string();
  crypto::SecretText out{std::string{text}};
  crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return out;
}

}  // namespace

Kept<SessionKeys> SessionKeys::open(fs::path folder) {
  DESCENT_TRY(make_private_folder(folder));
  return SessionKeys{std::move(folder)};
}

fs::path SessionKeys::path_of(const SessionKeyKind& kind, View public_key) const {
  return folder_ / (to_hex(as_view(kind.id)) + to_hex(public_key));
}

Kept<> SessionKeys::insert(std::string_view id, std::string_view suri, View public_key) const {
  const auto kind = DESCENT_TRY(kind_named(id));
  DESCENT_TRY(key_of(kind, suri, public_key));
  const crypto::SecretText text{boost::json::serialize(boost::json::string_view{suri})};
  return write_private(path_of(kind, public_key), *text, true);
}

Kept<Bytes> SessionKeys::rotate() const {
  Bytes out;
  for (const auto& kind : kSessionKeyKinds) {
    const auto phrase = phrase_of(DESCENT_TRY(fresh_entropy(kWords)));
    const auto key = crypto::from_suri(kind.scheme, *phrase);
    if (!key) return Error{ErrorKind::BadKey, std::string{describe(key.error())}};
    DESCENT_TRY(insert(kind.id, *phrase, key->public_key()));
    append(out, key->public_key());
  }
  return out;
}

Kept<bool> SessionKeys::has(std::string_view id, View public_key) const {
  const auto kind = DESCENT_TRY(kind_named(id));
  if (public_key.size() != kind.public_size) return false;
  std::error_code error;
  return fs::exists(path_of(kind, public_key), error);
}

Kept<bool> SessionKeys::has_all(View public_keys) const {
  if (public_keys.size() != kSessionKeysSize)
    return Error{ErrorKind::BadKey, "session keys are " + std::to_string(kSessionKeysSize) +
                                        " bytes, as author_rotateKeys gives them"};
  for (const auto& kind : kSessionKeyKinds) {
    if (!DESCENT_TRY(has(kind.id, public_keys.first(kind.public_size)))) return false;
    public_keys = public_keys.subspan(kind.public_size);
  }
  return true;
}

Kept<crypto::Keypair> SessionKeys::find(std::string_view id, View public_key) const {
  const auto kind = DESCENT_TRY(kind_named(id));
  const fs::path path = path_of(kind, public_key);
  const auto json = read_private(path, kFileBytesMax);
  if (!json && json.error().kind == ErrorKind::NotFound)
    return Error{ErrorKind::NotFound, "the node has no key " + to_0x(public_key) + " in " +
                                          folder_.string() + "; insert it, or rotate the keys"};
  if (!json) return json.error();
  auto key = key_of(kind, *parse_text(**json), public_key);
  if (!key)
    return Error{ErrorKind::Damaged, path.string() +
                                         " does not hold the key it is named after; "
                                         "take a backup, or rotate the keys"};
  return key;
}

}  // namespace descent::keystore

#include "node/keystore/key_file.hpp"

#include <sodium/utils.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/keystore/pkcs8.hpp"
#include "runtime/crypto/ecdsa.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::keystore {
namespace {

namespace json = boost::json;

constexpr std::string_view kVersion = "3";
constexpr std::uint16_t kSs58Prefix = 42;
constexpr std::size_t kDepthMax = 8;

Error damaged(std::string_view what) {
  return {ErrorKind::Damaged,
          "the key file is damaged: " + std::string{what} + "; take a backup, or export it again"};
}
Error unsupported(std::string_view what) {
  return {ErrorKind::Unsupported,
          "the key file " + std::string{what} +
              "; open it in the wallet that wrote it, and export it again with a password"};
}

/// nullptr if there is no such member.
const json::value* member(const json::value& value, std::string_view name) {
  const auto* object = value.if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

/// "" if there is no such text.
std::string text_of(const json::value& value, std::string_view name) {
  const auto* found = member(value, name);
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string{} : std::string{*text};
}

bool is_list(const json::value& value, std::string_view name, const json::array& expected) {
  const auto* found = member(value, name);
  return found != nullptr && *found == expected;
}

Kept<crypto::KeyType> parse_encoding(const json::value& encoding) {
  if (text_of(encoding, "version") != kVersion)
    return unsupported("is not of version 3, the one known here");
  if (!is_list(encoding, "type", {"scrypt", "xsalsa20-poly1305"}))
    return unsupported("is not encrypted by scrypt and xsalsa20-poly1305");
  for (const auto type : crypto::kKeyTypes)
    if (is_list(encoding, "content", {"pkcs8", name_of(type)})) return type;
  return unsupported("holds no sr25519, ed25519 or ecdsa key");
}

/// ECDSA accounts are hashes, so wallets write the public key, and older ones the account.
Kept<AccountId> parse_address(crypto::KeyType type, const std::string& address) {
  if (type == crypto::KeyType::Ecdsa && address.starts_with("0x")) {
    const auto bytes = from_hex(address);
    crypto::ecdsa::PublicKey key;
    if (!bytes || bytes->size() != key.size()) return damaged("its address is no public key");
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return crypto::ecdsa::account_of(key);
  }
  const auto decoded = crypto::ss58_decode(address);
  if (!decoded) return damaged(describe(decoded.error()));
  return decoded->account;
}

std::string address_of(const crypto::Keypair& key) {
  if (key.type() == crypto::KeyType::Ecdsa) return to_0x(key.public_key());
  return crypto::ss58_encode(key.account(), kSs58Prefix);
}

Kept<Bytes> from_base64(std::string_view text) {
  Bytes out(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return damaged("its encrypted part is no base64");
  out.resize(size);
  return out;
}

std::string to_base64(View bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the zero that ends it
  return out;
}

std::uint64_t created_in(const json::value& meta) {
  const auto* when = member(meta, "whenCreated");
  if (when == nullptr || !when->is_number()) return 0;
  json::error_code error;
  const auto out = when->to_number<std::uint64_t>(error);
  return error ? 0 : out;
}

}  // namespace

Kept<KeyFile> parse_key_file(std::string_view text) {
  if (text.size() > kKeyFileBytesMax)
    return Error{ErrorKind::TooLarge, "the file is above 64 KiB, which no key file is"};
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::error_code error;
  const auto root = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return damaged("it is no JSON (" + error.message() + ")");
  const auto* encoding = member(root, "encoding");
  if (encoding == nullptr) return damaged("it does not say how it is encoded");

  KeyFile out;
  out.type = DESCENT_TRY(parse_encoding(*encoding));
  out.address = text_of(root, "address");
  out.account = DESCENT_TRY(parse_address(out.type, out.address));
  out.sealed = DESCENT_TRY(from_base64(text_of(root, "encoded")));
  if (out.sealed.empty()) return damaged("it has no encrypted part");
  if (const auto* meta = member(root, "meta")) {
    out.name = text_of(*meta, "name");
    out.created = created_in(*meta);
  }
  return out;
}

std::string to_text(const KeyFile& file) {
  const json::object root{
      {"encoded", to_base64(file.sealed)},
      {"encoding",
       {{"content", json::array{"pkcs8", name_of(file.type)}},
        {"type", json::array{"scrypt", "xsalsa20-poly1305"}},
        {"version", kVersion}}},
      {"address", file.address},
      {"meta", {{"name", file.name}, {"whenCreated", file.created}}},
  };
  return json::serialize(root) + "\n";
}

Kept<KeyFile> lock(const crypto::Keypair& key, std::string_view password, std::string name,
                   std::uint64_t created, const Scrypt& cost) {
  const auto plain = to_pkcs8(key);
  KeyFile out{key.type(), address_of(key), key.account(), std::move(name), created, {}};
  out.sealed = DESCENT_TRY(seal(*plain, password, cost));
  return out;
}

Kept<crypto::Keypair> unlock(const KeyFile& file, std::string_view password) {
  const auto plain = DESCENT_TRY(unseal(file.sealed, password));
  auto key = DESCENT_TRY(from_pkcs8(file.type, *plain));
  if (key.account() != file.account)
    return Error{ErrorKind::WrongAddress, "the key file says " + file.address +
                                              ", and its secret is that of " + address_of(key) +
                                              ": somebody altered it; take a backup"};
  return key;
}

}  // namespace descent::keystore

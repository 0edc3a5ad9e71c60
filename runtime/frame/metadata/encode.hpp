#pragma once
// The description of a runtime, and its two encodings.
// source  paritytech/frame-metadata v14.rs and v15.rs
#include "runtime/frame/metadata/types.hpp"

namespace descent::frame::metadata {

struct StorageEntry {
  std::string_view name;
  bool optional{};
  std::vector<std::uint8_t> hashers;  ///< empty: a plain value
  TypeId key{};
  TypeId value{};
  Bytes fallback;  ///< what an absent value reads as
  std::string_view doc;
};

struct ConstantEntry {
  std::string_view name;
  TypeId type{};
  Bytes value;
  std::string_view doc;
};

struct Module {
  std::string_view name;
  std::uint8_t index{};
  std::vector<StorageEntry> storage;
  std::optional<TypeId> calls, events, errors;
  std::vector<ConstantEntry> constants;
  std::string_view doc;
};

struct Extension {
  std::string_view identifier;
  TypeId value{};     ///< what the extrinsic carries
  TypeId implicit{};  ///< what is signed besides
};

struct Extrinsic {
  TypeId type{}, address{}, call{}, signature{}, extra{};
  std::vector<Extension> extensions;
};

struct ApiMethod {
  std::string_view name;
  std::vector<Field> inputs;
  TypeId output{};
  std::string_view doc;
};

struct Api {
  std::string_view name;
  std::vector<ApiMethod> methods;
  std::string_view doc;
};

struct Description {
  std::vector<Module> modules;
  Extrinsic extrinsic;
  TypeId runtime{};
  TypeId outer_call{}, outer_event{}, outer_error{};
  std::vector<Api> apis;
};

/// "meta" 14 ...
Bytes v14(const TypeTable& table, const Description& runtime);
/// "meta" 15 ...: with the runtime APIs.
Bytes v15(const TypeTable& table, const Description& runtime);

}  // namespace descent::frame::metadata

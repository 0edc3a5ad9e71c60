#include "runtime/frame/metadata/encode.hpp"

#include "runtime/frame/metadata/describe.hpp"

namespace descent::frame::metadata {
namespace {

constexpr std::uint8_t kExtrinsicVersion = 4;

void put_optional(Bytes& out, const std::optional<TypeId>& id) {
  out.push_back(id ? 1 : 0);
  if (id) put_id(out, *id);
}

void put_entry(Bytes& out, const StorageEntry& entry) {
  put_text(out, entry.name);
  out.push_back(entry.optional ? 0 : 1);
  out.push_back(entry.hashers.empty() ? 0 : 1);
  if (!entry.hashers.empty()) {
    scale::encode(out, entry.hashers);
    put_id(out, entry.key);
  }
  put_id(out, entry.value);
  scale::encode(out, entry.fallback);
  put_docs(out, entry.doc);
}

void put_storage(Bytes& out, const Module& module) {
  out.push_back(module.storage.empty() ? 0 : 1);
  if (module.storage.empty()) return;
  put_text(out, module.name);
  scale::encode_compact(out, module.storage.size());
  for (const auto& entry : module.storage) put_entry(out, entry);
}

void put_constants(Bytes& out, const Module& module) {
  scale::encode_compact(out, module.constants.size());
  for (const auto& constant : module.constants) {
    put_text(out, constant.name);
    put_id(out, constant.type);
    scale::encode(out, constant.value);
    put_docs(out, constant.doc);
  }
}

void put_module(Bytes& out, const Module& module) {
  put_text(out, module.name);
  put_storage(out, module);
  put_optional(out, module.calls);
  put_optional(out, module.events);
  put_constants(out, module);
  put_optional(out, module.errors);
  out.push_back(module.index);
}

void put_extensions(Bytes& out, const Extrinsic& extrinsic) {
  scale::encode_compact(out, extrinsic.extensions.size());
  for (const auto& extension : extrinsic.extensions) {
    put_text(out, extension.identifier);
    put_id(out, extension.value);
    put_id(out, extension.implicit);
  }
}

void put_api(Bytes& out, const Api& api) {
  put_text(out, api.name);
  scale::encode_compact(out, api.methods.size());
  for (const auto& method : api.methods) {
    put_text(out, method.name);
    scale::encode_compact(out, method.inputs.size());
    for (const auto& input : method.inputs) {
      put_text(out, input.name);
      put_id(out, input.type);
    }
    put_id(out, method.output);
    put_docs(out, method.doc);
  }
  put_docs(out, api.doc);
}

Bytes begin(const TypeTable& table, std::uint8_t version) {
  Bytes out{'m', 'e', 't', 'a', version};
  table.write(out);
  return out;
}

}  // namespace

std::string module_path(std::string_view module, std::string_view type) {
  std::string out = "pallet_";
  for (const char c : module) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && out.back() != '_') out.push_back('_');
    out.push_back(static_cast<char>(upper ? c - 'A' + 'a' : c));
  }
  // System is the frame's own module, and clients know it by that name.
  if (out == "pallet_system") out = "frame_system";
  return out + "::pallet::" + std::string{type};
}

Bytes v14(const TypeTable& table, const Description& runtime) {
  Bytes out = begin(table, 14);
  scale::encode_compact(out, runtime.modules.size());
  for (const auto& module : runtime.modules) put_module(out, module);
  put_id(out, runtime.extrinsic.type);
  out.push_back(kExtrinsicVersion);
  put_extensions(out, runtime.extrinsic);
  put_id(out, runtime.runtime);
  return out;
}

Bytes v15(const TypeTable& table, const Description& runtime) {
  Bytes out = begin(table, 15);
  scale::encode_compact(out, runtime.modules.size());
  for (const auto& module : runtime.modules) {
    put_module(out, module);
    put_docs(out, module.doc);
  }
  out.push_back(kExtrinsicVersion);
  put_id(out, runtime.extrinsic.address);
  put_id(out, runtime.extrinsic.call);
  put_id(out, runtime.extrinsic.signature);
  put_id(out, runtime.extrinsic.extra);
  put_extensions(out, runtime.extrinsic);
  put_id(out, runtime.runtime);
  scale::encode_compact(out, runtime.apis.size());
  for (const auto& api : runtime.apis) put_api(out, api);
  put_id(out, runtime.outer_call);
  put_id(out, runtime.outer_event);
  put_id(out, runtime.outer_error);
  scale::encode_compact(out, 0);  // no custom values
  return out;
}

}  // namespace descent::frame::metadata

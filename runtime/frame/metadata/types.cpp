#include "runtime/frame/metadata/types.hpp"

namespace descent::frame::metadata {
namespace {

// TypeDef variants.
enum Def : std::uint8_t { kComposite, kVariant, kSequence, kArray, kTuple, kPrimitive, kCompact };

void put_fields(Bytes& out, const std::vector<Field>& fields) {
  scale::encode_compact(out, fields.size());
  for (const auto& field : fields) {
    out.push_back(field.name.empty() ? 0 : 1);
    if (!field.name.empty()) put_text(out, field.name);
    put_id(out, field.type);
    out.push_back(field.type_name.empty() ? 0 : 1);
    if (!field.type_name.empty()) put_text(out, field.type_name);
    put_docs(out, "");
  }
}

void put_path(Bytes& out, std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const auto at = path.find("::");
    segments.push_back(path.substr(0, at));
    path = at == path.npos ? "" : path.substr(at + 2);
  }
  scale::encode_compact(out, segments.size());
  for (const auto segment : segments) put_text(out, segment);
}

}  // namespace

void put_id(Bytes& out, TypeId id) { scale::encode_compact(out, id); }

void put_text(Bytes& out, std::string_view text) {
  scale::encode_compact(out, text.size());
  append(out, as_view(text));
}

void put_docs(Bytes& out, std::string_view doc) {
  scale::encode_compact(out, doc.empty() ? 0 : 1);
  if (!doc.empty()) put_text(out, doc);
}

Bytes primitive_def(std::uint8_t kind) { return {kPrimitive, kind}; }

Bytes composite_def(const std::vector<Field>& fields) {
  Bytes out{kComposite};
  put_fields(out, fields);
  return out;
}

Bytes variant_def(const std::vector<Variant>& variants) {
  Bytes out{kVariant};
  scale::encode_compact(out, variants.size());
  for (const auto& variant : variants) {
    put_text(out, variant.name);
    put_fields(out, variant.fields);
    out.push_back(variant.index);
    put_docs(out, variant.doc);
  }
  return out;
}

Bytes sequence_def(TypeId element) {
  Bytes out{kSequence};
  put_id(out, element);
  return out;
}

Bytes array_def(std::uint32_t length, TypeId element) {
  Bytes out{kArray};
  scale::encode(out, length);
  put_id(out, element);
  return out;
}

Bytes tuple_def(const std::vector<TypeId>& parts) {
  Bytes out{kTuple};
  scale::encode_compact(out, parts.size());
  for (const auto part : parts) put_id(out, part);
  return out;
}

Bytes compact_def(TypeId of) {
  Bytes out{kCompact};
  put_id(out, of);
  return out;
}

TypeId TypeTable::reserve() {
  types_.emplace_back();
  return static_cast<TypeId>(types_.size() - 1);
}

void TypeTable::set(TypeId id, Type type) { types_.at(id) = std::move(type); }

void TypeTable::write(Bytes& out) const {
  scale::encode_compact(out, types_.size());
  for (TypeId id = 0; id < types_.size(); ++id) {
    const Type& type = types_[id];
    put_id(out, id);
    put_path(out, type.path);
    scale::encode_compact(out, type.params.size());
    for (const auto& param : type.params) {
      put_text(out, param.name);
      out.push_back(1);
      put_id(out, param.type);
    }
    append(out, type.def);
    put_docs(out, "");
  }
}

}  // namespace descent::frame::metadata

#pragma once
// The parts of runtime metadata that both versions share.
// source  paritytech/scale-info (Type, TypeDef, Field, Variant) and paritytech/frame-metadata
#include <deque>
#include <functional>

#include "runtime/scale/codec.hpp"

namespace descent::frame::metadata {

using TypeId = std::uint32_t;  ///< a place in the type table

struct Field {
  std::string name;  ///< empty: positional
  TypeId type{};
  std::string type_name;
};

struct Variant {
  std::string_view name;
  std::uint8_t index{};
  std::vector<Field> fields;
  std::string_view doc;
};

struct TypeParam {
  std::string_view name;
  TypeId type{};
};

/// One row of the type table.
struct Type {
  std::string path;  ///< segments joined by "::"; may be empty
  std::vector<TypeParam> params;
  Bytes def;  ///< SCALE of TypeDef
};

void put_id(Bytes& out, TypeId id);
void put_text(Bytes& out, std::string_view text);
/// A list of doc lines: none if `doc` is empty, else one.
void put_docs(Bytes& out, std::string_view doc);

Bytes primitive_def(std::uint8_t kind);
Bytes composite_def(const std::vector<Field>& fields);
Bytes variant_def(const std::vector<Variant>& variants);
Bytes sequence_def(TypeId element);
Bytes array_def(std::uint32_t length, TypeId element);
Bytes tuple_def(const std::vector<TypeId>& parts);
Bytes compact_def(TypeId of);

/// The type table. Ids are given in order of first mention, contiguous from 0.
class TypeTable {
 public:
  /// A place to be filled by `set`; a type may mention itself through it.
  TypeId reserve();
  void set(TypeId id, Type type);
  std::size_t size() const { return types_.size(); }
  void write(Bytes& out) const;

 private:
  std::deque<Type> types_;
};

}  // namespace descent::frame::metadata

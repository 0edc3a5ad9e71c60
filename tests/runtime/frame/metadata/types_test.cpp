#include "runtime/frame/metadata/types.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent::frame::metadata {
namespace {

std::string hex(const Bytes& bytes) { return to_hex(bytes); }

TEST(Types, a_primitive_is_two_bytes) { EXPECT_EQ(hex(primitive_def(5)), "0505"); }

TEST(Types, a_composite_lists_its_fields_by_name_type_and_type_name) {
  // 0 composite, one field: Some("ab"), id 3, Some("u8"), no docs
  EXPECT_EQ(hex(composite_def({{"ab", 3, "u8"}})),
            "0004"
            "01086162"
            "0c"
            "01087538"
            "00");
}

TEST(Types, an_unnamed_field_has_no_name) {
  EXPECT_EQ(hex(composite_def({{"", 1, ""}})),
            "0004"
            "00"
            "04"
            "00"
            "00");
}

TEST(Types, a_variant_carries_its_written_index) {
  EXPECT_EQ(hex(variant_def({{"A", 9, {}, "doc"}})),
            "0104"
            "0441"
            "00"
            "09"
            "040c646f63");
}

TEST(Types, sequences_arrays_tuples_and_compacts_name_their_elements) {
  EXPECT_EQ(hex(sequence_def(2)), "0208");
  EXPECT_EQ(hex(array_def(32, 2)), "032000000008");
  EXPECT_EQ(hex(tuple_def({1, 2})), "04080408");
  EXPECT_EQ(hex(compact_def(7)), "061c");
}

TEST(TypeTable, writes_contiguous_ids_in_order_with_paths_and_parameters) {
  TypeTable table;
  const TypeId later = table.reserve();
  const TypeId first = table.reserve();
  table.set(later, {"a::B", {{"T", first}}, primitive_def(0)});
  table.set(first, {"", {}, primitive_def(3)});
  Bytes out;
  table.write(out);
  EXPECT_EQ(hex(out),
            "08"
            "00"
            "0804610442"
            "0404540104"
            "0500"
            "00"
            "04"
            "00"
            "00"
            "0503"
            "00");
}

TEST(Docs, are_none_or_one_line) {
  Bytes none;
  put_docs(none, "");
  EXPECT_EQ(hex(none), "00");
  Bytes one;
  put_docs(one, "x");
  EXPECT_EQ(hex(one), "040478");
}

}  // namespace
}  // namespace descent::frame::metadata

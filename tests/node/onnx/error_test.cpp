#include "node/onnx/error.hpp"

#include <gmock/gmock.h>

#include <set>

namespace descent::onnx {
namespace {

TEST(Error, every_kind_has_a_name_of_its_own) {
  std::set<std::string_view> names;
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(ErrorKind::kCount); ++i)
    EXPECT_TRUE(names.insert(name(ErrorKind{i})).second) << name(ErrorKind{i});
  EXPECT_EQ(name(ErrorKind::Empty), "Empty");
  EXPECT_EQ(name(ErrorKind::UnknownValue), "UnknownValue");
  EXPECT_EQ(name(ErrorKind::InvalidGraph), "InvalidGraph");
}

TEST(Error, the_sentence_names_the_kind_the_subject_and_what_to_do) {
  EXPECT_EQ(describe({ErrorKind::ExternalData, "initialiser 'w'", "save it inside"}),
            "ExternalData: initialiser 'w': save it inside");
  EXPECT_EQ(describe({ErrorKind::Empty, "", "export a model"}), "Empty: export a model");
}

TEST(Error, names_of_a_file_are_made_safe_to_print) {
  EXPECT_EQ(printable("fc1.weight"), "fc1.weight");
  EXPECT_EQ(printable("Gewicht ä"), "Gewicht ä");
  EXPECT_EQ(printable("a\n\x1b[31m\x7f"), "a\\x0a\\x1b[31m\\x7f");
  EXPECT_EQ(printable("\xff\xfe"), "\\xff\\xfe");
  EXPECT_EQ(named("node", "a\tb"), "node 'a\\x09b'");
}

TEST(Error, long_names_are_cut_between_characters) {
  EXPECT_EQ(printable(std::string(kQuotedMax, 'a')), std::string(kQuotedMax, 'a'));
  EXPECT_EQ(printable(std::string(kQuotedMax + 1, 'a')), std::string(kQuotedMax, 'a') + "...");
  const std::string before(kQuotedMax - 1, 'a');
  EXPECT_EQ(printable(before + "ääää"), before + "...");
  EXPECT_EQ(printable(std::string(1'000'000, '\x80')).size(), 4 * (kQuotedMax - 4) + 3);
}

}  // namespace
}  // namespace descent::onnx

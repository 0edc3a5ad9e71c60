#include "runtime/frame/runtime_api.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/trie/golden.hpp"

namespace descent::frame {
namespace {

struct Sums {
  struct Api {
    static constexpr std::string_view api_name = "Sums";
    static constexpr std::uint32_t api_version = 1;
    struct add {
      using Output = std::uint16_t;
      std::uint8_t a{};
      std::uint8_t b{};
      DESCENT_FIELDS(a, b)
    };
    using Methods = frame::Methods<add>;
  };
  std::uint16_t query(const Api::add& question) const {
    return static_cast<std::uint16_t>(question.a + question.b);
  }
};

class NoCalls : public scale::NestedCodec {
 public:
  void skip(scale::Reader& in) const override { in.fail(scale::Error::UnknownVariant); }
};

Expected<Bytes, ApiError> ask(std::string_view name, const Bytes& arguments) {
  const NoCalls none;
  Sums sums;
  ApiCall call{name, arguments, none};
  call.ask(sums);
  return call.answer();
}

TEST(ApiCall, is_answered_by_the_host_of_its_method) {
  EXPECT_EQ(*ask("Sums_add", {200, 100}), (Bytes{44, 1}));
}

TEST(ApiCall, finds_no_method_of_another_name) {
  for (const auto name : {"", "Sums", "Sums_", "Sums_ad", "Sums_added", "Sum_add", "Sumsadd"})
    EXPECT_EQ(ask(name, {1, 2}).error(), ApiError::NotFound) << name;
}

TEST(ApiCall, refuses_arguments_that_are_cut_or_too_long) {
  EXPECT_EQ(ask("Sums_add", {1}).error(), ApiError::BadArguments);
  EXPECT_EQ(ask("Sums_add", {1, 2, 3}).error(), ApiError::BadArguments);
}

TEST(ApiId, is_that_of_other_clients) {
  const auto golden = trie::read_golden("wire.json");
  for (const auto& [name, id] : golden.at("apiIds").as_object()) {
    const auto ours = api_id(name);
    EXPECT_EQ(Bytes(ours.begin(), ours.end()), trie::bytes_of(id)) << name;
  }
}

}  // namespace
}  // namespace descent::frame

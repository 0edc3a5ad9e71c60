#include "node/rpc/transport/origins.hpp"

#include <gtest/gtest.h>

namespace descent::rpc {
namespace {

TEST(Origins, pages_of_this_machine_and_the_apps_page_may_by_default) {
  for (const char* origin : {"http://localhost:3000", "http://localhost", "https://127.0.0.1:8443",
                             "https://polkadot.js.org"})
    EXPECT_TRUE(allows(default_origins(), origin)) << origin;
}

TEST(Origins, pages_that_only_look_like_them_may_not) {
  for (const char* origin :
       {"http://localhost.evil.com", "http://localhost:80.evil.com",
        "http://localhost:", "http://localhost:123456", "https://polkadot.js.org:444",
        "http://polkadot.js.org", "https://evil.com", "null"})
    EXPECT_FALSE(allows(default_origins(), origin)) << origin;
}

TEST(Origins, a_program_without_an_origin_may) { EXPECT_TRUE(allows({}, "")); }

TEST(Origins, a_star_allows_every_page) { EXPECT_TRUE(allows({"*"}, "https://evil.com")); }

}  // namespace
}  // namespace descent::rpc

#include "node/spec/spec_file.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/spec/raw_json.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::spec {
namespace {

using keystore::put;
using testing::HasSubstr;

struct SpecFiles : testing::Test {
  const keystore::Folder folder{};
  boost::json::object json = draft_json(*find_draft("dev"));

  std::string text() const { return boost::json::serialize(json); }
  /// Why the text is refused; empty if it is not.
  std::string mistake() const {
    const auto file = read(text());
    return file ? "" : file.error();
  }
  boost::json::object& config() { return json["genesis"].as_object()["config"].as_object(); }
};

TEST_F(SpecFiles, a_preset_is_found_by_its_name_and_a_file_by_its_path) {
  EXPECT_EQ(find("dev")->chain.genesis, chain_spec::preset("dev")->genesis);
  put(folder / "mine.json", text());
  const auto mine = find((folder / "mine.json").string());
  ASSERT_TRUE(mine) << mine.error();
  EXPECT_EQ(mine->chain.genesis, chain_spec::preset("dev")->genesis);
  EXPECT_EQ(find_draft((folder / "mine.json").string())->draft.config.balances.size(),
            find_draft("dev")->draft.config.balances.size());
}

TEST_F(SpecFiles, what_is_neither_says_what_there_is) {
  EXPECT_THAT(find("moon").error(), HasSubstr("the presets are: dev, local, or name a file"));
  EXPECT_THAT(find_draft("moon").error(), HasSubstr("the presets are: dev, local"));
  EXPECT_THAT(find((folder / "none.json").string()).error(), HasSubstr("cannot read"));
  EXPECT_THAT(find(folder.path().string()).error(), HasSubstr("cannot read"));
}

TEST_F(SpecFiles, a_mistake_is_told_with_the_file_it_is_in) {
  put(folder / "bad.json", "{");
  const auto path = (folder / "bad.json").string();
  EXPECT_THAT(find(path).error(), HasSubstr("bad.json: it is no JSON"));
  EXPECT_THAT(find_draft(path).error(), HasSubstr("bad.json: it is no JSON"));
}

TEST_F(SpecFiles, every_mistake_of_a_draft_is_a_line) {
  config()["validatorCount"] = 0;
  json["chainType"] = "Custom";
  EXPECT_THAT(mistake(), testing::AllOf(HasSubstr("the type 'Custom' is none"), HasSubstr("\n"),
                                        HasSubstr("the validator count is 0")));
}

TEST_F(SpecFiles, a_raw_file_names_a_folder_too_and_is_checked) {
  json = raw_json(*find("dev"));
  EXPECT_EQ(mistake(), "");
  json["id"] = "../dev";
  EXPECT_THAT(mistake(), HasSubstr("names a folder"));
  json["id"] = "dev";
  auto& raw = json["genesis"].as_object()["raw"].as_object();
  raw["top"].as_object()["0x0102"] = "0x";
  EXPECT_THAT(mistake(), HasSubstr("of no storage item"));
  raw["top"].as_object()["0x0102"] = "0x1";
  EXPECT_THAT(mistake(), HasSubstr("not one key and value in hex"));
  raw["top"] = 1;
  EXPECT_THAT(mistake(), HasSubstr("is an object"));
}

TEST_F(SpecFiles, child_tries_are_refused_as_they_would_be_lost) {
  json = raw_json(*find("dev"));
  auto& raw = json["genesis"].as_object()["raw"].as_object();
  raw["childrenDefault"] = boost::json::object{{"0x01", boost::json::object{}}};
  EXPECT_THAT(mistake(), HasSubstr("no child tries"));
}

TEST_F(SpecFiles, two_spellings_of_a_key_are_not_two_keys) {
  json = raw_json(*find("dev"));
  auto& top = json["genesis"].as_object()["raw"].as_object()["top"].as_object();
  const std::string key{top.begin()->key()};
  top[key.substr(2)] = "0x";
  EXPECT_THAT(mistake(), HasSubstr("not one key and value"));
}

TEST_F(SpecFiles, a_raw_file_has_no_draft) {
  json = raw_json(*find("dev"));
  put(folder / "raw.json", text());
  EXPECT_THAT(find_draft((folder / "raw.json").string()).error(), HasSubstr("raw already"));
  EXPECT_TRUE(load(folder / "raw.json"));
}

TEST_F(SpecFiles, boot_nodes_have_an_identity_and_are_few) {
  json["bootNodes"] = boost::json::array{"/ip4/10.0.0.1/tcp/30333"};
  EXPECT_THAT(mistake(), HasSubstr("boot node 1 is no address with an identity"));
  json["bootNodes"] = boost::json::array{1};
  EXPECT_THAT(mistake(), HasSubstr("boot node 1"));
  json["bootNodes"] = boost::json::array(kBootNodesMax + 1);
  EXPECT_THAT(mistake(), HasSubstr("at most 64"));
  const network::libp2p::Multiaddr address{network::libp2p::DnsName{{}, "boot.example"}, 30333,
                                           network::libp2p::PeerId{}};
  json["bootNodes"] = {address.text()};
  const auto file = read(text());
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->contacts.boot_nodes.at(0).text(), address.text());
}

TEST_F(SpecFiles, the_protocol_id_is_a_word) {
  json["protocolId"] = "a b";
  EXPECT_THAT(mistake(), HasSubstr("protocolId"));
  json["protocolId"] = std::string(33, 'a');
  EXPECT_THAT(mistake(), HasSubstr("1 to 32"));
}

TEST_F(SpecFiles, names_are_texts_and_there) {
  for (const auto* name : {"name", "id", "chainType"}) {
    auto without = draft_json(*find_draft("dev"));
    without.erase(name);
    EXPECT_THAT(read(boost::json::serialize(without)).error(), HasSubstr(name));
    without[name] = 1;
    EXPECT_FALSE(read(boost::json::serialize(without)));
  }
  json.erase("genesis");
  EXPECT_THAT(mistake(), HasSubstr("neither \"config\""));
}

TEST_F(SpecFiles, depth_and_counts_are_limited_before_anything_is_built) {
  EXPECT_THAT(read(std::string(kDepthMax + 1, '[')).error(), HasSubstr("nested"));
  std::string many = "{\"a\":[0";
  for (std::size_t i = 0; i < kValuesMax; ++i) many += ",0";
  EXPECT_THAT(read(many + "]}").error(), HasSubstr("values"));
  EXPECT_THAT(read("[]").error(), HasSubstr("no JSON object"));
}

TEST_F(SpecFiles, a_file_that_is_too_long_is_not_read) {
  put(folder / "long.json", "");
  std::filesystem::resize_file(folder / "long.json", kFileBytesMax + 1);  // sparse
  EXPECT_THAT(load(folder / "long.json").error(), HasSubstr("more than 128 MiB"));
}

}  // namespace
}  // namespace descent::spec

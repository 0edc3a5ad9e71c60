// Files that describe a chain.
#include "node/spec/spec_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "chain-spec/check.hpp"
#include "node/spec/draft_json.hpp"
#include "node/spec/raw_json.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace spec;

void is_read_as_the_same(const SpecFile& file) {
  require(chain_spec::problems_of(file.chain.genesis).empty(), "a chain that is read can begin");
  const auto again = read(boost::json::serialize(raw_json(file)));
  require(again && again->chain.genesis == file.chain.genesis && again->chain.id == file.chain.id &&
              again->contacts.boot_nodes == file.contacts.boot_nodes &&
              again->contacts.protocol_id == file.contacts.protocol_id,
          "a file that is written is read as the same");
}

/// The part that people write.
void config_is_read_as_the_same(const boost::json::value& json) {
  chain_spec::Draft draft, again;
  if (!json.is_object() || !read_config(json.get_object(), draft)) return;
  const std::string written = boost::json::serialize(config_json(draft));
  require(read_config(boost::json::parse(written).get_object(), again) &&
              boost::json::serialize(config_json(again)) == written,
          "a config that is written is read as the same");
}

}  // namespace

void spec_target(View input) {
  const std::string_view text = as_text(input);
  if (const auto file = read(text)) is_read_as_the_same(*file);
  boost::json::error_code error;
  const auto json = boost::json::parse({text.data(), text.size()}, error);
  if (!error) config_is_read_as_the_same(json);
}

}  // namespace descent::fuzz

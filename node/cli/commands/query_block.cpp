#include "node/cli/commands/commands.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

std::string text_of(const boost::json::object& extrinsic, std::string_view field) {
  const auto* value = extrinsic.if_contains(field);
  return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

/// A row of the table of extrinsics: number, call, signer, arguments.
std::vector<std::string> row_of(std::size_t index, const boost::json::value& extrinsic) {
  const std::string number = std::to_string(index);
  if (!extrinsic.is_object()) return {number, "(not of this runtime)", "", ""};
  const auto& object = extrinsic.as_object();
  const auto& call = object.at("call");
  if (!call.is_object()) return {number, "(not of this runtime)", text_of(object, "signer"), ""};
  const auto& parts = call.as_object();
  return {number, text_of(parts, "module") + "." + text_of(parts, "call"),
          text_of(object, "signer"), fields_text(parts.at("arguments").as_object())};
}

Outcome<> show_block(const Session& session, const std::string& which) {
  const Chain chain = DESCENT_TRY(session.chain());
  const BlockRef ref = DESCENT_TRY(chain.find(which));
  const Block block = DESCENT_TRY(chain.block(ref.hash));
  boost::json::object json{{"hash", to_0x(ref.hash.bytes)},
                           {"header", to_json(block.header, session.words())}};
  boost::json::array extrinsics;
  Table table{{"#", "call", "signer", "arguments"}};
  for (std::size_t i = 0; i < block.extrinsics.size(); ++i) {
    extrinsics.push_back(session.words().extrinsic(block.extrinsics[i], session.audience()));
    table.add(row_of(i, extrinsics.back()));
  }
  json["extrinsics"] = std::move(extrinsics);
  Sheet sheet;
  sheet.add("block", std::to_string(ref.number));
  sheet.add("hash", to_0x(ref.hash.bytes));
  sheet.add("parent", to_0x(block.header.parent_hash.bytes));
  sheet.add("state root", to_0x(block.header.state_root.bytes));
  sheet.add("extrinsics root", to_0x(block.header.extrinsics_root.bytes));
  session.show(json, sheet.text() + (table.empty() ? "" : "\n" + table.text()));
  return {};
}

}  // namespace

Rows command::query_block() {
  return {
      {"query", "block", "Show a block and its extrinsics",
       "  descent query block\n"
       "  descent query block 12\n"
       "  descent query block finalized --json",
       [](Arguments& arguments) -> Action {
         auto which = std::make_shared<std::string>("head");
         arguments.add_option("block", *which, "A number, a hash, head or finalized")
             .shows_default();
         return [which](Session& session) { return show_block(session, *which); };
       }},
  };
}

}  // namespace descent::cli

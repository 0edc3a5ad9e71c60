#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "chain-spec/descent_runtime.hpp"
#include "chain-spec/rules.hpp"
#include "node/cli/commands/chain_spec_text.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/state/memory.hpp"

namespace descent::cli {
namespace {

constexpr std::size_t kShownMost = 12;  ///< accounts told to people

/// The state of block 0, read by the modules. It has passed chain_spec::problems_of.
class Inspection {
 public:
  explicit Inspection(const spec::SpecFile& file) : file_{file}, source_{file.chain.genesis} {
    frame_.parameters = &table_;
  }

  void write() {
    add_names();
    add_money();
    add_stakers();
    add_parameters();
  }
  boost::json::object json;

  std::string text() const {
    const auto with_gap = [](const Table& t) { return t.empty() ? "" : "\n" + t.text(); };
    std::string out = sheet_.text() + with_gap(accounts_);
    if (hidden_ > 0) out += "  and " + std::to_string(hidden_) + " more (--json)\n";
    return out + with_gap(stakers_) + with_gap(parameters_) +
           "\nEvery key and value is one that these rules write, and the invariants hold.\n";
  }

 private:
  void add(const char* name, const std::string& value) {
    sheet_.add(name, value);
    std::string key{name};
    std::ranges::replace(key, ' ', '_');
    json[key] = value;
  }

  void add_names() {
    const auto& chain = file_.chain;
    const auto header = chain_spec::genesis_header(chain.genesis);
    add("name", chain.name);
    add("id", chain.id);
    add("type", chain.chain_type);
    const auto code =
        scale::decoded<chain_spec::Manifest>(chain.genesis.find(chain_spec::code_key())->second);
    add("rules", code->spec_name + " " + std::to_string(code->spec_version));
    add("genesis hash", to_0x(genesis_hash(chain).bytes));
    add("state root", to_0x(header.state_root.bytes));
    if (file_.contacts.protocol_id) add("protocol id", *file_.contacts.protocol_id);
    boost::json::array boot_nodes;
    for (const auto& address : file_.contacts.boot_nodes) {
      sheet_.add("boot node", address.text());
      boot_nodes.push_back(boost::json::string{address.text()});
    }
    json["boot_nodes"] = std::move(boot_nodes);
    json["entries"] = chain.genesis.size();
  }

  void add_money() {
    using Entry = std::pair<AccountId, AccountInfo>;
    std::vector<Entry> all = runtime_.system.account.entries();
    const auto total = [](const Entry& e) { return e.second.data.free + e.second.data.reserved; };
    std::ranges::stable_sort(all, std::ranges::greater{}, total);
    const Balance issuance = runtime_.balances.total_issuance.get();
    sheet_.add("issuance", in_grad(issuance));
    sheet_.add("accounts", std::to_string(all.size()));
    json["issuance"] = to_string(issuance);
    boost::json::array accounts;
    for (const auto& entry : all) {
      const auto& data = entry.second.data;
      if (accounts.size() < kShownMost)
        accounts_.add({address_of(entry.first), in_grad(data.free), in_grad(data.reserved)});
      accounts.push_back({{"address", address_of(entry.first)},
                          {"free", to_string(data.free)},
                          {"reserved", to_string(data.reserved)}});
    }
    hidden_ = all.size() - std::min(all.size(), kShownMost);
    json["accounts"] = std::move(accounts);
    const auto key = runtime_.sudo.key.get();
    if (key) add("sudo", address_of(*key));
  }

  void add_stakers() {
    const auto count = runtime_.staking.validator_count.get();
    sheet_.add("validators", "at most " + std::to_string(count));
    json["validator_count"] = count;
    const auto members = runtime_.session.members.get();
    boost::json::array stakers;
    for (const auto& [stash, ledger] : runtime_.staking.ledger.entries()) {
      const auto keys = runtime_.session.next_keys.get(stash);
      const auto member = std::ranges::find(members, stash, &modules::session::Member::validator);
      const auto power = member == members.end() ? 0 : member->power;
      const std::string key = keys ? to_0x(keys->consensus.key) : "none";
      stakers_.add({address_of(stash), in_grad(ledger.active),
                    power == 0 ? "not elected" : std::to_string(power), key});
      stakers.push_back({{"stash", address_of(stash)},
                         {"bond", to_string(ledger.active.value)},
                         {"power", power},
                         {"session_key", key}});
    }
    json["stakers"] = std::move(stakers);
  }

  void add_parameters() {
    boost::json::object all;
    for (const auto& row : runtime_.parameters.query(modules::Parameters::Api::list{})) {
      const std::string name = row.module + "." + row.name;
      all[name] = to_string(row.value);
      parameters_.add({name, to_string(row.value),
                       row.value == row.initial ? "" : "not " + to_string(row.initial),
                       to_string(row.least) + " to " + to_string(row.most)});
    }
    json["parameters"] = std::move(all);
  }

  const spec::SpecFile& file_;
  const state::MemorySource source_;
  const state::MemorySource blobs_{{}};
  frame::Frame frame_{source_, blobs_};
  const chain_spec::DevRuntime runtime_{frame_};
  const frame::RuntimeParameters<chain_spec::DevRuntime> table_{runtime_};
  Sheet sheet_;
  Table accounts_{{"account", "free", "reserved"}};
  Table stakers_{{"staker", "bond", "power", "session key"}};
  Table parameters_{{"parameter", "value", "changed", "bounds"}};
  std::size_t hidden_ = 0;
};

Outcome<> inspect(const Session& session, const std::string& name) {
  const auto file = DESCENT_TRY(chain_named(name));
  Inspection inspection{file};
  inspection.write();
  session.show(inspection.json, inspection.text());
  return {};
}

}  // namespace

Rows command::chain_spec_inspect() {
  return {
      {"chain-spec", "inspect", "Check a chain spec, and say in words what is in it",
       "  descent chain-spec inspect dev\n"
       "  descent chain-spec inspect harbour-raw.json --json",
       [](Arguments& arguments) -> Action {
         auto name = std::make_shared<std::string>();
         arguments.add_option("chain", *name, "A preset, or a file of either form")
             .is(ValueKind::File)
             .required();
         return [name](Session& session) { return inspect(session, *name); };
       }},
  };
}

}  // namespace descent::cli

#pragma once
// A draft as JSON for people: accounts as SS58, amounts in GRAD, parameters by name.
#include <boost/json/object.hpp>

#include "node/spec/spec_file.hpp"

namespace descent::spec {

/// The object "genesis.config".
boost::json::object config_json(const chain_spec::Draft& draft);

/// Reads it into `draft`. Nothing but the form is checked: see chain_spec::problems_of.
/// errors  a sentence: a field that is missing, unknown, or not of its type
Expected<void, std::string> read_config(const boost::json::object& json, chain_spec::Draft& draft);

/// One parameter: "Timestamp.MinBlockInterval" and 200, "200" or "100 GRAD".
/// errors  a sentence
Expected<chain_spec::GenesisParameter, std::string> read_parameter(std::string_view name,
                                                                   std::string_view value);

/// A session key: 0x and 64 hex digits, as author_rotateKeys gives it, or the ed25519 key of
/// "//Alice". errors  a sentence
Expected<consensus::AuthorityId, std::string> read_session_key(std::string_view text);

}  // namespace descent::spec

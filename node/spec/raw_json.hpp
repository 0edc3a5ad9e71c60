#pragma once
// A whole file as JSON, in either form.
#include <boost/json/object.hpp>

#include "node/spec/spec_file.hpp"

namespace descent::spec {

/// As Substrate's tools read it: every key and value of the state of block 0.
boost::json::object raw_json(const SpecFile& file);

/// For people: `read` takes it back.
boost::json::object draft_json(const DraftFile& file);

}  // namespace descent::spec

#pragma once
// JSON that people edit: a field a line, indented by two; arrays of plain values on one line.
#include <boost/json/value.hpp>
#include <string>

namespace descent::spec {

/// Ends with a newline.
std::string pretty(const boost::json::value& value);

}  // namespace descent::spec

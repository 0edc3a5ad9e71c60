#pragma once
// The manual page, in roff for man(1).
#include "node/cli/catalogue.hpp"

namespace descent::cli {

/// Text as roff shows it unchanged: no character of it begins a request or an escape.
std::string roff_text(std::string_view text);

std::string manual_page(const Catalogue& catalogue, std::string_view version);

}  // namespace descent::cli

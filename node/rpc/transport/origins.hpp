#pragma once
// Which web pages may use the node. A browser tells the page's origin; other programs send none.
#include <string>
#include <string_view>
#include <vector>

namespace descent::rpc {

/// The origins allowed unless the operator says otherwise: pages served from this machine at any
/// port, and the Apps UI. A page elsewhere must be named, or every page allowed by "*": otherwise
/// any site a user visits could call the unsafe methods of the node on his machine.
std::vector<std::string> default_origins();

/// True if `origin` equals one of `allowed`, or matches one that ends in ":*" but for the port, or
/// if "*" is allowed. An empty origin, of a program that is no browser, always may.
bool allows(const std::vector<std::string>& allowed, std::string_view origin);

}  // namespace descent::rpc

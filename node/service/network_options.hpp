#pragma once
// What an operator says about the network, read.
#include "network/host/host.hpp"
#include "node/service/node.hpp"

namespace descent::service {

/// errors  a sentence that names what is no address, or lacks what it needs
Expected<network::HostOptions, std::string> host_options(const NetworkOptions& options,
                                                         const std::string& agent);

/// An address to listen at. errors  a sentence
Expected<boost::asio::ip::tcp::endpoint, std::string> listen_endpoint(const std::string& text);

}  // namespace descent::service

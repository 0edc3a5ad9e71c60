#pragma once
// Text in, text out: what the server does with one message, whatever carried it.
#include "node/rpc/transport/allowance.hpp"
#include "node/rpc/transport/methods.hpp"
#include "node/rpc/transport/request.hpp"

namespace descent::rpc {

/// What is known of the connection a message came by.
struct Caller {
  bool trusted = false;                    ///< may call unsafe methods
  Allowance* allowance = nullptr;          ///< never null when answering
  Subscriptions* subscriptions = nullptr;  ///< nullptr over HTTP, where nothing can be sent later
};

/// The response to `text`, or "" if none is owed (only notifications). Whatever is wrong with the
/// message or the request is in the response; an exception out of a handler is kInternalError.
std::string answer(std::string_view text, Caller& caller, const Methods& methods,
                   const Limits& limits);

}  // namespace descent::rpc

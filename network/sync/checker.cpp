#include "network/sync/checker.hpp"

namespace descent::network {

std::string_view describe(SyncFault fault) {
  switch (fault) {
    case SyncFault::Unasked: return "it answered what it was not asked";
    case SyncFault::BadHeader: return "it sent a header that is not the next of the chain";
    case SyncFault::BadCertificate: return "it sent a header that is not final";
    case SyncFault::WrongBody: return "it sent a body that is not the header's";
    case SyncFault::Empty: return "it has not the blocks it says it has";
    case SyncFault::TooSlow: return "it did not answer in time";
  }
  return "unknown fault";
}

}  // namespace descent::network

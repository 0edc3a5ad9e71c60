#pragma once
// Which hashes have been seen lately: as many as there is room for, the oldest forgotten first.
#include <list>
#include <map>

#include "runtime/primitives/types.hpp"

namespace descent::network {

class Seen {
 public:
  /// max  1 or more
  explicit Seen(std::size_t max) : max_{max} {}

  /// True if `hash` is new. It counts as seen just now either way.
  bool insert(const Hash& hash);
  bool contains(const Hash& hash) const { return places_.contains(hash); }
  std::size_t size() const { return places_.size(); }

 private:
  std::size_t max_;
  std::list<Hash> order_;  ///< the oldest first
  std::map<Hash, std::list<Hash>::iterator> places_;
};

}  // namespace descent::network

#pragma once
// The address book on disk: a line that says what it is, a hash of the rest, and the book.
#include <filesystem>

#include "network/peers/address_book.hpp"

namespace descent::network {

/// Puts what is in the file into the book. A file that is not there is an empty book.
/// errors  a sentence; the book is as it was then
Expected<void, std::string> load_book(const std::filesystem::path& path, AddressBook& book,
                                      Instant now);

/// errors  a sentence; the file is as it was then
Expected<void, std::string> save_book(const std::filesystem::path& path, const AddressBook& book);

}  // namespace descent::network

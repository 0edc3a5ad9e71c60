#include "node/cli/secret_input.hpp"

#include <termios.h>
#include <unistd.h>

#include "node/cli/session.hpp"
#include "node/keystore/private_file.hpp"

namespace descent::cli {
namespace {

/// While it lives, the terminal does not show what is typed. Does nothing without a terminal.
class Silence {
 public:
  explicit Silence(bool wanted) : active_{wanted && tcgetattr(STDIN_FILENO, &before_) == 0} {
    if (!active_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() {
    if (active_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool active_;
};

/// Character by character into memory that never moves, so that no copy is left.
Outcome<crypto::SecretText> read_line(std::istream& in) {
  crypto::SecretText out;
  out->reserve(kSecretLengthMax);
  bool began = false;
  for (char c = 0; in.get(c) && c != '\n'; began = true) {
    if (out->size() == kSecretLengthMax)
      return misused("the secret is longer than 4096 characters; is it the right one?");
    out->push_back(c);
  }
  if (!began && !in) return misused("no secret came; type it, or feed it to the command's input");
  if (out->ends_with('\r')) out->pop_back();
  return out;
}

}  // namespace

Outcome<crypto::SecretText> ask_secret(const World& world, std::string_view prompt) {
  if (!world.terminal) return read_line(world.in);
  world.err << prompt << ": " << std::flush;
  auto line = [&] {
    const Silence silence{true};
    return read_line(world.in);
  }();
  world.err << '\n';
  return line;
}

Outcome<crypto::SecretText> read_secret(const std::filesystem::path& path) {
  auto text = keystore::read_private(path, kSecretLengthMax);
  if (!text) return misused(text.error().text);
  crypto::SecretText out = *std::move(text);
  out->resize(std::min(out->find('\n'), out->size()));
  if (out->ends_with('\r')) out->pop_back();
  if (out->empty()) return misused("the first line of " + path.string() + " is empty");
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = std::min(text.find_first_not_of(kSpace), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

}  // namespace descent::cli

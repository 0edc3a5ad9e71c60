#pragma once
// What a command gets: the options that all commands share, and the outside world.
#include <functional>
#include <istream>
#include <ostream>

#include "node/cli/secret_input.hpp"
#include "node/cli/send.hpp"
#include "node/keystore/keystore.hpp"
#include "node/service/node.hpp"

namespace descent::cli {

/// Where the program runs; tests make their own.
struct World {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool terminal;  ///< a person is at `in` and `err`
  std::function<int(const service::NodeOptions&)> run_node;
};

/// The options of every command.
struct Globals {
  std::string url{kDefaultUrl};
  std::string key;  ///< who signs: a name in the keystore or a secret; empty: nobody
  Wait wait = Wait::Finalized;
  bool yes = false;  ///< nobody is asked before something is sent
  bool json = false;
  std::string keystore_path;  ///< empty: keystore::default_folder()
  std::string password_file;  ///< empty: passwords are asked for
};

/// The options of commands that sign.
struct Signing {
  std::string scheme = "sr25519";
  std::string tip = "0";
  std::optional<std::uint32_t> nonce;  ///< else the next one
  bool sign_only = false;              ///< what is signed is printed, and not sent
  std::string offline;                 ///< a file of `descent tx context`; no node is asked

  /// False: nothing is known but the file's context.
  bool online() const { return offline.empty(); }
  bool sends() const { return !sign_only && online(); }
};

class Session {
 public:
  Session(World& world, const Globals& globals) : world_{world}, globals_{globals} {}

  const World& world() const { return world_; }
  const Globals& globals() const { return globals_; }
  const RuntimeWords& words() const { return words_; }
  Audience audience() const { return globals_.json ? Audience::Program : Audience::Person; }
  /// errors  Usage: a bad --url
  Outcome<Chain> chain() const;
  /// The key that --key names: one of the keystore's, opened with its password once for all calls,
  /// or a secret URI.
  /// errors  Usage: a bad --key or --scheme; Refused: a wrong password, a damaged file
  Outcome<crypto::Keypair> key(const Signing& signing) const;
  /// The genesis hash of the chain that is signed for: the node's, or that of --offline's file.
  Outcome<Hash> genesis(const Signing& signing) const;
  /// The account of a key in the keystore, or what `parse_account` reads.
  /// errors  Usage: no such account; Refused: a damaged file
  Outcome<AccountId> account(std::string_view text) const;

  /// errors  Usage: neither --keystore-path nor a home to look in
  Outcome<keystore::Keystore> keystore() const;
  /// The password of `what`: of --password-file, or typed.
  /// errors  Usage: no file, and nobody to ask
  Outcome<crypto::SecretText> password(const std::string& what) const;
  /// As `password`, typed twice, and not empty.
  /// errors  also Refused: the two differ
  Outcome<crypto::SecretText> new_password(const std::string& what) const;

  /// Prints `json` for programs, `text` for people.
  void show(const boost::json::value& json, const std::string& text) const;
  /// Asks whoever is at the terminal; nobody there, or --yes, is consent.
  /// errors  Refused: the answer is not yes
  Outcome<> confirm(const std::string& question) const;

  /// Signs and sends `call`; the receipt says if the chain refused it. With --sign-only or
  /// --offline it prints the extrinsic instead, each with the nonce behind that of the one before.
  /// errors  as `cli::send` and `context_from`; Refused: the context is another account's
  Outcome<Receipt> deliver(const Signing& signing, frame::RuntimeCall call, Wait wait) const;
  /// The receipt of a call that the chain executed; one that it refused is printed.
  /// errors  Refused: the chain refused the call, and why
  Outcome<Receipt> executed(Receipt receipt) const;
  /// Both of the above, waiting for what --wait says.
  Outcome<Receipt> send(const Signing& signing, frame::RuntimeCall call) const;
  /// Nothing if it was not sent.
  void show(const Receipt& receipt) const;

 private:
  Outcome<SigningContext> context(const Signing& signing, const AccountId& who) const;
  Outcome<Receipt> print_signed(const Signing& signing, const crypto::Keypair& pair,
                                const frame::RuntimeCall& call, Balance tip) const;

  World& world_;
  const Globals& globals_;
  RuntimeWords words_;
  mutable std::map<std::string, crypto::Keypair, std::less<>> opened_;  ///< by name
  mutable std::optional<SigningContext> context_;  ///< of the next to be signed
};

/// What went wrong with a keystore, for the shell.
Failure failure_of(const keystore::Error& error);

/// "Balances.Transfer", "from=5Gr.. to=5Fl.. amount=1.5 GRAD".
std::string fields_text(const boost::json::object& fields);

}  // namespace descent::cli

#pragma once
/// # Synchronisation
/// Gets the blocks others have and we have not: headers with their certificates first, then bodies,
/// in parallel from several peers. Like the machines beside it, it is told what happened and says
/// what is to be done:
///
///   sync.response(peer, response, now);
///   while (const auto block = sync.take_next()) import(*block);  // which calls sync.head_moved
///   for (const auto& ask : sync.asks(now)) send(ask.peer, ask.request);
///   for (const auto& blame : sync.blames()) lower the peer's reputation;
///
/// Invariants:
/// (1) what is handed out was verified: the header follows the head, it is final, the body is its.
/// (2) whatever peers say, what is kept stays below the limits, and so do the questions that are
///     open, of each peer and in all.
/// (3) as long as one connected peer is honest and answers, the next block comes: a question that
/// is
///     open for `Limits::hedge` is put to another peer too, and who was found lying is not asked.
/// (4) only a peer that broke the protocol, or did not answer in time, is blamed; for each of the
///     former once, for silence and emptiness ever more seldom.
///
/// A snapshot of a state would enter here: fetched at a height whose header and certificate the
/// Checker found right, installed by the node, which then calls `restart` on its new head.
#include "network/sync/sources.hpp"
#include "network/sync/window.hpp"

namespace descent::network {

class Sync {
 public:
  struct Limits {
    std::uint32_t headers = kBlocksPerRequest;  ///< of one request
    std::uint32_t bodies = 32;                  ///< of one request
    std::size_t requests =
        8;  ///< open, in all, one of them kept for what is needed next; 2 or more
    std::size_t of_a_peer = 1;           ///< open; two full answers would not fit in a peer's queue
    std::uint32_t blocks_ahead = 2'048;  ///< verified and not committed
    std::size_t bytes_ahead = 64 << 20;  ///< of those; the next block's answer may come on top
    std::size_t answer_bytes = limits_of(Kind::Sync).message_bytes;
    Duration answer{15'000};  ///< who takes longer is too slow
    Duration hedge{2'000};    ///< after which another is asked too
    Duration rest{10'000};  ///< for who was slow or empty; twice as long each time, up to 64 times
    /// How long one may be a few blocks behind before anybody is asked: consensus tells of them.
    Duration patience{1'000};
    BlockNumber few = 3;
    BlockNumber far = 16;  ///< behind by more is `far behind`
  };

  struct Ask {
    PeerNumber peer{};
    message::SyncRequest request;
    friend bool operator==(const Ask&, const Ask&) = default;
  };
  struct Blame {
    PeerNumber peer{};
    SyncFault fault{};
    friend bool operator==(const Blame&, const Blame&) = default;
  };
  /// A block that is final and not executed.
  struct Ready {
    BlockNumber number{};
    Bytes header, certificate, body;  ///< in SCALE; the body as a sequence of extrinsics
    PeerNumber from{};                ///< whose body it is
  };
  struct Progress {
    BlockNumber head{};      ///< committed
    BlockNumber verified{};  ///< of the newest header found right
    BlockNumber target{};    ///< said to exist, by peers that did not fail so far
    std::size_t peers{}, requests{}, blocks_held{}, bytes_held{};
  };

  /// checker  outlives it
  Sync(Checker& checker, const Limits& limits);
  explicit Sync(Checker& checker) : Sync{checker, Limits{}} {}

  /// A peer says that it has every block up to `best`: its handshake, or an announcement. What it
  /// said before stays said, so it cannot lower its height.
  void peer_has(PeerNumber peer, BlockNumber best);
  void gone(PeerNumber peer);
  void response(PeerNumber peer, const message::SyncResponse& response, Instant now);
  /// The node committed this block, whoever brought it.
  void head_moved(BlockNumber head);
  /// The node stands somewhere else, or did not commit what it took: what is held is let go.
  void restart();
  void elapse(Instant now);

  /// What to send now. To be asked for after everything that happened, and when time passes: every
  /// half second will do.
  std::vector<Ask> asks(Instant now);
  /// It could not be sent: another is asked, and nobody is to blame.
  void unsent(const Ask& ask, Instant now);
  /// What peers did wrong since the last call.
  std::vector<Blame> blames() { return std::exchange(blames_, {}); }
  /// The block after the head, once: the next one follows when the head has moved.
  std::optional<Ready> take_next();

  /// True if many blocks are missing, by verified headers or the word of peers that never failed:
  /// who lies about its height makes us believe it until it is asked for it.
  bool is_far_behind() const;
  Progress progress() const;

 private:
  struct Request {
    PeerNumber peer{};
    BlockNumber from{}, last{};
    bool bodies{};
    Instant asked{};
  };

  void headers_came(const Request& request, const message::SyncResponse& response);
  void bodies_came(const Request& request, const message::SyncResponse& response);
  void accuse(PeerNumber peer, SyncFault fault);
  void note_time(Instant now);
  void ask_for_bodies(Instant now, std::vector<Ask>& out);
  void ask_for_headers(Instant now, std::vector<Ask>& out);
  bool ask(const Request& request, bool urgent, std::vector<Ask>& out);
  /// The end of a request for blocks from `from` on.
  BlockNumber last_body(BlockNumber from, Instant now) const;
  /// When this was asked for last.
  std::optional<Instant> asked_at(BlockNumber number, bool bodies) const;
  bool may_ask(BlockNumber number, bool bodies, Instant now) const;
  std::optional<BlockNumber> next_unasked(BlockNumber from) const;
  bool is_time_for_headers(Instant now) const;
  bool has_room(bool urgent) const;

  Checker& checker_;
  const Limits limits_;
  Window window_;
  Sources sources_;
  std::map<std::uint64_t, Request> requests_;  ///< by id
  std::uint64_t next_id_ = 1;
  bool taken_ = false;        ///< the block after the head
  BlockNumber waits_at_ = 0;  ///< the head for which others have the next block
  std::optional<Instant> waits_since_ = {};
  std::vector<Blame> blames_;
};

}  // namespace descent::network

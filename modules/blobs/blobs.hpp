#pragma once
/// # Blobs
/// Content too large for state: graphs, updates, samples. State keeps who pays for a blob and which
/// of its chunks are there; the chunks themselves are records of `frame().blobs`, written and
/// rolled back with the block.
///
/// An upload: `begin` names the root, the length and the hash of every chunk, of which the root is
/// made (docs/scoring.md); `store` brings a chunk, which must have its hash. Anybody may store a
/// chunk of a begun upload, in any order; one that was interrupted goes on with what `missing`
/// lists.
///
/// A blob that something refers to stays. Others leave after the retention, an incomplete one after
/// `UploadBlocks`; then the deposit returns, less a fee, which is burned, if it was incomplete.
///
/// Invariants:
/// (1) every chunk counted as stored is in `frame().blobs` and has its hash.
/// (2) what `deposit` sums up to over an owner's blobs is what Balances holds for it.
/// (3) a blob is complete iff no chunk hashes are kept for it; only complete ones are referred to.
/// (4) every blob without references is in the queue at the block it leaves at, once.
#include "modules/balances/balances.hpp"
#include "modules/blobs/merkle.hpp"
#include "modules/parameters/parameters.hpp"
#include "runtime/frame/runtime_api.hpp"

namespace descent::modules {

class Blobs : public frame::Pallet<Blobs> {
 public:
  static constexpr std::string_view name = "Blobs";
  static constexpr std::string_view doc = "Content by its Merkle root: graphs, updates, samples.";

  // ---- Config -------------------------------------------------------------------------------
  static constexpr std::uint64_t kBytesMax = std::uint64_t{65} << 20;  ///< whatever is voted
  static constexpr std::uint32_t kChunksMax = chunk_count(kBytesMax);

  static constexpr frame::Parameter kDepositBase{
      0,
      "DepositBase",
      {.initial = kGrad / 10, .least = 0, .most = 1'000'000 * kGrad},
      "Base units held for each blob."};
  static constexpr frame::Parameter kDepositPerByte{
      1,
      "DepositPerByte",
      {.initial = 1'000'000, .least = 0, .most = kGrad},
      "Base units held for each byte of a blob."};
  static constexpr frame::Parameter kBlobBytesMax{
      2,
      "BytesMax",
      {.initial = kBytesMax, .least = 1 << 20, .most = kBytesMax},
      "Bytes a new blob may have at most."};
  static constexpr frame::Parameter kUploadBlocks{
      3,
      "UploadBlocks",
      {.initial = 1'200, .least = 10, .most = 1'000'000},
      "Blocks an upload may take from its beginning to its last chunk."};
  static constexpr frame::Parameter kRetentionBlocks{
      4,
      "RetentionBlocks",
      {.initial = 14'400, .least = 10, .most = 100'000'000},
      "Blocks a complete blob stays that nothing refers to."};
  static constexpr frame::Parameter kFailedUploadFee{
      5,
      "FailedUploadFee",
      {.initial = kGrad / 100, .least = 0, .most = 1'000'000 * kGrad},
      "Base units of the deposit that are burned if an upload is not completed."};
  static constexpr frame::Parameter parameters[] = {kDepositBase,     kDepositPerByte,
                                                    kBlobBytesMax,    kUploadBlocks,
                                                    kRetentionBlocks, kFailedUploadFee};

  /// Why it holds a balance.
  enum class HoldReason : std::uint8_t { Deposit, kCount };

  // ---- Storage ------------------------------------------------------------------------------
  struct BlobRecord {
    std::optional<AccountId> owner;  ///< who paid the deposit; nobody for computed content
    Balance deposit{};
    std::uint64_t length{};
    std::uint32_t chunks{};      ///< in all
    std::uint32_t stored{};      ///< of them; complete when equal
    std::uint32_t references{};  ///< what keeps it from leaving
    BlockNumber begun{};         ///< the block of `begin`, or of the computation
    BlockNumber retention{};     ///< blocks it stays unreferenced once complete
    BlockNumber leaves{};        ///< the block it leaves at, unless something refers to it
    std::optional<BlockNumber> first_stored;  ///< the earliest block a chunk was stored in
    DESCENT_FIELDS(owner, deposit, length, chunks, stored, references, begun, retention, leaves,
                   first_stored)
    bool complete() const { return stored == chunks; }
  };
  /// What is kept of an upload until it is complete.
  struct Upload {
    Bounded<Hash, kChunksMax> hashes;          ///< of every chunk
    Bounded<std::uint8_t, kChunksMax> stored;  ///< 1 where it is there
    DESCENT_FIELDS(hashes, stored)
  };
  frame::StorageMap<"Blobs", frame::Identity, Hash, frame::Optional<BlobRecord>> blobs{state(),
                                                                                       name};
  frame::StorageMap<"Uploads", frame::Identity, Hash, frame::Optional<Upload>> uploads{state(),
                                                                                       name};
  frame::StorageDoubleMap<"Leaving", frame::Twox64Concat, BlockNumber, frame::Identity, Hash,
                          frame::Optional<std::uint32_t>>
      leaving{state(), name};
  frame::StorageValue<"LeavingFrom", BlockNumber> leaving_from{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Blobs::blobs, "Every blob, by its root."),
      frame::item(&Blobs::uploads, "Chunk hashes of the blobs that are not complete."),
      frame::item(&Blobs::leaving, "Blobs by the block they leave at, with their chunks."),
      frame::item(&Blobs::leaving_from, "The first block whose leaving is not done."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Begun {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "An upload was begun.";
    Hash root;
    AccountId owner;
    std::uint64_t length{};
    DESCENT_FIELDS(root, owner, length)
  };
  struct ChunkStored {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "A chunk of a blob was stored.";
    Hash root;
    std::uint32_t index{};
    DESCENT_FIELDS(root, index)
  };
  struct Completed {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "All of a blob is stored.";
    Hash root;
    DESCENT_FIELDS(root)
  };
  struct Written {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc = "A computed blob was stored.";
    Hash root;
    std::uint64_t length{};
    DESCENT_FIELDS(root, length)
  };
  struct Removed {
    static constexpr std::uint8_t event_index = 4;
    static constexpr std::string_view doc =
        "A blob left: by its owner's wish or at the end of its time. `burned` of its deposit was "
        "kept as the fee of a failed upload.";
    Hash root;
    Balance burned{};
    DESCENT_FIELDS(root, burned)
  };
  using Event = frame::Events<Begun, ChunkStored, Completed, Written, Removed>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    BadLength,
    WrongChunkCount,
    WrongRoot,
    AlreadyBegun,
    UnknownBlob,
    NoSuchChunk,
    AlreadyStored,
    WrongChunkLength,
    WrongChunkHash,
    NotComplete,
    NotOwner,
    Referenced,
    TooManyReferences
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::BadLength, "A blob has 1 to `BytesMax` bytes: send less, or split it."},
      {Error::WrongChunkCount, "Name one hash for each 524,288 bytes begun of the blob."},
      {Error::WrongRoot, "The root is not that of the length and the chunk hashes: recompute it."},
      {Error::AlreadyBegun,
       "A blob of this root exists: store its missing chunks, or refer to it as it is."},
      {Error::UnknownBlob, "No blob of this root exists, or it has left: begin it."},
      {Error::NoSuchChunk, "Chunks are numbered from 0 to one less than the blob has."},
      {Error::AlreadyStored, "The chunk is stored: go on with those that `missing` lists."},
      {Error::WrongChunkLength,
       "Every chunk has 524,288 bytes, except that the last has the rest."},
      {Error::WrongChunkHash, "The chunk does not have the hash that `begin` named."},
      {Error::NotComplete, "Chunks are missing: store those that `missing` lists first."},
      {Error::NotOwner, "Only who began the blob may remove it."},
      {Error::Referenced, "Something refers to the blob: it leaves when nothing does any more."},
      {Error::TooManyReferences, "The blob is referred to 2^32 - 1 times: upload a copy."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct begin {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc =
            "Begin an upload: its root, its bytes, and the hash of each chunk of 524,288 bytes. "
            "Holds a deposit. Signed."};
    Hash root;
    Compact<std::uint64_t> length{};
    Bounded<Hash, kChunksMax> chunks;
    DESCENT_FIELDS(root, length, chunks)
    Weight weight() const;
  };
  Result<> apply(const frame::Origin&, const begin&);

  struct store {
    static constexpr frame::CallMeta meta{
        .index = 1, .doc = "Store a chunk of an upload that anybody began. Signed."};
    Hash root;
    Compact<std::uint32_t> index{};
    Bounded<std::uint8_t, kChunkBytes> chunk;
    DESCENT_FIELDS(root, index, chunk)
    Weight weight() const;
  };
  Result<> apply(const frame::Origin&, const store&);

  struct remove {
    static constexpr frame::CallMeta meta{
        .index = 2,
        .doc =
            "Remove a blob that nothing refers to before its time, and get the deposit back, "
            "less a fee if it is not complete. Signed by its owner."};
    Hash root;
    DESCENT_FIELDS(root)
    Weight weight(const Blobs& b) const;
  };
  Result<> apply(const frame::Origin&, const remove&);

  using Call = frame::Calls<begin, store, remove>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "BlobsApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "Blobs and their chunks.";

    struct blob {
      static constexpr std::string_view doc = "What is known of a blob.";
      using Output = std::optional<BlobRecord>;
      Hash root;
      DESCENT_FIELDS(root)
    };
    struct missing {
      static constexpr std::string_view doc =
          "The chunks of a begun blob that are not stored; nothing for an unknown blob.";
      using Output = std::optional<std::vector<std::uint32_t>>;
      Hash root;
      DESCENT_FIELDS(root)
    };
    struct chunk {
      static constexpr std::string_view doc = "The bytes of a stored chunk.";
      using Output = std::optional<Bytes>;
      Hash root;
      std::uint32_t index{};
      DESCENT_FIELDS(root, index)
    };
    using Methods = frame::Methods<blob, missing, chunk>;
  };
  std::optional<BlobRecord> query(const Api::blob&) const;
  std::optional<std::vector<std::uint32_t>> query(const Api::missing&) const;
  std::optional<Bytes> query(const Api::chunk&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  Blobs(frame::Mount mount, Balances& balances, Parameters& values)
      : Pallet{mount}, balances_{balances}, values_{values} {}
  auto constants() const {
    using frame::Constant;
    return std::tuple{Constant{"ChunkBytes", static_cast<std::uint32_t>(kChunkBytes),
                               "Bytes of every chunk but the last."},
                      Constant{"ChunksMax", kChunksMax, "Chunks a blob may have at most."}};
  }
  /// Lets blobs leave whose time has come, as many as `left` pays for; the rest waits.
  Weight on_idle(BlockNumber, const Weight& left);
  frame::Problems try_state() const;

  /// What a blob is; nullopt if there is none of this root.
  std::optional<BlobRecord> info(const Hash& root) const { return blobs.get(root); }
  /// All bytes of a complete blob; nullopt if there is none.
  std::optional<Bytes> read(const Hash& root) const;
  /// The earliest block in which any chunk was stored; nullopt if none is.
  std::optional<BlockNumber> first_stored(const Hash& root) const;

  /// Keeps a blob from leaving, until as many releases.
  /// errors  UnknownBlob, NotComplete, TooManyReferences
  Result<> reference(const Hash& root);
  /// Takes one reference back; after the last, the blob stays for its retention.
  /// REQUIRES: there is one.
  void release(const Hash& root);
  /// Stores computed content, with one reference of the caller's, and no deposit.
  /// If such a blob exists it is completed and referred to.
  /// REQUIRES: 1 to kBytesMax bytes.
  Hash write(View content);

 private:
  Bytes chunk_key(const Hash& root, std::uint32_t index) const;
  Balance deposit_of(std::uint64_t length) const;
  frame::HoldReason reason() const;
  /// The block that many blocks from now; REQUIRES: a number of blocks.
  BlockNumber after(u128 blocks) const;
  /// A blob of nobody's that nothing is stored of.
  BlobRecord fresh(std::uint64_t length) const;
  /// Sets the block a blob leaves at, in `record` and in the queue.
  void schedule(const Hash& root, BlobRecord& record, BlockNumber at);
  void unschedule(const Hash& root, const BlobRecord& record);
  /// What follows the last chunk.
  void complete(const Hash& root, BlobRecord& record);
  void store_all(const Hash& root, View content);
  /// Removes the blob with its chunks and settles its deposit.
  void drop(const Hash& root, const BlobRecord& record);
  frame::Problems check_blobs() const;
  bool chunks_right(const Hash& root, const BlobRecord& record,
                    const std::optional<Upload>& upload) const;

  Balances& balances_;
  Parameters& values_;
};

}  // namespace descent::modules

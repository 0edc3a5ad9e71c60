#include "modules/blobs/blobs.hpp"

#include <algorithm>

#include "modules/blobs/weights.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

// ---- Calls ----------------------------------------------------------------------------------

Weight Blobs::begin::weight() const { return blobs_weights::begin(chunks.size()); }

Result<> Blobs::apply(const frame::Origin& origin, const begin& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const std::uint64_t length = call.length;
  if (length == 0 || length > values_.get(*this, kBlobBytesMax)) return fail(Error::BadLength);
  if (call.chunks.size() != chunk_count(length)) return fail(Error::WrongChunkCount);
  if (blob_root(length, call.chunks) != call.root) return fail(Error::WrongRoot);
  if (blobs.contains(call.root)) return fail(Error::AlreadyBegun);
  BlobRecord record = fresh(length);
  record.owner = who;
  record.deposit = deposit_of(length);
  DESCENT_TRY(balances_.hold(reason(), who, record.deposit));
  schedule(call.root, record, after(values_.get(*this, kUploadBlocks)));
  blobs.insert(call.root, record);
  uploads.insert(call.root, {call.chunks, Bytes(call.chunks.size())});
  emit(Begun{call.root, who, length});
  return {};
}

Weight Blobs::store::weight() const { return blobs_weights::store(chunk.size()); }

Result<> Blobs::apply(const frame::Origin& origin, const store& call) {
  DESCENT_TRY(origin.signer());
  auto record = blobs.get(call.root);
  if (!record) return fail(Error::UnknownBlob);
  if (call.index >= record->chunks) return fail(Error::NoSuchChunk);
  auto upload = uploads.get(call.root);
  if (!upload || upload->stored[call.index] == 1) return fail(Error::AlreadyStored);
  if (call.chunk.size() != chunk_length(record->length, call.index))
    return fail(Error::WrongChunkLength);
  if (chunk_hash(call.chunk) != upload->hashes[call.index]) return fail(Error::WrongChunkHash);
  frame().blobs.put(chunk_key(call.root, call.index), call.chunk);
  upload->stored[call.index] = 1;
  uploads.insert(call.root, *upload);
  ++record->stored;
  if (!record->first_stored) record->first_stored = frame().number;
  emit(ChunkStored{call.root, call.index});
  if (record->complete()) complete(call.root, *record);
  blobs.insert(call.root, *record);
  return {};
}

Weight Blobs::remove::weight(const Blobs& b) const {
  const auto record = b.blobs.get(root);
  return blobs_weights::drop(record ? record->chunks : 0);
}

Result<> Blobs::apply(const frame::Origin& origin, const remove& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const auto record = blobs.get(call.root);
  if (!record) return fail(Error::UnknownBlob);
  if (record->owner != who) return fail(Error::NotOwner);
  if (record->references > 0) return fail(Error::Referenced);
  drop(call.root, *record);
  return {};
}

// ---- References -----------------------------------------------------------------------------

Result<> Blobs::reference(const Hash& root) {
  auto record = blobs.get(root);
  if (!record) return fail(Error::UnknownBlob);
  if (!record->complete()) return fail(Error::NotComplete);
  if (record->references == UINT32_MAX) return fail(Error::TooManyReferences);
  if (record->references == 0) unschedule(root, *record);
  ++record->references;
  blobs.insert(root, *record);
  return {};
}

void Blobs::release(const Hash& root) {
  auto record = blobs.get(root);
  DESCENT_ASSERT(record && record->references > 0);
  --record->references;
  if (record->references == 0) schedule(root, *record, after(record->retention));
  blobs.insert(root, *record);
}

Hash Blobs::write(View content) {
  DESCENT_ASSERT(!content.empty() && content.size() <= kBytesMax);
  const Hash root = blob_root(content);
  auto record = blobs.get(root);
  const bool there = record && record->complete();
  if (!there) {
    if (!record) record = fresh(content.size());
    if (!record->first_stored) record->first_stored = frame().number;
    record->stored = record->chunks;
    store_all(root, content);
    complete(root, *record);
    blobs.insert(root, *record);
    emit(Written{root, content.size()});
  }
  DESCENT_ASSERT(reference(root));
  return root;
}

// ---- Views ----------------------------------------------------------------------------------

std::optional<Bytes> Blobs::read(const Hash& root) const {
  const auto record = blobs.get(root);
  if (!record || !record->complete()) return std::nullopt;
  Bytes out;
  out.reserve(record->length);
  for (std::uint32_t i = 0; i < record->chunks; ++i) {
    const Bytes* chunk = frame().blobs.get(chunk_key(root, i));
    DESCENT_ASSERT(chunk != nullptr);
    append(out, *chunk);
  }
  return out;
}

std::optional<BlockNumber> Blobs::first_stored(const Hash& root) const {
  const auto record = blobs.get(root);
  return record ? record->first_stored : std::nullopt;
}

std::optional<Blobs::BlobRecord> Blobs::query(const Api::blob& question) const {
  return info(question.root);
}

std::optional<std::vector<std::uint32_t>> Blobs::query(const Api::missing& question) const {
  if (!blobs.contains(question.root)) return std::nullopt;
  std::vector<std::uint32_t> out;
  const auto upload = uploads.get(question.root);
  for (std::uint32_t i = 0; upload && i < upload->stored.size(); ++i)
    if (upload->stored[i] == 0) out.push_back(i);
  return out;
}

std::optional<Bytes> Blobs::query(const Api::chunk& question) const {
  const Bytes* chunk = frame().blobs.get(chunk_key(question.root, question.index));
  return chunk == nullptr ? std::nullopt : std::optional{*chunk};
}

// ---- A blob's life --------------------------------------------------------------------------

Bytes Blobs::chunk_key(const Hash& root, std::uint32_t index) const {
  Bytes out{root.bytes.begin(), root.bytes.end()};
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(index >> shift));
  return out;
}

Balance Blobs::deposit_of(std::uint64_t length) const {
  // The bounds of the parameters keep this below 2^128.
  return values_.get(*this, kDepositBase) + values_.get(*this, kDepositPerByte) * length;
}

frame::HoldReason Blobs::reason() const {
  return {index(), static_cast<std::uint8_t>(HoldReason::Deposit)};
}

BlockNumber Blobs::after(u128 blocks) const {
  return saturating_add_of(frame().number, static_cast<BlockNumber>(blocks));
}

Blobs::BlobRecord Blobs::fresh(std::uint64_t length) const {
  return {.length = length,
          .chunks = chunk_count(length),
          .begun = frame().number,
          .retention = static_cast<BlockNumber>(values_.get(*this, kRetentionBlocks))};
}

void Blobs::schedule(const Hash& root, BlobRecord& record, BlockNumber at) {
  record.leaves = at;
  leaving.insert(at, root, record.chunks);
}

void Blobs::unschedule(const Hash& root, const BlobRecord& record) {
  leaving.remove(record.leaves, root);
}

void Blobs::complete(const Hash& root, BlobRecord& record) {
  uploads.remove(root);
  unschedule(root, record);
  schedule(root, record, after(record.retention));
  emit(Completed{root});
}

void Blobs::store_all(const Hash& root, View content) {
  for (std::uint32_t i = 0; i < chunk_count(content.size()); ++i) {
    const View chunk = chunk_of(content, i);
    frame().blobs.put(chunk_key(root, i), {chunk.begin(), chunk.end()});
  }
}

void Blobs::drop(const Hash& root, const BlobRecord& record) {
  const auto upload = uploads.get(root);
  for (std::uint32_t i = 0; i < record.chunks; ++i)
    if (!upload || upload->stored[i] == 1) frame().blobs.remove(chunk_key(root, i));
  uploads.remove(root);
  unschedule(root, record);
  blobs.remove(root);
  const Balance fee = record.complete() ? 0 : values_.get(*this, kFailedUploadFee);
  const Balance burned = std::min(fee, record.deposit);
  if (record.owner) {
    DESCENT_ASSERT(balances_.burn_held(reason(), *record.owner, burned));
    DESCENT_ASSERT(balances_.release(reason(), *record.owner, record.deposit - burned));
  }
  emit(Removed{root, burned});
}

// ---- Hooks ----------------------------------------------------------------------------------

Weight Blobs::on_idle(BlockNumber now, const Weight& left) {
  using namespace blobs_weights;
  Weight used;
  const auto take = [&](const Weight& cost) {
    if (!fits(used + cost, left) || !fits(used + cost, kIdleMost)) return false;
    used = used + cost;
    return true;
  };
  BlockNumber at = leaving_from.get();
  while (at <= now && take(kLook)) {
    const auto next = leaving.entries(at, 1);
    if (next.empty()) {
      ++at;
      continue;
    }
    const auto& [root, chunks] = next.front();
    if (!take(blobs_weights::drop(chunks))) break;
    const auto record = blobs.get(root);
    DESCENT_ASSERT(record);
    drop(root, *record);
  }
  leaving_from.put(at);
  return used;
}

frame::Problems Blobs::try_state() const {
  frame::Problems out = check_blobs();
  std::map<AccountId, Balance> deposits;
  for (const auto& [root, record] : blobs.entries())
    if (record.owner) deposits[*record.owner] += record.deposit;
  for (const auto& [who, held] : balances_.holds.entries()) {
    if (balances_.on_hold(reason(), who) != deposits[who])
      out.push_back("what is held of an account is not the sum of its blobs' deposits");
    deposits.erase(who);
  }
  for (const auto& [who, deposit] : deposits)
    if (deposit != 0) out.push_back("a deposit of a blob is not held");
  return out;
}

frame::Problems Blobs::check_blobs() const {
  frame::Problems out;
  std::size_t waiting = 0;
  for (const auto& [root, record] : blobs.entries()) {
    const auto upload = uploads.get(root);
    if (record.complete() == upload.has_value())
      out.push_back("chunk hashes are kept of a complete blob, or not of another");
    if (record.references > 0 && !record.complete())
      out.push_back("something refers to a blob that is not complete");
    if (leaving.contains(record.leaves, root) != (record.references == 0))
      out.push_back("a blob without references is not in the queue, or one with is");
    waiting += record.references == 0;
    if (!chunks_right(root, record, upload)) out.push_back("the chunks of a blob are not its own");
  }
  if (leaving.entries().size() != waiting) out.push_back("the queue holds what is not there");
  for (const auto& [key, chunks] : leaving.entries())
    if (std::get<0>(key) < leaving_from.get()) out.push_back("a blob missed its time to leave");
  return out;
}

bool Blobs::chunks_right(const Hash& root, const BlobRecord& record,
                         const std::optional<Upload>& upload) const {
  if (!upload) return blob_root(*read(root)) == root;
  std::uint32_t stored = 0;
  for (std::uint32_t i = 0; i < record.chunks; ++i) {
    const Bytes* chunk = frame().blobs.get(chunk_key(root, i));
    if ((chunk != nullptr) != (upload->stored[i] == 1)) return false;
    if (chunk != nullptr && chunk_hash(*chunk) != upload->hashes[i]) return false;
    stored += chunk != nullptr;
  }
  return stored == record.stored;
}

}  // namespace descent::modules

// Preimage beside a model of it: who pays for what, and who needs it, in two maps.
#include <random>

#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

struct Book {
  std::optional<AccountId> payer;
  std::uint32_t needed = 0;
  bool here = false;
};

class PreimageModel {
 public:
  std::map<std::size_t, Book> books;  ///< by the number of the preimage

  bool note(std::size_t i, const std::optional<AccountId>& who) {
    Book& book = books[i];
    if (who && book.here && book.needed == 0) return false;
    if (!who && book.needed == 0) book.needed = 1;
    if (who && book.needed == 0) book.payer = who;
    book.here = true;
    return true;
  }
  bool unnote(std::size_t i, const std::optional<AccountId>& who) {
    Book& book = books[i];
    if (!book.here && book.needed == 0) return false;
    if (who && book.payer != who) return false;
    if (!book.payer) return unrequest(i);
    book.payer.reset();
    tidy(book);
    return true;
  }
  void request(std::size_t i) { ++books[i].needed; }
  bool unrequest(std::size_t i) {
    Book& book = books[i];
    if (book.needed == 0) return false;
    --book.needed;
    tidy(book);
    return true;
  }

 private:
  /// Nobody pays for it and nobody needs it.
  static void tidy(Book& book) {
    if (!book.payer && book.needed == 0) book.here = false;
  }
};

class PreimageRandom : public testing::TestWithParam<unsigned> {
 protected:
  SmallChain chain;
  Preimage& preimage = chain.runtime().preimage;
  PreimageModel model;
  std::mt19937 random{GetParam()};

  std::size_t draw(std::size_t n) { return random() % n; }
  static Bytes data(std::size_t i) { return Bytes(i + 1, static_cast<std::uint8_t>(i)); }
  static Hash hash(std::size_t i) { return crypto::blake2b_256(data(i)); }
  static frame::Origin origin_of(const std::optional<AccountId>& who) {
    if (who) return frame::origin::Signed{*who};
    return frame::origin::Root{};
  }

  void step() {
    constexpr AccountId kWho[] = {kAlice, kBob};
    const std::size_t i = draw(4);
    std::optional<AccountId> who;
    if (draw(3) > 0) who = kWho[draw(2)];
    const frame::Origin origin = origin_of(who);
    switch (draw(4)) {
      case 0:
        return expect(model.note(i, who),
                      chain.call(origin, preimage, Preimage::note_preimage{data(i)}));
      case 1:
        return expect(model.unnote(i, who),
                      chain.call(origin, preimage, Preimage::unnote_preimage{hash(i)}));
      case 2: model.request(i); return preimage.request(hash(i));
      default: return expect(model.unrequest(i), preimage.unrequest(hash(i)));
    }
  }
  void expect(bool right, const Result<>& done) { EXPECT_EQ(right, bool{done}); }

  void compare() {
    std::map<AccountId, Balance> paid;
    for (const auto& [i, book] : model.books) {
      EXPECT_EQ(preimage.preimage_for.contains({hash(i), static_cast<std::uint32_t>(i + 1)}),
                book.here);
      EXPECT_EQ(preimage.is_requested(hash(i)), book.needed > 0);
      if (book.payer) paid[*book.payer] += kGrad + (i + 1) * (kGrad / 100);
    }
    for (const auto& who : {kAlice, kBob}) {
      EXPECT_EQ(chain.reserved(who), paid[who]);
      EXPECT_EQ(chain.free(who) + chain.reserved(who), kEndowment);
    }
    EXPECT_EQ(chain.problems(), "");
  }
};

TEST_P(PreimageRandom, is_kept_by_the_books) {
  for (int n = 0; n < 400 && !HasFailure(); ++n) {
    step();
    compare();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PreimageRandom, testing::Range(0u, 10u));

}  // namespace
}  // namespace descent::modules

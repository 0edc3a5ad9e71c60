#include "node/service/evaluator.hpp"

#include <gtest/gtest.h>

#include <latch>

#include "node/service/memo.hpp"

namespace descent::service {
namespace {

Hash name(std::uint8_t n) {
  Hash out;
  out.bytes.fill(n);
  return out;
}

frame::Ahead work(std::uint8_t n, std::vector<std::uint8_t>* order = nullptr) {
  return {name(n), [n, order] {
            if (order != nullptr) order->push_back(n);
            return Bytes{n};
          }};
}

TEST(Evaluator, leaves_every_result_in_the_memo_in_the_order_of_need) {
  BoundedMemo memo{1'000};
  std::vector<std::uint8_t> order;
  Evaluator evaluator{memo};
  evaluator.offer({work(1, &order), work(2, &order), work(3, &order)});
  evaluator.wait_idle();
  EXPECT_EQ(order, (std::vector<std::uint8_t>{1, 2, 3}));
  for (const std::uint8_t n : order) EXPECT_EQ(memo.find(name(n)), Bytes{n});
}

TEST(Evaluator, computes_nothing_that_the_memo_knows) {
  BoundedMemo memo{1'000};
  memo.put(name(1), Bytes{9});
  std::vector<std::uint8_t> order;
  Evaluator evaluator{memo};
  evaluator.offer({work(1, &order), work(2, &order)});
  evaluator.wait_idle();
  EXPECT_EQ(order, std::vector<std::uint8_t>{2});
  EXPECT_EQ(memo.find(name(1)), Bytes{9});
}

TEST(Evaluator, a_newer_offer_replaces_what_is_left_of_an_older_one) {
  BoundedMemo memo{1'000};
  std::latch begun{1};
  std::latch go{1};
  Evaluator evaluator{memo};
  const frame::Ahead slow{name(1), [&] {
                            begun.count_down();
                            go.wait();
                            return Bytes{1};
                          }};
  evaluator.offer({slow, work(2)});
  begun.wait();
  evaluator.offer({work(3)});
  go.count_down();
  evaluator.wait_idle();
  EXPECT_TRUE(memo.find(name(1)));
  EXPECT_FALSE(memo.find(name(2)));
  EXPECT_TRUE(memo.find(name(3)));
}

TEST(Evaluator, ends_without_doing_what_is_left) {
  BoundedMemo memo{1'000};
  std::latch begun{1};
  std::latch go{1};
  std::thread waiter;
  {
    Evaluator evaluator{memo};
    const frame::Ahead slow{name(1), [&] {
                              begun.count_down();
                              go.wait();
                              return Bytes{1};
                            }};
    evaluator.offer({slow, work(2)});
    begun.wait();
    waiter = std::thread{[&] {
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
      go.count_down();
    }};
  }
  waiter.join();
  EXPECT_FALSE(memo.find(name(2)));
}

}  // namespace
}  // namespace descent::service

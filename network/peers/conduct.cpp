#include "network/peers/conduct.hpp"

namespace descent::network {

Conduct conduct_of(Fault fault) {
  switch (fault) {
    case Fault::WrongChain: return Conduct::WrongChain;
    case Fault::NoHandshake: return Conduct::NoHandshake;
    case Fault::OutOfTurn: return Conduct::OutOfTurn;
    case Fault::TooLarge: return Conduct::TooLarge;
    case Fault::TooFast: return Conduct::TooFast;
    case Fault::BadMessage: return Conduct::BadMessage;
  }
  return Conduct::BadMessage;
}

}  // namespace descent::network

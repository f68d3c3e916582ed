"""Certificates made for the tests: RSA keys, an authority of its own and what it signs, as X.509 in DER and PEM (RFC 5280, 8017).

The keys are the same in each run and protect nothing.
"""

import hashlib
import math
import random
from base64 import encodebytes
from dataclasses import dataclass

_EXPONENT, _BITS = 65_537, 2_048
_RSA, _SHA256_RSA = (1, 2, 840, 113549, 1, 1, 1), (1, 2, 840, 113549, 1, 1, 11)
_COMMON_NAME = (2, 5, 4, 3)
_KEY_ID, _KEY_USAGE, _ALT_NAME, _CONSTRAINTS, _AUTHORITY_ID = ((2, 5, 29, number) for number in (14, 15, 17, 19, 35))
_SHA256 = (2, 16, 840, 1, 101, 3, 4, 2, 1)
# The product of all below four thousand: what shares a factor with it needs no test.
_SMALL = math.factorial(4_000)
_FIRST_DAY, _LAST_DAY, _LONG_GONE = b"200101000000Z", b"491231235959Z", b"210101000000Z"


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _integer(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _sequence(*parts: bytes) -> bytes:
    return _der(0x30, *parts)


def _bits(content: bytes, *, unused: int = 0) -> bytes:
    return _der(0x03, bytes([unused]), content)


def _oid(numbers: tuple[int, ...]) -> bytes:
    out = bytearray([40 * numbers[0] + numbers[1]])
    for number in numbers[2:]:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        out += bytes(reversed(groups))
    return _der(0x06, bytes(out))


def _algorithm(numbers: tuple[int, ...]) -> bytes:
    return _sequence(_oid(numbers), _der(0x05))


def _is_prime(number: int, rng: random.Random) -> bool:
    """Say whether a number is a prime, by the test of Miller and Rabin; wrong once in 4 ** 20."""
    if math.gcd(number, _SMALL) > 1:
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(20):
        power = pow(rng.randrange(2, number - 1), odd, number)
        if power in {1, number - 1}:
            continue
        for _ in range(twos - 1):
            power = pow(power, 2, number)
            if power == number - 1:
                break
        else:
            return False
    return True


@dataclass(frozen=True)
class Key:
    """An RSA key."""

    p: int
    q: int

    @property
    def modulus(self) -> int:
        return self.p * self.q

    @property
    def secret(self) -> int:
        return pow(_EXPONENT, -1, (self.p - 1) * (self.q - 1))

    def public(self) -> bytes:
        return _sequence(_integer(self.modulus), _integer(_EXPONENT))

    def number(self) -> bytes:
        return hashlib.sha1(self.public()).digest()

    def pem(self) -> str:
        d, p, q = self.secret, self.p, self.q
        parts = (0, p * q, _EXPONENT, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
        return _pem("RSA PRIVATE KEY", _sequence(*map(_integer, parts)))

    def sign(self, data: bytes) -> bytes:
        told = _sequence(_algorithm(_SHA256), _der(0x04, hashlib.sha256(data).digest()))
        padded = b"\x00\x01" + b"\xff" * (_BITS // 8 - 3 - len(told)) + b"\x00" + told
        return pow(int.from_bytes(padded, "big"), self.secret, self.modulus).to_bytes(_BITS // 8, "big")


def made_key(seed: int) -> Key:
    """Make a key; the same for the same seed."""
    rng = random.Random(seed)

    def prime() -> int:
        while True:
            # The two highest bits make the product as long as it is to be.
            found = rng.getrandbits(_BITS // 2) | 0b11 << (_BITS // 2 - 2) | 1
            if (found - 1) % _EXPONENT and _is_prime(found, rng):
                return found

    return Key(prime(), prime())


def made_certificate(
    name: str, key: Key, *, issuer: str, by: Key, is_authority: bool = False, is_over: bool = False
) -> str:
    """Return a certificate as PEM: ``name`` is a host's, or an authority's; signed by itself where ``by`` is its own key."""
    extensions = [
        _extension(_CONSTRAINTS, _sequence(_der(0x01, b"\xff")) if is_authority else _sequence(), critical=True),
        # Signs certificates and lists of them; or signs and enciphers.
        _extension(_KEY_USAGE, _bits(b"\x06", unused=1) if is_authority else _bits(b"\xa0", unused=5), critical=True),
        _extension(_KEY_ID, _der(0x04, key.number())),
        _extension(_AUTHORITY_ID, _sequence(_der(0x80, by.number()))),
    ]
    if not is_authority:
        extensions.append(_extension(_ALT_NAME, _sequence(_der(0x82, name.encode()))))
    told = _sequence(
        _der(0xA0, _integer(2)),
        _integer(int.from_bytes(hashlib.sha1(name.encode() + key.number()).digest()[:8], "big")),
        _algorithm(_SHA256_RSA),
        _named(issuer),
        _sequence(_der(0x17, _FIRST_DAY), _der(0x17, _LONG_GONE if is_over else _LAST_DAY)),
        _named(name),
        _sequence(_algorithm(_RSA), _bits(key.public())),
        _der(0xA3, _sequence(*extensions)),
    )
    return _pem("CERTIFICATE", _sequence(told, _algorithm(_SHA256_RSA), _bits(by.sign(told))))


def _extension(numbers: tuple[int, ...], value: bytes, *, critical: bool = False) -> bytes:
    return _sequence(_oid(numbers), _der(0x01, b"\xff") if critical else b"", _der(0x04, value))


def _named(name: str) -> bytes:
    return _sequence(_der(0x31, _sequence(_oid(_COMMON_NAME), _der(0x0C, name.encode()))))


def _pem(kind: str, data: bytes) -> str:
    return f"-----BEGIN {kind}-----\n{encodebytes(data).decode()}-----END {kind}-----\n"

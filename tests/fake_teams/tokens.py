"""Tokens as Microsoft signs them, with keys made for the test."""

import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

Payload = dict[str, Any]

CLIENT = "11111111-1111-1111-1111-111111111111"
ISSUER = "https://api.botframework.com"
KEY_ID = "key-1"


@cache
def private_key(name: str = KEY_ID) -> rsa.RSAPrivateKey:
    """Return a key of this name, the same each time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_key(name: str = KEY_ID) -> Payload:
    """Return the key as the key server tells it."""
    key: Payload = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return key | {"kid": name, "use": "sig", "endorsements": ["msteams", "skype"]}


def token(
    service_url: str,
    *,
    key: str = KEY_ID,
    kid: str | None = None,
    drop: str = "",
    begins: int = -10,
    ends: int = 3600,
    **claims: object,
) -> str:
    """Return a good token, unless something is said; seconds from now."""
    now = int(time.time())
    good: Payload = {
        "iss": ISSUER,
        "aud": CLIENT,
        "serviceurl": service_url,
        "nbf": now + begins,
        "exp": now + ends,
        **claims,
    }
    good.pop(drop, None)
    headers = {"kid": kid or key}
    return jwt.encode(good, private_key(key), algorithm="RS256", headers=headers)

"""Kinds of values that the simulator's models share: numbers, web addresses, keys."""

import re
from typing import Annotated

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import AfterValidator, BeforeValidator


def bare_number(number: str) -> str:
    """A number as Vonage writes it: digits without plus sign and punctuation.

    Anything else (a short name, say) only loses the space around it.
    """
    digits = re.sub(r"[\s().+-]", "", number)
    return digits if digits.isdigit() else number.strip()


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("an http:// or https:// address is needed")
    return url


def _rsa_public_key(pem: str) -> str:
    if not isinstance(serialization.load_pem_public_key(pem.encode()), rsa.RSAPublicKey):
        raise ValueError("the public key of an application is an RSA key")  # noqa: TRY004
    return pem


WebAddress = Annotated[str, AfterValidator(_web_address)]
PublicKey = Annotated[str, AfterValidator(_rsa_public_key)]
Number = Annotated[str, BeforeValidator(lambda value: bare_number(str(value)))]

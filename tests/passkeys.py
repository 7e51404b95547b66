"""A passkey in software: what a phone or a security key answers when a page asks for one."""

import json
import secrets
from hashlib import sha256
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from planning.people.models import User

HOST = "localhost"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Passkey:
    """Registered for a person, as if they had added it."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.id = secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.stored = Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey", "credential": self.registration()}
        )

    def registration(self) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # fido2 leaves it out
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(self.rp, FLAGS | AuthenticatorData.FLAG.AT, 0, credential)
        client_data = CollectedClientData.create("webauthn.create", secrets.token_bytes(32), f"http://{HOST}")
        return self.answer(clientDataJSON=client_data, attestationObject=AttestationObject.create("none", data, {}))

    def sign_in(self, client: Client, **more: str) -> Any:
        """Press the button on the sign-in page of `localhost`, and confirm on the device."""
        asked = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json", "Host": HOST})
        challenge = asked.json()["request_options"]["publicKey"]["challenge"]
        form = {"credential": json.dumps(self.assertion(challenge))} | more
        return client.post("/accounts/2fa/webauthn/login/", form, headers={"Host": HOST})

    def assertion(self, challenge: str) -> dict[str, Any]:
        client_data = CollectedClientData.create("webauthn.get", challenge, f"http://{HOST}")
        data = AuthenticatorData.create(self.rp, FLAGS, 1)
        signature = self.key.sign(data + client_data.hash, ec.ECDSA(SHA256()))
        handle = user_pk_to_url_str(self.user).encode()
        return self.answer(clientDataJSON=client_data, authenticatorData=data, signature=signature, userHandle=handle)

    @property
    def rp(self) -> bytes:
        return sha256(HOST.encode()).digest()

    def answer(self, **response: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {name: websafe_encode(value) for name, value in response.items()},
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

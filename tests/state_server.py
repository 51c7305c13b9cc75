"""A state's own sign-in for tests: a small OpenID Connect server on a loopback port that signs with a real key."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import include, path

from samanvay.config import urls as house
from samanvay.web.signin.urls import state_sign_in

CLIENT, SECRET, KID = "samanvay", "secret of the client", "first"

urlpatterns = [path("account/", include(state_sign_in(is_set=True))), *house.urlpatterns]
"""The addresses of a house whose state sign-in is set up."""


@dataclass
class StateServer:
    """What the server says; a test changes the token, the person, the keys or the description to see a refusal."""

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1", "preferred_username": "asha"})
    change: Callable[[dict[str, Any]], None] = lambda token: None
    sign: Callable[[dict[str, Any], Any], str | None] = lambda token, key: jwt.encode(
        token, key, "RS256", headers={"kid": KID}
    )
    userinfo: dict[str, Any] | None = None
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    asked: dict[str, str] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    led_on: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def settings(self) -> dict[str, Any]:
        """Return the product's setting for this server."""
        app = {
            "provider_id": "state",
            "name": "UP SSO",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.url},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def discovery(self) -> dict[str, Any]:
        names = {"authorization": "authorise", "token": "token", "userinfo": "userinfo"}
        ends = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in names.items()}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **ends, **methods, **self.described}

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": KID, "use": "sig", "alg": "RS256"}]}

    def token(self, posted: dict[str, str]) -> dict[str, Any] | None:
        """Answer a code with tokens, if client, code and verifier are right."""
        digest = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_known = (posted.get("client_id"), posted.get("client_secret")) == (CLIENT, SECRET)
        if not is_known or posted.get("code") != "the-code" or challenge != self.asked.get("code_challenge"):
            return None
        now = int(time.time())
        token = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.asked.get("nonce")}
        token |= self.claims
        self.change(token)
        signed = self.sign(token, self.key)
        return {"access_token": "the-token", "token_type": "Bearer", **({"id_token": signed} if signed else {})}


def _handler(server: StateServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            return

        def say(self, what: dict[str, Any] | None) -> None:
            content = json.dumps(what or {"error": "invalid_grant"}).encode()
            self.send_response(200 if what else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if where.path in server.led_on:
                self.send_response(302)
                self.send_header("Location", server.led_on[where.path])
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif where.path == "/authorise":
                server.asked = {name: values[0] for name, values in parse_qs(where.query).items()}
                back = urlencode({"code": "the-code", "state": server.asked["state"]})
                self.send_response(302)
                self.send_header("Location", f"{server.asked['redirect_uri']}?{back}")
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif where.path == "/userinfo":
                is_known = self.headers["Authorization"] == "Bearer the-token"
                self.say((server.userinfo or server.claims) if is_known else None)
            else:
                answers = {"/.well-known/openid-configuration": server.discovery, "/keys": server.keys}
                self.say(answers[where.path]() if where.path in answers else None)

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(server.token({name: values[0] for name, values in parse_qs(content).items()}))

    return Handler


@contextmanager
def state_server() -> Iterator[StateServer]:
    """Run a state's sign-in for the length of a test."""
    server = StateServer()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(server)) as httpd:
        server.url = f"http://127.0.0.1:{httpd.server_port}"
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, name="state")
        thread.start()
        try:
            yield server
        finally:
            httpd.shutdown()
            thread.join()

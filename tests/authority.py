"""A time-stamping authority of our own (openssl ts): a root, and a certificate for time-stamps that it signed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Authority", "authority"]

_CONFIG = """\
[req]
distinguished_name = dn
prompt = no
[dn]
CN = {name} Root
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
[stamping]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = ours
[ours]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
{chain}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256,sha384,sha512
accuracy = secs:1,millisecs:500
tsa_name = yes
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """The folder of an authority; `root` is the certificate that others trust or do not."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def reply(self, request: bytes) -> bytes:
        """What it replies to a request (DER)."""
        (self.folder / "asked.tsq").write_bytes(request)
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "asked.tsq", "-out", "reply.tsr")
        return (self.folder / "reply.tsr").read_bytes()

    def says_ok(self, data: Path, reply: Path) -> bool:
        """Whether openssl itself verifies a reply over `data`, with its chain."""
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-data", data, "-in", reply, "-CAfile", self.root],
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


def authority(folder: Path, name: str = "Test", *, chain: bool = True) -> Authority | None:
    """Makes one; None where openssl is not installed. `chain`: whether its replies bring the root along."""
    if shutil.which("openssl") is None:
        return None
    made = Authority(folder)
    certs = "certs = root.pem" if chain else ""
    (folder / "tsa.cnf").write_text(_CONFIG.format(name=name, chain=certs))
    (folder / "serial").write_text("01\n")
    new = ("-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    root = ("req", "-x509", *new, "-keyout", "root.key", "-out", "root.pem", "-days", "30", "-extensions", "root")
    made._openssl(*root)
    made._openssl("req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name} Stamps")
    signed = ("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial")
    made._openssl(*signed, "-out", "tsa.pem", "-days", "30", "-extfile", "tsa.cnf", "-extensions", "stamping")
    return made

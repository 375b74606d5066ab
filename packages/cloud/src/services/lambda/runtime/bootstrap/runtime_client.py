"""The Runtime API over one plain connection: Python's own HTTP client costs 10 ms of every cold start."""
import os
import socket


class RuntimeClient:
    """Sends one request at a time. When the connection breaks, the cloud is gone: so is the process."""

    def __init__(self, address):
        host, port = address.split(":")
        self._address = address
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""

    def request(self, method, path, body=b"", headers=None):
        """Answers the headers, by their names in lower case, and the body."""
        lines = ["%s /2018-06-01%s HTTP/1.1" % (method, path), "Host: " + self._address]
        lines.extend("%s: %s" % pair for pair in (headers or {}).items())
        if method != "GET":
            lines.append("Content-Length: %d" % len(body))
        self._socket.sendall("\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body)
        while b"\r\n\r\n" not in self._received:
            self._receive()
        head, _, rest = self._received.partition(b"\r\n\r\n")
        fields = [line.partition(":") for line in head.decode("utf-8").split("\r\n")[1:]]
        answered = {name.lower(): value.strip() for name, _, value in fields}
        length = int(answered.get("content-length", 0))
        parts, size = [rest], len(rest)
        while size < length:
            part = self._read()
            parts.append(part)
            size += len(part)
        whole = b"".join(parts)
        self._received = whole[length:]
        return answered, whole[:length]

    def _receive(self):
        self._received += self._read()

    def _read(self):
        part = self._socket.recv(262144)
        if not part:
            os._exit(1)
        return part

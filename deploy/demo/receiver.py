#!/usr/bin/env python3
"""Outsiders of the demo and of tests: a mail server, and a program that gets signed requests.

receiver.py mail    --port PORT --log FILE [--tls starttls|always --certificate PEM --key PEM]
receiver.py webhook --port PORT --log FILE --secret-file FILE [--tls always --certificate … --key …]

Each thing that it was handed is one line of JSON in FILE, written before it answers. Standard library
only. Port 0 takes a free one; the first line of the output is the port.
"""
import argparse
import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import socketserver
import ssl
import threading
import time

TOLERANCE_SECONDS = 300
BODY_BYTES_MAX = 1 << 20
LINE_BYTES_MAX = 1 << 16


class Log:
    """Lines of JSON, one writer at a time."""

    def __init__(self, path):
        self.path = path
        self.lock = threading.Lock()

    def add(self, **fields):
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


class Mail(socketserver.StreamRequestHandler):
    """SMTP (RFC 5321) as far as a client needs it to hand over a mail, with STARTTLS (RFC 3207)."""

    def answer(self, text):
        self.wfile.write(text.encode() + b"\r\n")
        self.wfile.flush()

    def line(self):
        line = self.rfile.readline(LINE_BYTES_MAX)
        return line.rstrip(b"\r\n") if line.endswith(b"\n") else None

    def handle(self):
        self.sender, self.recipients, self.secure = None, [], self.server.options.tls == "always"
        self.answer("220 receiver.demo ESMTP")
        while (line := self.line()) is not None:
            verb, _, rest = line.decode("utf-8", "replace").partition(" ")
            act = getattr(self, "do_" + verb.lower(), None)
            if act is None:
                self.answer("502 5.5.1 not known")
            elif act(rest) is False:
                return

    def do_ehlo(self, _):
        offers = self.server.options.tls == "starttls" and not self.secure
        self.answer("250-receiver.demo")
        if offers:
            self.answer("250-STARTTLS")
        self.answer("250 8BITMIME")

    def do_starttls(self, _):
        if self.server.options.tls != "starttls" or self.secure:
            self.answer("502 5.5.1 not now")
            return None
        self.answer("220 2.0.0 go ahead")
        try:
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        except OSError:
            return False
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb")
        self.sender, self.recipients, self.secure = None, [], True
        return None

    def do_mail(self, rest):
        if self.server.options.tls and not self.secure:
            self.answer("530 5.7.0 STARTTLS first")
            return
        self.sender, self.recipients = rest, []
        self.answer("250 2.1.0 ok")

    def do_rcpt(self, rest):
        self.recipients.append(rest)
        self.answer("250 2.1.5 ok")

    def do_data(self, _):
        if self.sender is None or not self.recipients:
            self.answer("503 5.5.1 sender and recipient first")
            return None
        self.answer("354 go on")
        lines = []
        while (line := self.line()) != b".":
            if line is None:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        read = email.message_from_bytes(b"\r\n".join(lines) + b"\r\n", policy=email.policy.default)
        self.server.log.add(
            id=(read["Message-ID"] or "").strip("<>").partition("@")[0], tls=self.secure,
            to=self.recipients, subject=read["Subject"], body=read.get_content())
        self.answer("250 2.0.0 taken")
        return None

    def do_rset(self, _):
        self.sender, self.recipients = None, []
        self.answer("250 2.0.0 ok")

    def do_quit(self, _):
        self.answer("221 2.0.0 bye")
        return False


class Webhook(http.server.BaseHTTPRequestHandler):
    """A receiver as Standard Webhooks 1.0 describes it: what is not signed rightly is refused."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, BODY_BYTES_MAX))
        problem = self.problem(body)
        fields = {} if problem else json.loads(body)
        self.server.log.add(
            id=self.headers.get("webhook-id", ""), tls=bool(self.server.options.tls),
            verified=problem is None, problem=problem, content=fields)
        self.send_response(401 if problem else 204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def problem(self, body):
        """Why a request is not believed; None for one that is."""
        name, stamp = self.headers.get("webhook-id"), self.headers.get("webhook-timestamp", "")
        if not name or not stamp.isdigit():
            return "no id or no timestamp"
        if abs(time.time() - int(stamp)) > TOLERANCE_SECONDS:
            return "the timestamp is too far away"
        signed = f"{name}.{stamp}.".encode() + body
        wanted = base64.b64encode(hmac.new(self.server.key, signed, hashlib.sha256).digest())
        for part in self.headers.get("webhook-signature", "").split():
            version, _, signature = part.partition(",")
            if version == "v1" and hmac.compare_digest(signature.encode(), wanted):
                return None
        return "no signature fits"

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingTCPServer):
    """One thread a caller; a caller that cannot agree on TLS loses its connection only."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, options, handler):
        super().__init__(("127.0.0.1", options.port), handler)
        self.options = options
        self.log = Log(options.log)
        self.context = None
        if options.tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(options.certificate, options.key)

    def finish_request(self, request, client_address):
        request.settimeout(60)
        try:
            if self.options.tls == "always":
                request = self.context.wrap_socket(request, server_side=True)
            super().finish_request(request, client_address)
        except OSError:
            request.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["mail", "webhook"])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", required=True)
    parser.add_argument("--tls", choices=["starttls", "always"])
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--secret-file")
    options = parser.parse_args()
    with Server(options, Mail if options.what == "mail" else Webhook) as server:
        if options.secret_file:
            with open(options.secret_file, encoding="utf-8") as file:
                server.key = base64.b64decode(file.readline().strip().removeprefix("whsec_"))
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()

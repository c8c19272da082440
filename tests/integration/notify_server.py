#!/usr/bin/env python3
"""Receivers of messages that misbehave: robots of WeCom, DingTalk and Feishu, a webhook and a mail server.

  notify_server.py FOLDER [--faults PERCENT] [--seed N]

Writes the ports into FOLDER/ports (http smtp), and each message that arrived whole as a line of JSON into
FOLDER/journal: where, its key, its text, whether its signature holds (recomputed here from the makers' descriptions), and
what was answered. A receiver that then answers badly has the message all the same.

  /wecom/… /dingtalk/… /feishu/… /hook   PERCENT of requests are answered with a fault: 500, an error code under 200,
                                         nothing at all, half an answer, a slow one, a redirect, more than is asked for
  /held/NAME                             answers once FOLDER/release exists
  /always/CODE                           answers that status, or for robots that code
  /patience/CODE/SECONDS[/date]          the first request gets that status, with Retry-After in seconds or as a date
"""
import argparse
import asyncio
import base64
import email.utils
import hashlib
import hmac
import http.server
import json
import os
import random
import socket
import socketserver
import sys
import threading
import time
import traceback
import urllib.parse

from aiosmtpd.controller import Controller

DINGTALK_SECRET = "SEC0123456789abcdef"
FEISHU_SECRET = "feishu-secret"
HOOK_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
FAULTS = ["500", "code", "hang", "half", "slow", "redirect", "flood"]

lock = threading.Lock()


def journal(**entry):
    with lock, open(os.path.join(options.folder, "journal"), "a") as out:
        out.write(json.dumps(entry, ensure_ascii=False) + "\n")


def mac(key, message):
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


def last_line_key(text):
    return text.rsplit("\n", 1)[-1].split("]")[0].strip("[")


def dingtalk_read(query, body, headers):
    stamp = query["timestamp"][0]
    good = query["sign"][0] == mac(DINGTALK_SECRET.encode(), f"{stamp}\n{DINGTALK_SECRET}".encode())
    good = good and abs(int(stamp) / 1000 - time.time()) < 3600 and query["access_token"] == ["ding-token"]
    text = body["text"]["content"]
    return last_line_key(text), text, good, {"errcode": 0, "errmsg": "ok"}, {"errcode": 310000, "errmsg": "坏"}


def feishu_read(query, body, headers):
    stamp = body["timestamp"]
    good = body["sign"] == mac(f"{stamp}\n{FEISHU_SECRET}".encode(), b"") and abs(int(stamp) - time.time()) < 3600
    text = body["content"]["text"]
    return last_line_key(text), text, good, {"code": 0, "msg": "success"}, {"code": 11232, "msg": "frequency limited"}


def wecom_read(query, body, headers):
    text = body["text"]["content"]
    good = query["key"] == ["wecom-key"] and len(text.encode()) <= 2048
    return last_line_key(text), text, good, {"errcode": 0, "errmsg": "ok"}, {"errcode": 45009, "errmsg": "freq"}


def hook_read(query, body, headers):
    stamp, identifier = headers["webhook-timestamp"], headers["webhook-id"]
    key = base64.b64decode(HOOK_SECRET.removeprefix("whsec_"))
    signature = "v1," + mac(key, f"{identifier}.{stamp}.".encode() + headers["raw"])
    good = headers["webhook-signature"] == signature and abs(int(stamp) - time.time()) < 300
    good = good and body["data"]["parts"][0]["key"] == identifier
    text = "\n".join(part["text"] for part in body["data"]["parts"])
    return identifier, text, good, {"code": 0}, {"code": 7}


READERS = {"wecom": wecom_read, "dingtalk": dingtalk_read, "feishu": feishu_read, "hook": hook_read, "held": hook_read,
           "always": hook_read, "patience": hook_read}
told_to_wait = set()


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        raw = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def misbehave(self, fault, good, bad):
        if fault == "500":
            self.answer(500, {"error": "no"})
        elif fault == "code":
            self.answer(200, bad)
        elif fault == "hang":
            time.sleep(4)
            self.close_connection = True
        elif fault == "half":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"errcode": 0, ')
            self.close_connection = True
        elif fault == "slow":
            time.sleep(0.5)
            self.answer(200, good)
        elif fault == "redirect":
            self.answer(307, {}, Location="/hook")
        else:
            self.answer(200, {"errcode": 0, "code": 0, "padding": "x" * 200000})

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        parts = urllib.parse.urlsplit(self.path)
        where = parts.path.strip("/").split("/")
        headers = {name.lower(): value for name, value in self.headers.items()} | {"raw": raw}
        key, text, signed, good, bad = READERS[where[0]](urllib.parse.parse_qs(parts.query), json.loads(raw), headers)
        with lock:
            fault = random.choice(FAULTS) if random.randrange(100) < options.faults else "none"
        if where[0] in ("held", "always", "patience"):
            fault = "none"
        journal(where=parts.path.strip("/"), key=key, text=text, signed=signed, answer=fault, at=time.time())
        try:
            if where[0] == "held":
                while not os.path.exists(os.path.join(options.folder, "release")):
                    time.sleep(0.05)
            if where[0] == "always":
                self.answer(int(where[1]), {"code": int(where[1])})
            elif where[0] == "patience" and parts.path not in told_to_wait:
                told_to_wait.add(parts.path)
                wait = int(where[2])
                date = email.utils.formatdate(time.time() + wait, usegmt=True)
                self.answer(int(where[1]), {}, **{"Retry-After": date if where[3:] == ["date"] else str(wait)})
            elif fault == "none":
                self.answer(200, good)
            else:
                self.misbehave(fault, good, bad)
        except OSError:
            pass  # who asked has gone


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, request, address):
        if isinstance(sys.exc_info()[1], ConnectionError):
            return  # who was talking has been killed
        with open(os.path.join(options.folder, "errors"), "a") as out:
            traceback.print_exc(file=out)


class Mail:
    async def handle_DATA(self, server, session, envelope):
        import email
        import email.policy
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        key = message["Message-ID"].strip("<>").split("@")[0]
        with lock:
            fault = random.choice(["451", "drop", "slow"]) if random.randrange(100) < options.faults else "none"
        journal(where="mail", key=key, text=message.get_content().replace("\r\n", "\n"), answer=fault, to=envelope.rcpt_tos,
                subject=str(message["Subject"]), signed=message["X-Steward-Key"] == key)
        if fault == "451":
            return "451 try again later"
        if fault == "drop":
            server.transport.close()
        if fault == "slow":
            await asyncio.sleep(0.5)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--faults", type=int, default=0)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
random.seed(options.seed)
web = Server(("127.0.0.1", 0), Receiver)
mail = Controller(Mail(), hostname="127.0.0.1", port=0)
# aiosmtpd asks its own port whether it listens, and needs it to be known
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    mail.port = probe.getsockname()[1]
mail.start()
with open(os.path.join(options.folder, "ports.part"), "w") as ports:
    ports.write(f"{web.server_address[1]} {mail.port}\n")
os.rename(os.path.join(options.folder, "ports.part"), os.path.join(options.folder, "ports"))
web.serve_forever()

"""Tells a WooCommerce shop what became of an order. Python 3.8 or newer; nothing else is needed.

    python3 telaris.py https://shop.example/wp-json/wc-telaris/v1/notifications whsec_… '{"type":"ping"}'
"""

import base64
import hashlib
import hmac
import json
import sys
import time
import urllib.error
import urllib.request
import uuid


def send(url, secret, body, message_id, tries=5):
    """Sends one message, and again where the shop says that this helps.

    `body` is JSON, already encoded: what is signed is what is sent. `message_id` names the message: keep it, sending
    again with it is always safe. Returns the answer; its code is "no_answer" where none came.
    """
    key = base64.b64decode(secret[len("whsec_"):])
    content = body.encode()
    for attempt in range(1, tries + 1):
        stamp = str(int(time.time()))
        signed = f"{message_id}.{stamp}.".encode() + content
        signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{signature}",
        }
        wait = 2 ** attempt
        try:
            with urllib.request.urlopen(urllib.request.Request(url, content, headers), timeout=30) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as refused:
            wait = int(refused.headers.get("Retry-After") or wait)
            try:
                answer = json.load(refused)
            except ValueError:
                answer = {"code": "no_answer", "retryable": True}
        except (OSError, ValueError):
            answer = {"code": "no_answer", "retryable": True}
        if not answer.get("retryable") or attempt == tries:
            return answer
        time.sleep(min(300, wait))


if __name__ == "__main__":
    print(json.dumps(send(*sys.argv[1:4], f"msg_{uuid.uuid4().hex}"), indent=2))

"""Act for many officials at once: `python -m bench.loading.officials PLAN.json ANSWER.json`.

Each official is a thread with one kept connection: five seconds after an answer she does the next
thing, drawn by weight. Prints nothing; the answer holds what was asked and how long it took.
"""

import argparse
import json
import random
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

PAUSE_S = 5.0
_PATIENCE_S = 30
_SENT, _BAD = 303, 400


@dataclass
class Told:
    """What all threads found: (kind, seconds) of each answer, and what went wrong."""

    answers: list[tuple[str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    bytes: int = 0


class Official:
    """One who is signed in, at her browser."""

    def __init__(self, number: int, plan: dict[str, Any], port: int, told: Told) -> None:
        self.plan, self.port, self.told = plan, port, told
        # The same acts in each run.
        self.chance = random.Random(number)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)

    def work(self, until: float) -> None:
        """Act until the time is over; the first act falls anywhere in the first five seconds."""
        time.sleep(self.chance.random() * PAUSE_S)
        for address in self.plan["static"]:
            self.ask("static files", "GET", address)
        acts = self.plan["acts"]
        weights = [act["weight"] for act in acts]
        while time.monotonic() < until:
            act = self.chance.choices(acts, weights)[0]
            if act["forms"]:
                address, fields = self.chance.choice(act["forms"])
                self.send(address, fields)
            else:
                self.ask(act["kind"], "GET", act["address"])
            time.sleep(PAUSE_S)
        self.connection.close()

    def send(self, address: str, fields: dict[str, str]) -> None:
        """Send a form and follow to where it leads; a form that was refused is a fault."""
        if "text" in fields:
            fields = {"text": f"{fields['text']} {self.chance.randrange(10**6)}"}
        body = urlencode({**fields, "csrfmiddlewaretoken": self.plan["csrf"]})
        place = self.ask("writing", "POST", address, body)
        if place:
            self.ask("after writing", "GET", place)
        else:
            self.told.faults.append(f"POST {address}: not taken")

    def ask(self, kind: str, method: str, address: str, body: str | None = None) -> str:
        """One request; the address that it leads to, if any."""
        headers = {"Cookie": self.plan["cookie"], "Accept-Encoding": "gzip, br"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        begin = time.perf_counter()
        try:
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except (HTTPException, OSError) as error:
            self.connection.close()
            self.told.faults.append(f"{method} {address}: {error!r}")
            return ""
        self.told.answers.append((kind, time.perf_counter() - begin))
        self.told.bytes += len(content)
        if answer.status >= _BAD:
            self.told.faults.append(f"{method} {address}: {answer.status}")
        place = urlsplit(answer.getheader("Location") or "")
        if method == "GET" and place.path:
            self.told.faults.append(f"GET {address} leads to {place.path}")
        return place.path


def main() -> int:
    """Run all officials for the time given, write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("answer", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    args = parser.parse_args()
    plans = json.loads(args.plan.read_text(encoding="utf-8"))["officials"]
    told = Told()
    until = time.monotonic() + args.seconds
    threads = [
        threading.Thread(target=Official(number, plan, args.port, told).work, args=(until,))
        for number, plan in enumerate(plans)
    ]
    cpu, begin = time.process_time(), time.monotonic()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = {
        "officials": len(plans),
        "answers": told.answers,
        "faults": told.faults,
        "bytes": told.bytes,
        "cpu": time.process_time() - cpu,
        "seconds": time.monotonic() - begin,
    }
    args.answer.write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

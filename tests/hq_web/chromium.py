"""A real Chromium without a window, spoken to over its debugging pipe (Chrome DevTools Protocol, `--remote-debugging-pipe`:
JSON ended by NUL on descriptors 3 and 4). Shows pages at a size, types, clicks, measures, takes pictures."""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any


class Chromium:
    """One browser with a profile of its own; `stop` ends it."""

    def __init__(self, profile: Path) -> None:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        assert program, "the tests need Chromium: installer/run.py setup brings it"
        to_browser, our_end = os.pipe()
        our_ear, from_browser = os.pipe()
        script = 'exec "$0" "$@" 3<&"$IN" 4>&"$OUT"'
        self._process = subprocess.Popen(
            [
                "bash",
                "-c",
                script,
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-pipe",
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            env={**os.environ, "IN": str(to_browser), "OUT": str(from_browser)},
            pass_fds=(to_browser, from_browser),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._out = os.fdopen(our_end, "wb", buffering=0)
        self._in = os.fdopen(our_ear, "rb", buffering=0)
        self._rest = b""
        self._asked = 0
        self._session = ""
        pages = self._ask("Target.getTargets")["targetInfos"]
        (page,) = [each["targetId"] for each in pages if each["type"] == "page"]
        attached = self._ask("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        self._ask("Page.enable")

    def size(self, width: int, height: int, *, mobile: bool) -> None:
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )

    def open(self, url: str) -> None:
        self._then_loaded("Page.navigate", url=url)

    def submit(self, selector: str, fields: dict[str, str]) -> None:
        """Type into fields by name and press the form's button, as a finger does; waits for the page after it."""
        for name, text in fields.items():
            self.js(f"document.querySelector('[name={name}]').focus()")
            self._ask("Input.insertText", text=text)
        found = self.js(
            f"(() => {{ const box = document.querySelector('{selector}');"
            " box.scrollIntoView({block: 'center'}); const r = box.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        press = {"x": found[0], "y": found[1], "button": "left", "clickCount": 1}
        self._ask("Input.dispatchMouseEvent", type="mousePressed", **press)
        self._then_loaded("Input.dispatchMouseEvent", type="mouseReleased", **press)

    def choose_file(self, selector: str, file: Path) -> None:
        """What the browser's own file dialog would put into an input."""
        root = self._ask("DOM.getDocument")["root"]["nodeId"]
        node = self._ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._ask("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    def js(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self._ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen."""
        return int(self.js("document.documentElement.scrollWidth - innerWidth"))

    def picture(self) -> bytes:
        """The whole page as PNG."""
        height = self.js("document.documentElement.scrollHeight")
        width = self.js("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self._ask("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        self._out.close()
        self._in.close()

    def _then_loaded(self, method: str, **given: Any) -> None:
        number = self._send(method, given)
        answered = loaded = False
        while not (answered and loaded):
            said = self._hear()
            answered = answered or said.get("id") == number
            loaded = loaded or said.get("method") == "Page.loadEventFired"

    def _ask(self, method: str, **given: Any) -> Any:
        number = self._send(method, given)
        while (said := self._hear()).get("id") != number:
            pass
        assert "error" not in said, said
        return said["result"]

    def _send(self, method: str, given: dict[str, Any]) -> int:
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        return self._asked

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = self._in.read(65536)
            assert part, "Chromium has gone"
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(line)
        return said

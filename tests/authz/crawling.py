"""Reading all that somebody may open: every address of the table, and every page that leads on from there."""

import re
from collections.abc import Iterable
from urllib.parse import urldefrag, urljoin

from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.test import Client

_LINK = re.compile(rb"""(?:href|action|content)=["']?(/[^"'\s>]*)""")
_NOT_READ = ("/static/", "/konto/", "/en/")


def body(answer: HttpResponseBase) -> bytes:
    """What an answer holds, streamed or not."""
    if isinstance(answer, StreamingHttpResponse):
        content = bytes(answer.getvalue())
        answer.streaming_content = [content]  # a stream is read once: whoever looks again finds it here
        return content
    return bytes(getattr(answer, "content", b""))


def whole(answer: HttpResponseBase) -> str:
    """An answer with its headers and cookies."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.cookies.output()}\n{body(answer).decode(errors='replace')}"


def crawl(client: Client, first: Iterable[str]) -> dict[str, HttpResponseBase]:
    """Every answer on the way, by its address; sorting and filters of lists are the same rows again."""
    waiting, found = list(first), dict[str, HttpResponseBase]()
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        answer = found[url] = client.get(url)
        links = [link.decode().replace("&amp;", "&") for link in _LINK.findall(body(answer))]
        links += [answer["Location"]] if "Location" in answer else []
        for link in links:
            onward = urldefrag(urljoin(url, link)).url
            is_ours = onward.startswith("/") and not onward.startswith(_NOT_READ)
            if is_ours and "?" not in onward and onward not in found:
                waiting.append(onward)
    return found

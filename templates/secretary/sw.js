{% load static %}// Shows the editor's own page when there is no network. Nothing of anybody is kept here: only that page and its files.
{% url "secretary:offline" as shell %}
const SHELL = "{{ shell }}";
const FILES = [SHELL, {% for file in files %}"{{ file }}", {% endfor %}];
const NAME = `idekom:${FILES.join()}`;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((one) => one !== NAME).map((one) => caches.delete(one))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(SHELL)));
  else if (request.method === "GET" && FILES.includes(path))
    event.respondWith(fetch(request).catch(() => caches.match(path)));
});

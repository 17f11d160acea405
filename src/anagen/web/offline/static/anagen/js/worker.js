/* Answers when there is no connection: the look of the pages, the page to write on, and else a
   page that says so. It never answers in place of the computer while that answers. */
const SHELL = `shell-${KEPT.version}`;
const PAGES = "pages";
const PATIENCE_MS = 20000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL)
      .then((cache) => cache.addAll([...KEPT.shell, KEPT.offline]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => names.filter((name) => name !== SHELL && name !== PAGES))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});

async function part(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

/* A computer that sleeps answers nothing at all, so waiting for it has an end. */
async function page(request) {
  try {
    const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE_MS); });
    return await Promise.race([fetch(request), late]);
  } catch {
    const cache = await caches.open(PAGES);
    // Under the address that was asked for: a reload leads there once the connection is back.
    const [kept] = await cache.keys();
    return kept ? cache.match(kept) : caches.match(KEPT.offline);
  }
}

{# The handheld's keeper: holds exactly one build of the pick pages, so a reload works without a network.
   It never touches /api/, and it takes over only when the page says the queue is empty and no wave is open. -#}
const BUILD = "{{ build }}";
const FILES = {{ files|tojson }};
const LATER = {{ later|tojson }};{# parts a walk does not need, other languages #}
const SHELL = "/pick/";
const BOX = `pick-${BUILD}`;

const anew = (url) => new Request(url, { cache: "reload", credentials: "same-origin" });

self.addEventListener("install", (event) => {
  const isUpdate = Boolean(self.registration.active);
  const first = caches.open(BOX).then((box) => box.addAll([SHELL, ...FILES].map(anew)));
  event.waitUntil(isUpdate ? first.then(keepRest) : first);{# an update brings all that the build before it had #}
});

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((n) => n.startsWith("pick-") && n !== BOX).map((n) => caches.delete(n)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

{# The page asks with "take-over" once nothing is waiting and no wave is open. -#}
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
  if (event.data === "the-rest") event.waitUntil(keepRest());
  if (event.data === "which-build" && event.source) event.source.postMessage({ build: BUILD });
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (url.pathname.startsWith("/p/")) return event.respondWith(picture(event.request));
  const isShell = event.request.mode === "navigate" && url.pathname === SHELL;
  if (!isShell && !FILES.includes(url.pathname) && !LATER.includes(url.pathname)) return;
  event.respondWith(fromBox(isShell ? SHELL : url.pathname, event.request));
});

{# A picture of goods, which the page keeps for its wave; its address names the very bytes. -#}
async function picture(request) {
  const kept = await caches.open("pictures").then((box) => box.match(request.url)).catch(() => null);
  return kept || fetch(request);
}

async function fromBox(key, request) {
  const box = await caches.open(BOX);
  const kept = await box.match(key);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && LATER.includes(key)) await box.put(key, answer.clone());{# wanted once, wanted again #}
  return answer;
}

{# What is not here yet; a file the network does not give is asked for again at the next start. -#}
async function keepRest() {
  const box = await caches.open(BOX);
  for (const url of LATER) {
    if (!(await box.match(url))) await box.add(anew(url)).catch(() => {});
  }
}

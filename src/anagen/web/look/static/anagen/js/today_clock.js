// Keeps what is left of each hold true while the page stays open. Without it nothing is lost:
// the page is worked out anew whenever it is opened.

const STALE_MS = 60_000;
const opened = Date.now();

function ends() {
  return [...document.querySelectorAll("[data-until]")].map((one) => Date.parse(one.dataset.until));
}

// Only the server knows what follows from an hour that has come, so the page is asked for again.
function refresh() {
  const someEnd = ends().some((end) => end > opened && end <= Date.now());
  const isStale = Date.now() - opened > STALE_MS;
  const isBusy = document.querySelector("details[open], form:focus-within");
  if (!document.hidden && !isBusy && (someEnd || isStale)) location.reload();
}

document.addEventListener("visibilitychange", refresh);
setInterval(refresh, STALE_MS / 2);

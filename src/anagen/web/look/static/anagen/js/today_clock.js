// Keeps what is left of each hold true while the page stays open. Without it nothing is lost:
// the page is worked out anew whenever it is opened.

const MINUTE_MS = 60_000;
const DAYS_FROM_H = 72; // from here on the page counts in days, and no minute is missed
const opened = Date.now();
const running = [...document.querySelectorAll("[data-until]")];

// Rounded up, so that nobody starts early.
function left(end) {
  const minutes = Math.ceil(Math.max(0, end - Date.now()) / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  if (hours >= DAYS_FROM_H) return "";
  const rest = minutes % 60;
  const spoken = hours ? `${hours}\u00a0h` : "";
  return rest || !hours ? `${spoken} ${rest}\u00a0min`.trim() : spoken;
}

function count() {
  for (const one of running) {
    const text = left(Date.parse(one.dataset.until));
    if (text) one.textContent = text;
  }
}

// What follows from an hour that has come, only the server knows. Nobody is interrupted for it.
function refresh() {
  const hasEnded = running.some((one) => {
    const end = Date.parse(one.dataset.until);
    return end > opened && end <= Date.now();
  });
  const isInUse = document.querySelector("details[open]") || document.activeElement !== document.body;
  if (hasEnded && !document.hidden && !isInUse) location.reload();
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - opened > MINUTE_MS) location.reload();
});
setInterval(() => {
  count();
  refresh();
}, MINUTE_MS / 2);

// Moves the outlook at once: the same address is asked for, and the parts that changed are put in.
// Without this script the button does the same.

const form = document.querySelector("[data-moves]");
const WAIT_MS = 120;
let asked = 0;
let timer = 0;

/** Writes beside a slider what it stands at. */
function tell(slider) {
  const ticks = slider.closest(".slide").querySelectorAll("[data-value]");
  const tick = [...ticks].find((one) => Number(one.dataset.value) === Number(slider.value));
  if (!tick) return;
  slider.closest(".slide").querySelector("output bdi").textContent = tick.dataset.said;
  slider.setAttribute("aria-valuetext", tick.dataset.said);
}

/** Asks for the page as it would be sent, and puts in what differs. A later question wins. */
async function show() {
  const mine = (asked += 1);
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    const open = [...part.querySelectorAll("details")].map((one) => one.open);
    part.replaceChildren(...fresh.childNodes);
    part.querySelectorAll("details").forEach((one, at) => { one.open = open[at] ?? false; });
  }
  history.replaceState(null, "", address);
}

if (form) {
  form.classList.add("live");
  form.addEventListener("input", (event) => {
    if (event.target.type === "range") tell(event.target);
    clearTimeout(timer);
    timer = setTimeout(() => { show().catch(() => form.classList.remove("live")); }, WAIT_MS);
  });
}

// Locks a page that nobody uses. The server locks by itself as well: this only hides the page at
// once, keeps what is being typed, and tells the server that somebody is still typing.

const box = document.querySelector("dialog[data-idle-minutes]");
const idle = Number(box.dataset.idleMinutes) * 60_000;
const [open] = box.querySelectorAll("form");
const slip = box.querySelector(".slip");
const others = new BroadcastChannel("anagen-in-use");
const TELL_EVERY = 60_000;
let used = Date.now();
let told = used;

const ask = (address, form) => fetch(address, {
  method: form ? "POST" : "GET",
  body: form && new FormData(form),
  headers: { Accept: "application/json" },
  redirect: "manual",
});

function veil() {
  if (box.open) return;
  document.body.classList.add("veiled");
  open.elements.shown.value = "";
  slip.hidden = true;
  box.showModal();
}

function unveil() {
  used = told = Date.now();
  document.body.classList.remove("veiled");
  box.close();
}

async function lock() {
  veil();
  others.postMessage("locked");
  await ask(box.dataset.lock, open).catch(() => {});
}

async function use() {
  if (box.open) return;
  used = Date.now();
  if (used - told < TELL_EVERY) return;
  told = used;
  others.postMessage("used");
  const answer = await ask(box.dataset.here).catch(() => null);
  if (answer?.ok && !(await answer.json()).is_open) veil();
}

for (const sign of ["keydown", "pointerdown", "input", "wheel"])
  document.addEventListener(sign, use, { passive: true });
others.addEventListener("message", ({ data }) => {
  if (data === "used") used = told = Date.now();
  if (data === "locked") veil();
  if (data === "open" && box.open) unveil();
});
const look = () => { if (!box.open && Date.now() - used >= idle) lock(); };
setInterval(look, 1000);
document.addEventListener("visibilitychange", look);
box.addEventListener("cancel", (key) => key.preventDefault());
open.addEventListener("submit", async (sent) => {
  sent.preventDefault();
  const answer = await ask(open.action, open).catch(() => null);
  if (answer?.ok) {
    others.postMessage("open");
    unveil();
  } else if (answer?.status === 400) {
    slip.textContent = box.dataset.failed;
    slip.hidden = false;
    open.elements.shown.select();
  } else if (answer) location.reload();
});

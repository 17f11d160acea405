/* Shows what waits on this device and sends it, and takes forms along: one with `data-queue` is
   kept here first, then sent, and stays here while there is no connection. */
import { drop, entries, expected, forget, heard, keep, needsSomebody, post, sendAll, stateOf } from "./offline_queue.js";

const box = document.getElementById("waiting");
const says = box.dataset;
const EVERY_MS = 15000;
const isCopy = "copy" in says; // a page out of the browser's own store: nobody has unlocked it
const isOpen = "page" in says; // a page behind the door
const address = (words) => new URL(words, location.href).pathname;

/* ---- what is shown --------------------------------------------------------------------- */

function line(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function tell(text, role = "status") {
  const told = line("p", text, "toast");
  told.setAttribute("role", role);
  box.querySelectorAll(".toast").forEach((one) => { if (one.textContent === text) one.remove(); });
  box.hidden = false;
  box.append(told);
}

function button(text, act, className = "btn") {
  const made = line("button", text, className);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function row(entry) {
  const made = line("li", "");
  const when = line("time", new Date(entry.at).toLocaleString(document.documentElement.lang));
  when.dateTime = new Date(entry.at).toISOString();
  made.append(line("b", entry.title), " ", when, " ", line("span", says[entry.state]), " ");
  if (isCopy) return made;
  if (needsSomebody(entry) && entry.state !== "gone") made.append(button(says.open, () => open(entry)));
  if (needsSomebody(entry)) made.append(written(entry));
  made.append(button(says.drop, async () => {
    if (confirm(says.sure)) { await drop(entry.id); await show(); }
  }, "btn bare"));
  return made;
}

/* What was written, to be read or copied. Never shown before the door. */
function written(entry) {
  const fold = document.createElement("details");
  fold.append(line("summary", says.written));
  const list = document.createElement("dl");
  for (const [name, value] of new URLSearchParams(entry.body)) {
    if (!value || /^(csrfmiddlewaretoken|once|seen|begun|whole)$/.test(name)) continue;
    list.append(line("dt", name.replaceAll("_", " ")), line("dd", value));
  }
  fold.append(list);
  return fold;
}

let shown = "";
async function show() {
  let waiting;
  try { waiting = await entries(); } catch { return; }
  // Nothing is drawn anew that has not changed: somebody may be reading it.
  const stands = JSON.stringify(waiting.map((entry) => [entry.id, entry.state, entry.body]));
  if (stands === shown) return;
  shown = stands;
  const told = [...box.querySelectorAll(".toast")];
  box.replaceChildren(...told);
  box.hidden = !waiting.length && !told.length;
  if (!waiting.length) return;
  const many = says.many.replace("000", waiting.length);
  const parts = [line("p", waiting.length === 1 ? says.one : many, "lab")];
  const mine = waiting.filter((entry) => entry.who === says.who);
  if (mine.length < waiting.length) parts.push(line("p", says.others, "small"));
  if (isOpen && mine.length) {
    const list = document.createElement("ul");
    list.append(...mine.map(row));
    parts.push(list, button(says.again, () => send()));
  }
  if (!(await isSafe())) parts.push(line("p", says.fragile, "small"));
  box.prepend(...parts);
}

/* Whether this browser has promised not to clear what waits here. */
async function isSafe() {
  if (matchMedia("(display-mode: standalone)").matches || navigator.standalone) return true;
  try { return await navigator.storage.persist(); } catch { return false; }
}

const missing = async () => expected() > (await entries().catch(() => [])).length;

async function lookForLosses() {
  if (!(await missing())) return;
  // Another page may be sending at this very moment.
  await new Promise((go) => { setTimeout(go, 1000); });
  if (!(await missing())) return;
  tell(says.wiped, "alert");
  forget();
}

/* ---- sending --------------------------------------------------------------------------- */

async function send(gently = false) {
  let answers = new Map();
  try {
    if ((await entries()).length) answers = await sendAll(says.who, gently);
  } catch { /* everything stays where it is */ }
  if ([...answers.values()].some((one) => one.state === "sent")) tell(says.sent);
  await show();
  return answers;
}

/* Puts an entry beside the record as it is now: the page answers with what was written in it. */
async function open(entry) {
  let reply;
  try { reply = await post({ ...entry, tried: false }); } catch { tell(says.away, "alert"); return; }
  const state = stateOf(reply);
  if (state === "sent") { await drop(entry.id); location.assign(reply.to); return; }
  if (state === "door") { location.assign(reply.to || "/"); return; }
  put(reply.page, entry.address, entry.id);
}

/* Shows the page that a form was answered with, as if the browser had sent the form itself. */
function put(text, where, id = "") {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.getElementById("main");
  if (!main) { location.assign(where); return; }
  if (where !== location.pathname) history.pushState(null, "", where);
  for (const one of page.head.querySelectorAll("link[rel=stylesheet]")) {
    if (!document.head.querySelector(`link[href="${one.getAttribute("href")}"]`)) document.head.append(one);
  }
  document.title = page.title;
  document.body.className = page.body.className;
  main.querySelector("#waiting").replaceWith(box);
  document.getElementById("main").replaceWith(document.adoptNode(main));
  if (id) document.querySelectorAll("form[data-queue]").forEach((form) => { form.dataset.entry = id; });
  for (const one of page.querySelectorAll("script[src]")) {
    const source = one.getAttribute("src");
    if (!/offline/.test(source)) import(`${source}?again=${Date.now()}`);
  }
  const first = document.querySelector("#main [autofocus]") || document.querySelector("#main h1");
  if (first && !first.hasAttribute("tabindex")) first.tabIndex = -1;
  first?.focus();
  show();
}
addEventListener("popstate", () => location.reload());

/* ---- forms ----------------------------------------------------------------------------- */

const isFile = (value) => value instanceof File && value.size > 0;

async function take(form, submitter) {
  const fields = new FormData(form, submitter);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  const id = form.dataset.entry || fields.get("once") || crypto.randomUUID();
  const entry = { id, who: says.who, address: address(form.action), body: `${new URLSearchParams(fields)}`, title: form.dataset.queue || document.title };
  try { await keep(entry); } catch { await withoutStore(entry); return; }
  const answer = (await send()).get(id) || await heardElsewhere(entry);
  if (!answer || answer.state === "trouble") { await waits(form); return; }
  if (answer.state === "sent") { location.assign(answer.to); return; }
  if (answer.state === "door") { if (answer.to) location.assign(answer.to); return; }
  // The page answers; what was typed stands in it. An entry that waited stays until it is sent.
  if (!form.dataset.entry && answer.page.includes("data-queue")) await drop(id);
  put(answer.page, entry.address, form.dataset.entry);
}

/* Another page of ours may have sent it first, and heard where it leads. Its id makes it act once,
   so asking again says the same. */
async function heardElsewhere(entry) {
  if ((await entries()).some((one) => one.id === entry.id)) return null;
  try {
    const reply = await post({ ...entry, at: Date.now() });
    return { ...reply, state: stateOf(reply) };
  } catch { return null; }
}

async function waits(form) {
  tell(says.notyet, "alert");
  if ("fresh" in form.dataset) { form.reset(); freshen(form); }
  box.scrollIntoView({ block: "start" });
}

/* This browser keeps nothing: the form goes at once or stays as it is on the page. */
async function withoutStore(entry) {
  try {
    const reply = await post({ ...entry, at: Date.now() });
    if (reply.to) location.assign(reply.to);
    else put(reply.page, entry.address);
  } catch { tell(says.storage, "alert"); }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("queue" in form.dataset)) return;
  if (event.defaultPrevented || form.method !== "post") return;
  if ([...new FormData(form).values()].some(isFile)) return;
  event.preventDefault();
  if (form.dataset.busy) return; // a double tap
  form.dataset.busy = "yes";
  try { await take(form, event.submitter); } finally { delete form.dataset.busy; }
});

/* A form out of the browser's store may be shown many times: each time it is a form of its own. */
function freshen(form) {
  const now = new Date();
  const set = (name, value) => { if (form.elements[name]) form.elements[name].value = value; };
  set("once", crypto.randomUUID());
  set("begun", now.toISOString());
  const two = (number) => String(number).padStart(2, "0");
  set("day", `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
}

/* ---- without a connection ---------------------------------------------------------------- */

/* The page to write on without a connection. It holds nothing of the record. */
async function remember() {
  const place = says.page;
  if (!place || isCopy || sessionStorage.getItem("kept-page") === place) return;
  const reply = await fetch(place, { credentials: "same-origin", headers: { "X-Keep": "1" } });
  if (!reply.ok || reply.redirected) return;
  const cache = await caches.open("pages");
  for (const one of await cache.keys()) await cache.delete(one);
  await cache.put(place, reply);
  sessionStorage.setItem("kept-page", place);
}

document.querySelectorAll("form[data-fresh]").forEach(freshen);
addEventListener("online", () => send(true));
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(true); });
setInterval(() => send(true), EVERY_MS);
heard(show);
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").then(remember).catch(() => {});
}
await send(true);
await lookForLosses();

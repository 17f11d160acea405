/* Keeps what is written without a connection, shows that it waits, and sends it later.
   A form joins in with `data-queue` and a field `once`, so sending it twice acts once. */
const box = document.getElementById("waiting");
const STORE = "entries";
const EVERY_MS = 15000;
const PATIENCE_MS = 8000;

const opened = new Promise((resolve, reject) => {
  const asking = indexedDB.open("anagen", 1);
  asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "id" });
  asking.onsuccess = () => resolve(asking.result);
  asking.onerror = () => reject(asking.error);
});

async function within(mode, act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const turn = database.transaction(STORE, mode, { durability: "strict" });
    const asked = act(turn.objectStore(STORE));
    turn.oncomplete = () => resolve(asked && asked.result);
    turn.onabort = turn.onerror = () => reject(turn.error);
  });
}

const entries = async () =>
  (await within("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);
const put = (entry) => within("readwrite", (store) => store.put(entry));
const drop = (id) => within("readwrite", (store) => store.delete(id));

/* Sends what a form holds; the answer is where to go next, or how the page would have answered. */
async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-Queue": "1" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.status >= 500) throw new Error("not taken");
  const leads = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, to: leads ? (await answer.json()).to : "" };
}

async function keep(address, body, title) {
  const id = body.get("once") || crypto.randomUUID();
  try {
    await put({ id, address, body: body.toString(), title, at: Date.now(), state: "kept" });
    navigator.storage?.persist?.();
  } catch {
    tell(box.dataset.storage);
    throw new Error("not kept");
  }
  await show();
}

/* What an answer means for an entry: gone, or why it stays. */
function stateOf({ status, to }) {
  if (status === 401 || status === 403 || /^\/(unlock|account)\//.test(to)) return "door";
  if (to || status < 300) return "sent";
  return status === 409 ? "conflict" : "look";
}

let sending = false;
/* In order, one at a time: a later step never arrives before an earlier one. */
async function sendAll() {
  if (sending) return;
  sending = true;
  try {
    for (const entry of await entries()) {
      if (entry.state === "conflict" || entry.state === "look") continue;
      const state = stateOf(await post(entry.address, new URLSearchParams(entry.body)));
      if (state === "sent") await drop(entry.id);
      else await put({ ...entry, state });
      if (state === "sent") tell(box.dataset.sent);
      if (state === "door") break;
    }
  } catch {
    /* Still no connection: everything stays where it is. */
  } finally {
    sending = false;
    await show();
  }
}

function tell(text) {
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = text;
  box.hidden = false;
  box.append(line);
}

function button(text, act, className = "btn") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function row(entry) {
  const line = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = entry.title;
  const when = document.createElement("time");
  when.dateTime = new Date(entry.at).toISOString();
  when.textContent = new Date(entry.at).toLocaleString(document.documentElement.lang);
  const state = document.createElement("span");
  state.textContent = box.dataset[entry.state];
  line.append(name, " ", when, " ", state, " ");
  if (entry.state === "conflict" || entry.state === "look") {
    const open = document.createElement("a");
    open.className = "btn";
    open.href = entry.address;
    open.textContent = box.dataset.open;
    line.append(open, button(box.dataset.again, async () => {
      await put({ ...entry, state: "kept" });
      await sendAll();
    }));
  }
  line.append(button(box.dataset.drop, async () => {
    if (confirm(box.dataset.sure)) { await drop(entry.id); await show(); }
  }, "btn bare"));
  return line;
}

async function show() {
  const waiting = await entries();
  const told = [...box.querySelectorAll(".toast")];
  box.replaceChildren(...told);
  box.hidden = !waiting.length && !told.length;
  if (!waiting.length) return;
  const head = document.createElement("p");
  head.textContent = waiting.length === 1 ? box.dataset.one : `${box.dataset.many} ${waiting.length}`;
  const list = document.createElement("ul");
  list.append(...waiting.map(row));
  box.prepend(head, list, button(box.dataset.again, sendAll));
}

/* A form that may wait: sent now while there is a connection, kept here while there is none. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("queue" in form.dataset)) return;
  if (event.defaultPrevented || form.method !== "post") return;
  const fields = new FormData(form, event.submitter);
  if ([...fields.values()].some((value) => value instanceof File)) return;
  event.preventDefault();
  const body = new URLSearchParams(fields);
  const pressed = form.querySelectorAll("button");
  pressed.forEach((one) => { one.disabled = true; });
  try {
    const { to } = await post(form.action, body);
    if (to) location.assign(to);
    else resend(form, event.submitter);
  } catch {
    body.set("written_at", new Date().toISOString());
    await keep(form.action, body, form.dataset.queue || document.title);
    box.scrollIntoView({ block: "start" });
  } finally {
    pressed.forEach((one) => { one.disabled = false; });
  }
});

/* The page has something to say beside the form: the browser sends it itself and shows that. */
function resend(form, submitter) {
  if (submitter?.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
}

/* A form that was opened once can be opened again without a connection. */
async function remember() {
  if (!document.querySelector("form[data-queue]") || !("caches" in globalThis)) return;
  const cache = await caches.open("pages");
  await cache.put(location.pathname, await fetch(location.href, { credentials: "same-origin" }));
}

addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
setInterval(async () => { if ((await entries()).length) sendAll(); }, EVERY_MS);
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").then(remember, () => {});
}
show();

/* What waits on this device until the computer has taken it. Every entry is on the disk before it
   is sent, and leaves only when the computer says that it is saved, or when somebody throws it
   away. An entry is sent until then; the id of its form (`once`) makes it act once. */
const STORE = "entries";
const PATIENCE_MS = 8000;
const AT_ONCE_MS = 5000;
const KEPT_DAYS = 60;
const news = "BroadcastChannel" in globalThis ? new BroadcastChannel("anagen-queue") : null;

const opened = new Promise((resolve, reject) => {
  const asking = indexedDB.open("anagen", 1);
  asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "id" });
  asking.onsuccess = () => resolve(asking.result);
  asking.onerror = () => reject(asking.error);
});
opened.catch(() => {}); // whoever needs it hears of it

async function within(mode, act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const turn = database.transaction(STORE, mode, { durability: "strict" });
    const asked = act(turn.objectStore(STORE));
    turn.oncomplete = () => resolve(asked?.result);
    turn.onabort = turn.onerror = () => reject(turn.error);
  });
}

/* In the order they were written; the count beside the time keeps two of one instant apart. */
export async function entries() {
  const found = await within("readonly", (store) => store.getAll());
  return found.sort((a, b) => a.at - b.at || a.turn - b.turn);
}

async function changed() {
  const left = (await entries()).length;
  // Outside the database, so that a browser that clears it is found out.
  document.cookie = `waiting=${left}; path=/; max-age=${KEPT_DAYS * 86400}; samesite=strict`;
  news?.postMessage(left);
}

let turn = 0;
export async function keep(entry) {
  await within("readwrite", (store) => store.put({ at: Date.now(), turn: turn++, state: "kept", ...entry }));
  await changed();
}

export async function drop(id) {
  await within("readwrite", (store) => store.delete(id));
  await changed();
}

export const expected = () => Number(/(?:^|; )waiting=(\d+)/.exec(document.cookie)?.[1] || 0);
export const forget = () => { document.cookie = "waiting=0; path=/; max-age=0; samesite=strict"; };
export const heard = (act) => news?.addEventListener("message", act);

/* The newest token of this page: one that an entry was kept with may have run out. */
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value
  || document.getElementById("waiting")?.dataset.token;

export async function post(entry) {
  const body = new URLSearchParams(entry.body);
  if (token()) body.set("csrfmiddlewaretoken", token());
  if (entry.tried || Date.now() - entry.at > AT_ONCE_MS) {
    // How long it waited counts, so a clock that is wrong but steady does no harm.
    body.set("written_at", new Date(entry.at).toISOString());
    body.set("sent_at", new Date().toISOString());
  }
  const reply = await fetch(entry.address, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-Queue": "1", Accept: "text/html" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const leads = reply.headers.get("Content-Type")?.startsWith("application/json");
  const to = leads ? (await reply.json()).to : "";
  return { status: reply.status, to, page: leads ? "" : await reply.text() };
}

/* What an answer means for an entry. Only being led on means that it is saved. */
export function stateOf({ status, to }) {
  if (status === 401 || status === 403 || /^\/(unlock|pair|account)\//.test(to)) return "door";
  if (to) return "sent";
  if (status >= 500) return "trouble";
  if (status === 404 || status === 410) return "gone";
  return status === 409 ? "conflict" : "look";
}

const STAYS = new Set(["conflict", "look", "gone"]);
export const needsSomebody = (entry) => STAYS.has(entry.state);

/* Two pages never send at the same time: the second finds what the first has left. Gently: not at
   all while another is at it. */
const alone = (gently, act) => (navigator.locks
  ? navigator.locks.request("anagen-queue", { ifAvailable: gently }, (lock) => (lock ? act() : new Map()))
  : act());

/* Sends all that waits, in the order it was written. A step that was not taken (`inOrder`) holds
   back those after it, but never a stop (`always`). Gives back what became of each entry that was answered. */
export function sendAll(who, gently = false) {
  return alone(gently, async () => {
    const answers = new Map();
    const stuck = new Set();
    for (const entry of await entries()) {
      if (entry.who !== who || (stuck.has(entry.address) && !entry.always)) continue;
      if (needsSomebody(entry)) {
        if (entry.inOrder) stuck.add(entry.address);
        continue;
      }
      let reply;
      try { reply = await post(entry); } catch {
        await keep({ ...entry, tried: true });
        break;
      }
      const state = stateOf(reply);
      answers.set(entry.id, { ...reply, state });
      if (state === "sent") await drop(entry.id);
      else await keep({ ...entry, state, tried: true });
      if (state === "door") break;
      if (state === "trouble" || (state !== "sent" && entry.inOrder)) stuck.add(entry.address);
    }
    return answers;
  });
}

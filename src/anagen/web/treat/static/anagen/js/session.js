/* The guided session: presses that are saved before they count, timers, alarms, an awake screen.
   The state lives on the server. Here is only the time since the page was made. */

import { drop, entries, keep, needsSomebody, post, sendAll, stateOf } from './offline_queue.js';

const RETRY_MS = 3000;
const AGAIN_S = 30; // a loud alarm is said again so often
const JUMP_MS = 5000;
const rest = (ms) => new Promise((done) => setTimeout(done, ms));
const find = (id) => document.getElementById(id);
const own = find('waiting'); // at a desk of a clinic nothing waits in the browser
const who = own?.dataset.who || '';

let born = performance.now();
let wall = Date.now();
let said = new Set();
let busy = false;
let later = null; // a stop that was pressed while another press still waits
let isLost = false;
let audio = null;
let lock = null;
let sound = true;
try { sound = localStorage.getItem('session-sound') !== 'off'; } catch { /* kept for this page only */ }

/* ---- sound, vibration, words ------------------------------------------- */

function wake_audio() {
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!Audio) return;
  audio ||= new Audio();
  if (audio.state === 'suspended') audio.resume().catch(() => {});
}

function beep(loud) {
  if (!sound) return;
  if (navigator.vibrate && navigator.userActivation?.hasBeenActive) navigator.vibrate(loud ? [400, 200, 400] : 200);
  if (!audio || audio.state !== 'running') return;
  for (const at of loud ? [0, 0.35, 0.7] : [0]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = loud ? 880 : 660;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.22);
  }
}

function tell(words, loud) {
  const place = find(loud ? 'alarm' : 'told');
  place.textContent = '';
  // An empty moment between makes the same words be read out again.
  setTimeout(() => { place.textContent = words; }, 50);
}

function show_sound() {
  const button = find('sound');
  button.hidden = false;
  button.setAttribute('aria-pressed', String(sound));
}

/* ---- timers -------------------------------------------------------------- */

const two = (number) => String(number).padStart(2, '0');

function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function draw(tape, past) {
  const lines = [...tape.querySelectorAll('line')];
  const left = tape.querySelector('.left');
  const turn = Math.round(Math.min(past, 1) * (lines.length - 1));
  lines.forEach((line, number) => {
    const over = number <= turn;
    if (over && line.parentNode === left) tape.insertBefore(line, left);
  });
}

function run(timer) {
  const more = 'running' in timer.dataset ? (performance.now() - born) / 1000 : 0;
  const seconds = Math.floor(Number(timer.dataset.elapsed) + more);
  const face = timer.querySelector('.timer b');
  if (face.textContent !== clock(seconds)) face.textContent = clock(seconds);
  const whole = Number(timer.dataset.whole);
  const tape = timer.querySelector('.tape');
  if (tape && whole) draw(tape, seconds / whole);
  if (!('running' in timer.dataset)) return;
  const due = [...timer.querySelectorAll('[data-at]')].filter((one) => Number(one.dataset.at) <= seconds);
  due.forEach((one) => { one.hidden = false; });
  const last = due.at(-1);
  if (!last) return;
  const loud = 'loud' in last.dataset;
  const round = loud ? Math.floor((seconds - Number(last.dataset.at)) / AGAIN_S) : 0;
  const key = `${timer.dataset.timer} ${last.dataset.at} ${round}`;
  if (said.has(key)) return;
  said.add(key);
  beep(loud);
  tell(last.textContent.trim(), loud);
}

function tick() {
  document.querySelectorAll('[data-timer]').forEach(run);
  const drift = Date.now() - wall - (performance.now() - born);
  if (Math.abs(drift) > JUMP_MS) refresh();
}

/* ---- presses --------------------------------------------------------------- */

function put(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const stage = page.getElementById('stage');
  if (!stage) return false;
  for (const part of ['.sessionhead', '#stage', '#wetbar']) {
    document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
  }
  document.title = page.title;
  began();
  return true;
}

function began() {
  born = performance.now();
  wall = Date.now();
  show_sound();
  show_awake();
  tick();
}

async function answer(url, options) {
  const reply = await fetch(url, { ...options, headers: { Accept: 'text/html' } });
  if (reply.status >= 500) throw new Error('broken');
  const text = await reply.text();
  if (new URL(reply.url).pathname !== location.pathname || !put(text)) location.assign(reply.url);
  return reply;
}

/* Each press lies on the disk of this device before it is sent, and is sent until it is saved:
   through a lost connection and a closed browser. Its id makes it act once, its time is its own. */
async function press(form, button) {
  const isStop = button.value === 'stop';
  if (busy && (!isStop || later)) return;
  const fields = new FormData(form, button);
  // The forms of a page share one id; a stop beside another press is a press of its own.
  if (busy) fields.set('once', crypto.randomUUID());
  const entry = { id: fields.get('once'), who, at: Date.now(), inOrder: true, always: isStop, address: new URL(form.action).pathname, body: `${new URLSearchParams(fields)}`, title: button.textContent.trim() };
  if (!busy) { await send(entry); return; }
  // Nobody waits with a stop: it is kept at once, and sent right after the press before it.
  later = entry;
  if (isLost) lost(true);
  if (own) await keep(entry).catch(() => {});
}

async function send(entry) {
  busy = true;
  let stored = Boolean(own);
  // A stop may have been sent along with the press before it; its id makes it act once.
  try { if (own) await keep(entry); } catch { stored = false; }
  find('saved').textContent = find('saved').dataset.saving;
  document.querySelectorAll('.wetbtns button').forEach((one) => { one.disabled = true; });
  for (;;) {
    const reply = await sent(entry, stored);
    if (reply) { await came(entry, reply); break; }
    isLost = true;
    lost(entry.always || Boolean(later));
    await rest(RETRY_MS);
    entry.tried = true;
  }
  isLost = false;
  await free();
}

async function free() {
  busy = false;
  const next = later;
  later = null;
  if (next) await send(next);
}

/* What the computer says to a press; nothing while there is no connection. */
async function sent(entry, stored) {
  if (!stored) {
    try { const reply = await post(entry); return reply.status < 500 ? { ...reply, state: stateOf(reply) } : null; } catch { return null; }
  }
  const reply = (await sendAll(who)).get(entry.id);
  if (reply) return reply.state === 'trouble' ? null : reply;
  const left = (await entries()).find((one) => one.id === entry.id);
  // Another page of ours has sent it, or found that it does not fit any more.
  return left && !needsSomebody(left) ? null : { state: 'sent', to: location.pathname };
}

async function came(entry, { state, to, page }) {
  if (state === 'door') { location.assign(to || location.href); return; }
  if (own) await drop(entry.id).catch(() => {});
  if (later) return; // what the page shows next comes from the stop
  if (to && to !== location.pathname) { location.assign(to); return; }
  if (state === 'sent') await answer(location.href, {});
  else if (!put(page)) location.reload();
  const problem = find('problem');
  (problem || find('steptitle'))?.focus({ preventScroll: Boolean(!problem) });
  if (problem) return;
  tell(find('steptitle')?.textContent.trim() || '', false);
  scrollTo(0, 0);
}

function lost(isStop) {
  const line = find('saved');
  line.textContent = isStop ? line.dataset.stopped : line.dataset.lost;
  line.classList.add('lost');
  if (find('ahead')) find('ahead').open = !isStop;
  tell(line.textContent, true);
}

async function refresh() {
  wall = Date.now() - (performance.now() - born);
  if (busy || document.activeElement?.matches('input')) return;
  busy = true;
  try { await answer(location.href, {}); } catch { /* the next press says so */ }
  await free();
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  wake_audio();
  if (!form.matches('[data-press], .stopline')) return;
  event.preventDefault();
  press(form, event.submitter);
});

document.addEventListener('click', (event) => {
  wake_audio();
  if (!event.target.closest('#sound')) return;
  sound = !sound;
  try { localStorage.setItem('session-sound', sound ? 'on' : 'off'); } catch { /* for this page */ }
  show_sound();
  beep(false);
});

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input, select, textarea')) return;
  const ahead = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const button = find(event.key === ahead ? 'main-button' : 'second');
  if (!button || event.repeat) return;
  event.preventDefault();
  button.click();
});

/* ---- the screen stays on ----------------------------------------------------- */

async function stay_awake() {
  if (document.visibilityState !== 'visible') return;
  try {
    lock = await navigator.wakeLock.request('screen');
    lock.addEventListener('release', () => { lock = null; show_awake(); });
  } catch { lock = null; }
  show_awake();
}

function show_awake() {
  const line = find('awake');
  if (line) line.textContent = lock ? line.dataset.on : line.dataset.off;
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  if (!lock) stay_awake();
  refresh();
});
addEventListener('pageshow', (event) => { if (event.persisted) refresh(); });

began();
stay_awake();
setInterval(tick, 1000);

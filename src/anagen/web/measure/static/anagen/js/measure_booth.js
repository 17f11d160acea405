// The photo booth: shows the camera under an outline and the first picture, says how it looks,
// and puts the picture into the form, where it is sent like any file. Every word comes from the page.

import { figuresOf, movement, smallPoints } from "./measure_figures.js";

const booth = document.getElementById("booth");
const form = document.getElementById("photo-form");
const input = document.getElementById("picture");
const zone = document.getElementById("zone");
const opener = document.getElementById("open-camera");
const video = booth.querySelector("video");
const ghost = booth.querySelector(".ghost");
const preview = document.getElementById("preview");
const live = document.getElementById("booth-live");
const says = booth.dataset;
const canvas = document.createElement("canvas");
const GHOSTS = ["g0", "g1", "g2", "g3", "g4"];
const LOOK_MS = 250;
const STILL = 4; // a hand that holds still moves less than this between two frames
const MOST_WAIT_MS = 4000;

let stream = null;
let facing = "environment";
let timer = 0;
let tilt = null;
let ghostAt = 2;
let spoken = "";
let spokenAt = 0;

function tell(name, text, share) {
  const meter = booth.querySelector(`[data-meter="${name}"]`);
  meter.querySelector("dd").textContent = text;
  const bar = meter.querySelector(".reach");
  if (share === null) bar.setAttribute("x2", "0");
  else bar.setAttribute("x2", `${Math.round(100 * Math.max(0.02, Math.min(1, share)))}%`);
  return text;
}

function speak(text) {
  const now = performance.now();
  if (text === spoken || now - spokenAt < 2000) return;
  spoken = text;
  spokenAt = now;
  live.textContent = text;
}

function lightWords(found) {
  if (found.brightness < Number(says.leastBrightness)) return says.dark;
  if (found.brightness > Number(says.mostBrightness)) return says.bright;
  return found.glare > Number(says.mostGlare) ? says.glare : says.lightGood;
}

function levelWords() {
  if (tilt === null) return says.levelNone;
  if (Math.abs(tilt) <= 3) return says.levelGood;
  return tilt > 0 ? says.levelLeft : says.levelRight;
}

function look() {
  if (!stream || !video.videoWidth) return;
  const found = figuresOf(smallPoints(video, video.videoWidth, video.videoHeight, canvas));
  const least = Number(says.leastSharpness);
  const isSharp = found.sharpness >= least;
  const words = [
    tell("light", lightWords(found), found.brightness / 100),
    tell("sharp", isSharp ? says.sharpGood : says.blurred, found.sharpness / (3 * least)),
    tell("level", levelWords(), tilt === null ? null : 1 - Math.abs(tilt) / 45),
  ];
  speak(words.join(" "));
}

function aim() {
  const chosen = document.querySelector(`#aims [data-zone="${zone.value}"]`);
  for (const head of booth.querySelectorAll(".head")) {
    head.classList.toggle("off", !chosen || head.dataset.view !== chosen.dataset.view);
  }
  booth.querySelector(".guide").textContent = chosen ? chosen.textContent : says.chooseZone;
  const first = chosen ? chosen.dataset.picture : "";
  ghost.classList.toggle("off", !first);
  booth.querySelector(".ghosting").classList.toggle("off", !first);
  if (first) ghost.src = first;
}

function fade(step) {
  ghostAt = Math.max(0, Math.min(GHOSTS.length - 1, ghostAt + step));
  ghost.classList.remove(...GHOSTS);
  ghost.classList.add(GHOSTS[ghostAt]);
  live.textContent = says.ghost.replace("%", `${ghostAt * 20} %`);
}

function close() {
  clearInterval(timer);
  if (stream) for (const track of stream.getTracks()) track.stop();
  stream = null;
  booth.hidden = true;
  opener.hidden = false;
}

async function open() {
  close();
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: 4096 }, height: { ideal: 3072 } },
    });
  } catch (refusal) {
    document.getElementById("camera-problem").textContent =
      refusal.name === "NotFoundError" ? says.none : says.denied;
    return;
  }
  document.getElementById("camera-problem").textContent = "";
  video.srcObject = stream;
  booth.hidden = false;
  opener.hidden = true;
  preview.hidden = true;
  await video.play();
  aim();
  timer = setInterval(look, LOOK_MS);
  booth.querySelector("[data-do=take]").focus();
}

async function heldStill() {
  const begun = performance.now();
  let before = null;
  let calm = 0;
  while (performance.now() - begun < MOST_WAIT_MS && calm < 2) {
    const now = figuresOf(smallPoints(video, video.videoWidth, video.videoHeight, canvas)).grey;
    calm = movement(before, now) < STILL ? calm + 1 : 0;
    before = now;
    await new Promise((done) => setTimeout(done, 120));
  }
}

async function take() {
  live.textContent = says.hold;
  booth.querySelector(".guide").textContent = says.hold;
  await heldStill();
  const whole = document.createElement("canvas");
  whole.width = video.videoWidth;
  whole.height = video.videoHeight;
  whole.getContext("2d").drawImage(video, 0, 0);
  const blob = await new Promise((done) => whole.toBlob(done, "image/jpeg", 0.95));
  const carried = new DataTransfer();
  carried.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
  for (const one of form.querySelectorAll("input[type=file]")) one.value = "";
  input.files = carried.files;
  close();
  opener.textContent = says.again;
  live.textContent = says.taken;
  show();
  form.querySelector("[data-do=keep]").focus();
}

async function show(from = input) {
  const [file] = from.files;
  const problem = document.getElementById("camera-problem");
  problem.textContent = "";
  preview.hidden = true;
  if (!file) return;
  if (file.size > Number(says.mostBytes)) {
    problem.textContent = says.tooLarge;
    return;
  }
  const image = preview.querySelector("img");
  if (image.src) URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } catch {
    return; // a kind that this browser cannot show, such as HEIC: the server opens it
  }
  preview.hidden = false;
  const found = figuresOf(smallPoints(image, image.naturalWidth, image.naturalHeight, canvas));
  const words = found.sharpness < Number(says.leastSharpness) ? says.blurred : says.sharpGood;
  preview.querySelector("figcaption").textContent = `${lightWords(found)} ${words}`;
}

async function listenForTilt() {
  const offered = window.DeviceOrientationEvent;
  if (!offered) return;
  if (offered.requestPermission && (await offered.requestPermission().catch(() => "")) !== "granted") return;
  addEventListener("deviceorientation", (turn) => {
    if (turn.gamma !== null) tilt = turn.gamma;
  });
}

const DEEDS = {
  take,
  close,
  turn: () => {
    facing = facing === "environment" ? "user" : "environment";
    return open();
  },
  fainter: () => fade(-1),
  stronger: () => fade(1),
};

for (const button of booth.querySelectorAll("button[data-do]")) {
  button.addEventListener("click", () => DEEDS[button.dataset.do]());
}
for (const one of form.querySelectorAll("input[type=file]")) {
  one.addEventListener("change", () => {
    for (const other of form.querySelectorAll("input[type=file]")) if (other !== one) other.value = "";
    show(one);
  });
}
zone.addEventListener("change", aim);
if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) {
  opener.hidden = false;
  opener.addEventListener("click", () => {
    listenForTilt();
    open();
  });
}
addEventListener("pagehide", close);

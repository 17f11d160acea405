// Draws a signature by finger, pen or mouse, and writes it into the form as a path.
const WIDTH = 600, HEIGHT = 200, MOST = 24000;
const box = document.querySelector("[data-pad]");
const pad = box.querySelector("canvas");
const kept = box.querySelector("input[name=drawn]");
const pen = pad.getContext("2d");
let path = "", drawing = false;

function ink() {
  const shade = getComputedStyle(pad).color;
  Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: shade });
}

function show(whole) {
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  ink();
  pen.stroke(new Path2D(whole));
}

function place(event) {
  const frame = pad.getBoundingClientRect();
  const within = (value, most) => Math.min(Math.max(value, 0), most).toFixed(1).replace(".0", "");
  const x = within(((event.clientX - frame.left) / frame.width) * WIDTH, WIDTH);
  const y = within(((event.clientY - frame.top) / frame.height) * HEIGHT, HEIGHT);
  return `${x} ${y}`;
}

pad.addEventListener("pointerdown", (event) => {
  drawing = true;
  pad.setPointerCapture(event.pointerId);
  path += `M${place(event)}`;
});
pad.addEventListener("pointermove", (event) => {
  if (!drawing || path.length > MOST - 20) return;
  path += `L${place(event)}`;
  show(path);
});
for (const end of ["pointerup", "pointercancel"]) {
  pad.addEventListener(end, () => { drawing = false; kept.value = path; });
}
box.querySelector("[data-clear]").addEventListener("click", () => {
  path = kept.value = "";
  show(path);
});
path = pad.dataset.was;
box.hidden = false;
if (path) show(path);

// Taps on the picture become entries in the form below it: hairs out, hairs in, two made one.
// The form does the same without this script.

const tools = document.getElementById("taptools");
const over = document.getElementById("over");
const says = document.getElementById("tapped");
const form = document.getElementById("changes");
const save = document.getElementById("save-taps");
const fields = { remove: form.elements.remove, merge: form.elements.merge, add: form.elements.add };
const before = Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value.trim()]));
const BETWEEN = { remove: ", ", merge: ", ", add: "; " };
const REACH_PX = 22;

const hairs = [...over.querySelectorAll(".hair")].map((shape) => ({
  shape,
  number: shape.dataset.n,
  points: shape.dataset.d.slice(1).split("L").map((pair) => pair.split(" ").map(Number)),
}));

let mode = "look";
let marks = [];
let waiting = null; // the root of a hair to be put in, or the first of two to be joined

function tell(name, what = "") {
  const open = marks.length ? ` ${tools.dataset.open.replace("%", marks.length)}` : "";
  says.textContent = (name ? tools.dataset[name].replace("%", what) : "") + open;
}

function write() {
  for (const [name, field] of Object.entries(fields)) {
    const said = marks.filter((mark) => mark.kind === name).map((mark) => mark.text);
    field.value = [before[name], ...said].filter(Boolean).join(BETWEEN[name]);
  }
  save.hidden = marks.length === 0;
}

function away(point, [x, y], [ex, ey]) {
  const [dx, dy] = [ex - x, ey - y];
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((point.x - x) * dx + (point.y - y) * dy) / length)) : 0;
  return Math.hypot(point.x - x - along * dx, point.y - y - along * dy);
}

function nearest(point, scale) {
  let found = null;
  let least = REACH_PX / scale;
  for (const hair of hairs) {
    for (let at = 0; at + 1 < hair.points.length; at += 1) {
      const apart = away(point, hair.points[at], hair.points[at + 1]);
      if (apart < least) [least, found] = [apart, hair];
    }
  }
  return found;
}

function isTaken(hair) {
  return marks.some((mark) => mark.hairs && mark.hairs.includes(hair));
}

function keep(mark) {
  marks.push(mark);
  write();
}

function drop(mark) {
  marks = marks.filter((one) => one !== mark);
  for (const hair of mark.hairs || []) hair.shape.classList.remove("to-go", "chosen");
  if (mark.drawn) mark.drawn.remove();
  write();
}

function remove(hair) {
  const earlier = marks.find((mark) => mark.kind === "remove" && mark.hairs[0] === hair);
  if (earlier) {
    drop(earlier);
    return tell("kept", hair.number);
  }
  if (isTaken(hair)) return tell("none");
  hair.shape.classList.add("to-go");
  keep({ kind: "remove", text: hair.number, hairs: [hair] });
  return tell("removed", hair.number);
}

function merge(hair) {
  if (isTaken(hair)) return tell("none");
  hair.shape.classList.add("chosen");
  if (!waiting) {
    waiting = hair;
    return tell("first", hair.number);
  }
  if (waiting === hair) return forget();
  const text = `${waiting.number}+${hair.number}`;
  keep({ kind: "merge", text, hairs: [waiting, hair] });
  waiting = null;
  return tell("merged", text);
}

function shapeOf(kind, attributes, className) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", kind);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  shape.setAttribute("class", className);
  return shape;
}

function draft(root, tip) {
  const group = shapeOf("g", {}, "hair terminal draft");
  if (tip) {
    const d = `M${root.x} ${root.y}L${tip.x} ${tip.y}`;
    group.append(shapeOf("path", { d }, "case"), shapeOf("path", { d }, "shaft"));
  }
  const r = Math.max(over.dataset.width, over.dataset.height) / 210;
  group.append(shapeOf("circle", { cx: root.x, cy: root.y, r }, "root"));
  over.querySelector(".hairs").append(group);
  return group;
}

function add(point) {
  const place = { x: point.x.toFixed(1), y: point.y.toFixed(1) };
  if (!waiting) {
    waiting = { root: place, drawn: draft(place) };
    return tell("root");
  }
  waiting.drawn.remove();
  const { root } = waiting;
  waiting = null;
  keep({ kind: "add", text: `${root.x}/${root.y} ${place.x}/${place.y}`, drawn: draft(root, place) });
  return tell("added");
}

function forget() {
  if (waiting && waiting.shape) waiting.shape.classList.remove("chosen");
  if (waiting && waiting.drawn) waiting.drawn.remove();
  waiting = null;
  tell();
}

over.addEventListener("click", (event) => {
  if (mode === "look") return;
  const matrix = over.getScreenCTM();
  const seen = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  // The middle of the first pixel is 0,0; the corner of the drawing lies half a pixel before it.
  const point = { x: Math.max(0, seen.x - 0.5), y: Math.max(0, seen.y - 0.5) };
  if (mode === "add") {
    add(point);
    return;
  }
  const hair = nearest(point, matrix.a);
  if (!hair) tell("none");
  else if (mode === "remove") remove(hair);
  else merge(hair);
});

for (const button of tools.querySelectorAll("[data-mode]")) {
  button.addEventListener("click", () => {
    if (button.dataset.mode === "back") {
      if (waiting) forget();
      else if (marks.length) drop(marks[marks.length - 1]);
      tell();
      return;
    }
    forget();
    mode = button.dataset.mode;
    over.classList.toggle("marking", mode !== "look");
    tools.classList.toggle("on", mode !== "look");
    for (const one of tools.querySelectorAll("[aria-pressed]")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
  });
}
tools.hidden = false;

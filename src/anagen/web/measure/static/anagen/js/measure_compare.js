// Lays two pictures over each other: a divider that slides, and a blink between the two.

const stage = document.getElementById("stage");
const slider = document.getElementById("divider");
const blinker = document.getElementById("blink");
const width = Number(stage.dataset.width);
const height = Number(stage.dataset.height);
const BLINK_MS = 900;
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

let timer = 0;
let shown = "";

function draw(share) {
  const at = (width * share) / 100;
  stage.querySelector("#left-half path").setAttribute("d", `M0 0H${at}V${height}H0Z`);
  stage.querySelector("#right-half path").setAttribute("d", `M${at} 0H${width}V${height}H${at}Z`);
  stage.querySelector(".split-line").setAttribute("d", `M${at} 0V${height}`);
  stage.querySelector(".handle").setAttribute("transform", `translate(${at} ${height / 2})`);
}

function stop() {
  clearInterval(timer);
  timer = 0;
  shown = "";
  stage.classList.remove("blinking");
  blinker.textContent = blinker.dataset.start;
  blinker.setAttribute("aria-pressed", "false");
  draw(Number(slider.value));
}

function flip() {
  shown = shown === "left" ? "right" : "left";
  draw(shown === "left" ? 100 : 0);
  blinker.textContent = shown === "left" ? blinker.dataset.left : blinker.dataset.right;
}

function blink() {
  if (isCalm.matches) {
    // With less motion wished for, each press shows the other picture and nothing moves by itself.
    stage.classList.add("blinking");
    flip();
    return;
  }
  if (timer) {
    stop();
    return;
  }
  stage.classList.add("blinking");
  blinker.setAttribute("aria-pressed", "true");
  timer = setInterval(flip, BLINK_MS);
  flip();
}

function slide(step) {
  slider.value = String(Number(slider.value) + step);
  stop();
}

stage.classList.remove("off");
document.getElementById("side-by-side").classList.add("off");
document.getElementById("compare-tools").classList.remove("off");
slider.addEventListener("input", stop);
blinker.addEventListener("click", blink);
for (const button of document.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => slide(Number(button.dataset.step)));
}
draw(Number(slider.value));

// The sixty seconds of the comb count. It steps once a second and says only what matters.

const box = document.querySelector("[data-timer]");

function start(box) {
  const shown = box.querySelector("output");
  const said = box.querySelector(".said");
  const button = box.querySelector("button");
  const whole = Number(box.dataset.timer);
  let ticking = 0;

  function stop(text) {
    clearInterval(ticking);
    ticking = 0;
    button.textContent = box.dataset.again;
    said.textContent = text;
  }

  function step(end) {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    shown.textContent = String(left);
    if (left === 10) said.textContent = box.dataset.soon;
    if (left === 0) stop(box.dataset.over);
  }

  button.addEventListener("click", () => {
    if (ticking) {
      shown.textContent = String(whole);
      stop("");
      return;
    }
    const end = performance.now() + whole * 1000;
    button.textContent = box.dataset.stop;
    said.textContent = box.dataset.go;
    shown.textContent = String(whole);
    ticking = setInterval(() => step(end), 250);
  });
  box.hidden = false;
}

if (box) start(box);

// Sliders beside the numbers, and sums that follow them. The sums are the server's: this script
// only asks for them again, so there is one formula. Without it the form works the same.
const form = document.querySelector("form.budget");
const sums = document.getElementById(form.dataset.sums);
const PAUSE_MS = 150;
let pause = 0;
let asked = 0;

function address() {
  const told = new URLSearchParams(new FormData(form));
  return `${form.action}?${told}`;
}

async function workOut() {
  const turn = (asked += 1);
  try {
    const answer = await fetch(`${address()}&part=sums`, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (turn !== asked) return; // an answer that was overtaken
    sums.innerHTML = text;
    history.replaceState(null, "", address());
  } catch {
    // No connection: the button still sends the form.
  }
}

function soon() {
  clearTimeout(pause);
  pause = setTimeout(workOut, PAUSE_MS);
}

for (const slider of form.querySelectorAll("[data-slides]")) {
  const field = document.getElementById(slider.dataset.slides);
  // An empty field is not zero: its slider is pale, and says that there is no number yet.
  const follow = () => {
    const number = Number.parseFloat(field.value.replace(",", "."));
    const isSet = Number.isFinite(number);
    slider.value = isSet ? number : 0;
    slider.classList.toggle("unset", !isSet);
    slider.setAttribute("aria-valuetext", isSet ? field.value : form.dataset.unset);
  };
  follow();
  slider.hidden = false;
  slider.addEventListener("input", () => { field.value = slider.value; follow(); soon(); });
  field.addEventListener("input", follow);
}
for (const field of form.querySelectorAll("input[name]")) field.addEventListener("input", soon);
// Another currency has other published prices: the page is asked for anew.
form.elements.currency.addEventListener("change", () => form.requestSubmit());
sums.setAttribute("aria-live", "polite");

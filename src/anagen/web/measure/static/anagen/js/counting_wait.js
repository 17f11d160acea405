// Looks whether a count is done, and shows the page anew once it is. Without it the page itself
// comes again; here nothing moves until there is something to see.

const place = document.querySelector("[data-wait-for]");
let left = Number(place.dataset.most);

async function look() {
  left -= 1;
  let status = 0;
  try {
    status = (await fetch(place.dataset.waitFor, { credentials: "same-origin" })).status;
  } catch {
    // Not reached just now: the next look may be luckier.
  }
  if (status === 200) location.replace(location.pathname);
  else if (left > 0 && status < 400) setTimeout(look, 1000 * Number(place.dataset.every));
}

setTimeout(look, 1000 * Number(place.dataset.every));

// A button beside each link that copies it; without a clipboard the link can be selected by hand.
for (const box of document.querySelectorAll(".linkbox[data-copy]")) {
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn mini";
  button.textContent = box.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.textContent.trim());
    button.textContent = box.dataset.copied;
  });
  box.after(button);
}

// Passkeys: the page asks in JSON, the browser answers, the form carries the answer.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (keys) => (keys ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function asked(question) {
  const wish = JSON.parse(question);
  return {
    ...wish,
    challenge: bytes(wish.challenge),
    ...(wish.user && { user: { ...wish.user, id: bytes(wish.user.id) } }),
    ...(wish.excludeCredentials && { excludeCredentials: withBytes(wish.excludeCredentials) }),
    ...(wish.allowCredentials && { allowCredentials: withBytes(wish.allowCredentials) }),
  };
}

function answered(key) {
  const told = { clientDataJSON: text(key.response.clientDataJSON) };
  if (key.response.attestationObject) told.attestationObject = text(key.response.attestationObject);
  if (key.response.authenticatorData) told.authenticatorData = text(key.response.authenticatorData);
  if (key.response.signature) told.signature = text(key.response.signature);
  return JSON.stringify({
    id: key.id, rawId: text(key.rawId), type: key.type, response: told,
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

function listen(form, ask) {
  form.hidden = false;
  form.addEventListener("submit", async (sent) => {
    if (form.elements.answer.value) return;
    sent.preventDefault();
    const slip = form.querySelector(".err[role=alert]");
    slip.hidden = true;
    try {
      form.elements.answer.value = answered(await ask());
      form.submit();
    } catch {
      slip.textContent = form.dataset.failed;
      slip.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]"))
    listen(form, () => navigator.credentials.get({ publicKey: asked(form.dataset.passkey) }));
  for (const form of document.querySelectorAll("form[data-new-passkey]"))
    listen(form, () => navigator.credentials.create({ publicKey: asked(form.dataset.newPasskey) }));
}

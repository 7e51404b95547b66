// Buttons that ask for a passkey. allauth's scripts do the asking; this says which form each button belongs to.
for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue
  button.hidden = false
  for (const words of document.querySelectorAll("[data-passkey-missing]")) words.hidden = true
  const id = button.id
  window.allauth.webauthn.forms[button.dataset.passkey]({
    ids: { login: id, add: id, authenticate: id, credential: "passkey-credential", passwordless: "passwordless", data: "js_data" },
  })
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault() // the page says so, not the console
  for (const words of document.querySelectorAll("[data-passkey-failed]")) words.hidden = false
})

// For a page that follows the server by itself: says when it no longer hears from it, and since when, and keeps showing
// what it heard last. htmx goes on asking, so the first answer takes the notice away. Keeps the screen on, too.
const lost = document.createElement("p");
let heard = new Date();

function hear() {
  heard = new Date();
  lost.hidden = true;
}

function miss() {
  if (!lost.hidden) return;
  const since = heard.toLocaleTimeString("de", { hour: "2-digit", minute: "2-digit" });
  lost.hidden = false;
  lost.textContent = `Not connected since ${since}. It goes on by itself.`;
}

function keepScreenOn() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
}

Object.assign(lost, { id: "lost", className: "notice notice-warn lost", role: "status", hidden: true });
document.body.append(lost);
document.body.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) hear(); });
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.body.addEventListener(failure, miss);
document.addEventListener("visibilitychange", keepScreenOn);
keepScreenOn();

// Finds topics in a long ballot, shows the text of one below the link to it, and keeps the taps that find no
// connection: the last for each topic, on this device and for this voter, until they are sent. It all works without.
const ballot = document.getElementById("ballot");
const saved = () => document.getElementById("saved");
const kept = `ballot ${location.pathname} ${ballot.dataset.voter}`;
let tapped = null;

function find(lines, words, found) {
  let shown = 0;
  for (const line of lines) {
    const title = line.querySelector(".paper-name").textContent.toLowerCase();
    line.hidden = !words.every((word) => title.includes(word));
    shown += line.hidden ? 0 : 1;
  }
  found.textContent = words.length ? `${shown} of ${lines.length} topics` : "";
}

function read(event) {
  const link = event.target.open && event.target.querySelector(":scope > a");
  if (!link || link.nextSibling || !navigator.onLine) return;
  htmx.ajax("GET", link.href, { target: link, swap: "afterend", select: ".topic-text" }); // the way to the comments stays
}

const waiting = () => JSON.parse(localStorage.getItem(kept) || "{}");

function store(taps) {
  if (Object.keys(taps).length) localStorage.setItem(kept, JSON.stringify(taps));
  else localStorage.removeItem(kept);
}

function keep(name, value) {
  store({ ...waiting(), [value.split("=")[0]]: { name, value } }); // the last for each topic
  tell();
}

function tell() {
  const number = Object.keys(waiting()).length;
  if (!number || !saved()) return;
  const note = document.createElement("span");
  note.textContent = `No connection: ${number} tap${number === 1 ? " is" : "s are"} kept on this device and sent once you are back.`;
  saved().replaceChildren(note);
}

async function sendKept() {
  if (!navigator.onLine || !saved()) return;
  for (const [topic, tap] of Object.entries(waiting())) {
    const { [topic]: _, ...others } = waiting();
    store(others); // one that finds no connection again is kept again
    tapped = tap;
    const swapped = { target: ballot.getAttribute("hx-target"), select: ballot.getAttribute("hx-select"), swap: "innerHTML" };
    await htmx.ajax("POST", location.href, { source: ballot, values: { [tap.name]: tap.value }, ...swapped });
  }
}

// What another tab changed meanwhile: the purse knows, the rows do not.
function compare() {
  const votes = new Set(document.querySelector("[data-voted]").dataset.voted.split(" ").filter(Boolean));
  const shown = [...ballot.querySelectorAll(".vote[aria-pressed=true]")].map((button) => button.value);
  if (shown.length !== votes.size || shown.some((slug) => !votes.has(slug))) location.reload();
}

ballot.addEventListener("toggle", read, { capture: true, passive: true });
addEventListener("submit", (event) => {
  if (event.target !== ballot || !event.submitter) return;
  tapped = { name: event.submitter.name, value: event.submitter.value };
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing else says that it was not sent
  keep(tapped.name, tapped.value);
}, { capture: true });
ballot.addEventListener("htmx:sendError", () => tapped && keep(tapped.name, tapped.value));
ballot.addEventListener("htmx:afterSettle", (event) => event.detail.target.id === "purse" && compare());
addEventListener("online", sendKept);
sendKept();

const filter = document.getElementById("ballot-filter");
if (filter) {
  const lines = [...ballot.querySelectorAll(".paper-topic")];
  const typed = filter.querySelector("input");
  const search = () => find(lines, typed.value.toLowerCase().split(/\s+/).filter(Boolean), filter.lastElementChild);
  filter.hidden = false;
  typed.addEventListener("input", search);
  search();
}

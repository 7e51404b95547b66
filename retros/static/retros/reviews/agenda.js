// Moves the slots of the agenda by drag or button, and saves the order at once. Without it the buttons send the form.
const slots = document.getElementById("agenda-slots");
const form = slots.closest("form");
const EDGE = 110; // pixels from the window's edge within which it scrolls along

const order = () => [...slots.querySelectorAll("[name=order]")].map((input) => input.value);
const report = (text) => { document.getElementById("agenda-status").textContent = text; };
let kept = order().join();
let sending = Promise.resolve();

function addUp() {
  const minutes = [...slots.querySelectorAll("[name$=-minutes]")].map((input) => Number(input.value) || 0);
  document.getElementById("agenda-total").textContent = minutes.reduce((sum, each) => sum + each, Number(slots.dataset.elsewhere));
}

async function keep() {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  order().forEach((topic) => body.append("order", topic));
  try {
    const response = await fetch(form.dataset.order, { method: "POST", body });
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const id of ["agenda-warnings", "agenda-standing"]) {
      document.getElementById(id).replaceWith(page.getElementById(id));
    }
    addUp(); // minutes that were typed but not sent yet
    report("The order has been saved.");
  } catch {
    report("The order couldn't be saved just now. It'll be saved along with the agenda.");
  }
}

function keepIfChanged() {
  if (order().join() === kept) return;
  kept = order().join();
  sending = sending.then(keep); // one after the other, so that the last one wins
}

// The others move, never the slot itself: it would lose the focus, or the finger that holds it.
function up(slot) { if (slot.previousElementSibling) slot.after(slot.previousElementSibling); }
function down(slot) { if (slot.nextElementSibling) slot.before(slot.nextElementSibling); }
const middle = (slot) => slot.getBoundingClientRect().top + slot.offsetHeight / 2;

slots.addEventListener("click", (event) => {
  const button = event.target.closest("[name=up], [name=down]");
  if (!button) return;
  const slot = button.closest("li");
  const goesOn = button.name === "up"
    ? !slot.previousElementSibling && "before" in slots.dataset
    : !slot.nextElementSibling && "after" in slots.dataset;
  if (goesOn) return; // to another page, which sends the form
  event.preventDefault();
  button.name === "up" ? up(slot) : down(slot);
  slot.scrollIntoView({ block: "nearest" });
  keepIfChanged();
});

slots.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".slot-handle");
  if (!handle || event.button) return;
  event.preventDefault();
  const slot = handle.closest("li");
  handle.setPointerCapture(event.pointerId);
  slot.classList.add("is-dragged");
  const follow = ({ clientY }) => {
    while (slot.previousElementSibling && clientY < middle(slot.previousElementSibling)) up(slot);
    while (slot.nextElementSibling && clientY > middle(slot.nextElementSibling)) down(slot);
    if (clientY < EDGE) window.scrollBy(0, -12);
    if (clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
  };
  const drop = () => {
    slot.classList.remove("is-dragged");
    handle.removeEventListener("pointermove", follow);
    keepIfChanged();
  };
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", drop, { once: true });
});

slots.addEventListener("input", addUp);
slots.querySelectorAll(".slot-handle").forEach((handle) => { handle.hidden = false; });

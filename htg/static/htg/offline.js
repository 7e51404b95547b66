// Says that the connection is gone before a form is sent into the void. What was typed stays where it is.
const note = document.getElementById("offline");
const [gone, kept] = note.querySelectorAll("p");

function tell() {
  note.hidden = navigator.onLine;
  gone.hidden = false;
  kept.hidden = true;
}

function keep(event) {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopPropagation(); // htmx would send it
  note.hidden = false;
  gone.hidden = true;
  kept.hidden = false;
}

addEventListener("offline", tell);
addEventListener("online", tell);
document.addEventListener("submit", keep, { capture: true });
tell();

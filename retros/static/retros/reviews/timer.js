// Counts the review meeting's timer between two requests to the server, by the server's clock, and keeps counting
// while there is no connection. The server keeps the time: without this, a page shows it each time it is opened.
const ALOUD = [[60, "One minute left"], [0, "Time is up"]];

let ahead = -Infinity; // how far the server's clock is ahead of this page's, in milliseconds
let counted; // the demo and its seconds, as last counted
let isOpen = false; // what was on when the page was opened isn't news

function setClock(time) {
  const found = Date.parse(time) - performance.now();
  // A slow answer makes the server seem behind. Only a computer that slept jumps.
  ahead = Math.abs(found - ahead) > 3000 ? found : Math.max(ahead, found);
}

function digits(seconds) {
  const [hours, minutes, rest] = [3600, 60, 1].map((unit) => Math.floor(Math.abs(seconds) / unit) % 60);
  const two = (number) => String(number).padStart(2, "0");
  return (seconds < 0 ? "−" : "") + (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(rest)}`;
}

function show(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function count() {
  const now = performance.now() + ahead;
  const seconds = (time) => Math.round((Date.parse(time) - now) / 1000);
  for (const element of document.querySelectorAll("[data-since]")) show(element, digits(-seconds(element.dataset.since)));
  const clock = document.getElementById("clock");
  if (clock?.dataset.until) countDown(clock, seconds(clock.dataset.until));
  if (!clock) counted = undefined;
}

function countDown(clock, left) {
  show(clock.querySelector("[data-digits]"), digits(left));
  show(clock.querySelector("[data-word]"), left < 0 ? "over time" : "left");
  clock.classList.toggle("is-over", left < 0);
  const part = 1 - left / clock.dataset.allowed;
  clock.querySelector("rect").setAttribute("width", Math.min(100, part * 100).toFixed(2));
  announce(clock.dataset.demo, left);
}

function announce(demo, left) {
  const before = counted?.demo === demo ? counted.left : undefined;
  const [, passed] = ALOUD.find(([mark]) => before > mark && left <= mark) ?? [];
  const title = document.querySelector("[data-title]").textContent.trim();
  if (before === undefined && isOpen) say(`${title}: ${digits(left)} left`);
  else if (passed) say(`${title}: ${passed}`);
  counted = { demo, left };
}

function say(words) {
  document.getElementById("said").textContent = words;
}

setClock(document.getElementById("timer").dataset.now);
count();
isOpen = true;
document.body.addEventListener("servertime", (event) => setClock(event.detail.now));
document.body.addEventListener("htmx:afterSwap", count);
setInterval(count, 250);

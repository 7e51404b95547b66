// Counts the votes left while someone marks topics, and finds topics in a long ballot. The server counts again, and the
// browser finds words itself: it all works without this.
const ballot = document.getElementById("ballot");
const left = document.getElementById("votes-left");
const votes = Number(ballot.dataset.votes);

function tell() {
  const marked = ballot.querySelectorAll("input[name=topics]:checked").length;
  const number = document.createElement("strong");
  const over = marked - votes;
  number.textContent = over > 0 ? `${over} vote${over === 1 ? "" : "s"} too many.` : String(-over);
  left.replaceChildren(number, over > 0 ? "" : ` of ${votes} votes left`);
  left.classList.toggle("is-over", over > 0);
}

function find(lines, words, found) {
  let shown = 0;
  for (const line of lines) {
    const title = line.querySelector(".ballot-title").textContent.toLowerCase();
    line.hidden = !words.every((word) => title.includes(word));
    shown += line.hidden ? 0 : 1;
  }
  found.textContent = words.length ? `${shown} of ${lines.length} topics` : "";
}

ballot.addEventListener("change", tell);
tell(); // a browser that goes back, or restores a tab, brings marks of its own

const filter = document.getElementById("ballot-filter");
if (filter) {
  const lines = [...ballot.querySelectorAll(".ballot-line")];
  const typed = filter.querySelector("input");
  const search = () => find(lines, typed.value.toLowerCase().split(/\s+/).filter(Boolean), filter.lastElementChild);
  filter.hidden = false;
  typed.addEventListener("input", search);
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would cast the ballot
  });
  search();
}

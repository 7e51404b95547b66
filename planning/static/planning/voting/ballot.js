// Counts the votes left while someone marks topics. In a long ballot it finds topics, and shows the text of one in the
// place of the link to it: whoever leaves the page loses their marks. The server counts again, and it all works without.
const ballot = document.getElementById("ballot");
const left = document.getElementById("votes-left");
const votes = Number(ballot.dataset.votes);

function countVotes() {
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

function read(event) {
  const link = event.target.closest(".ballot-line > a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  htmx.ajax("GET", link.href, { target: link, swap: "outerHTML", select: ".topic-text" });
}

ballot.addEventListener("change", countVotes);
ballot.addEventListener("click", read);
countVotes(); // a browser that goes back, or restores a tab, brings marks of its own

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

// Counts the votes left while someone marks topics. The server counts again: it all works without this.
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

ballot.addEventListener("change", countVotes);
countVotes(); // a browser that goes back, or restores a tab, brings marks of its own

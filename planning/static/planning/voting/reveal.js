// The next and the last one by the keys of a presenter's remote. The links do the same.
const KEYS = { " ": "next", ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  const link = !event.target.closest("a, button") && document.querySelector(`a[rel="${KEYS[event.key]}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
